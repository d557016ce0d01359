// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Hummingbird
import Localization
import Logging

/// `/u/{token}`: leaving by one click, RFC 8058.
///
/// GET and HEAD change nothing, since filters of mail follow links. POST leaves at once, without redirect, cookie or
/// login, and whatever its body says: who can post to the link was sent it, and a wish to leave is not lost to a form
/// field.
struct UnsubscribeController: Sendable {
    let endpoint: UnsubscribeEndpoint
    let templates: PageTemplates
    let logger: Logger

    /// The page with the one button.
    func ask(_ token: String) throws -> Response {
        guard Self.isWellFormed(token) else { return try page(.unknown, []) }
        return try guarding {
            guard let language = try endpoint.language(token) else { return try page(.unknown, []) }
            return try page(.question, [language])
        }
    }

    /// Leaves, and says so.
    func leave(_ request: Request, token: String) async throws -> Response {
        guard try await request.octets(upTo: WebLimits.formOctets) != nil else {
            var response = Response.status(.contentTooLarge)
            response.headers[.connection] = "close"
            return response
        }
        guard Self.isWellFormed(token) else { return try page(.unknown, []) }
        return try guarding {
            let result = try endpoint.leave(token)
            // The words matter less than the leaving: without a language it is said in three.
            let languages = ((try? endpoint.language(token)) ?? nil).map { [$0] } ?? []
            switch result {
            case .left: return try page(.done, languages)
            case .hadLeft: return try page(.already, languages)
            case .unknownLink: return try page(.unknown, [])
            }
        }
    }

    /// What the registry cannot do now a mail provider does again later, where it is told so.
    private func guarding(_ body: () throws -> Response) throws -> Response {
        do {
            return try body()
        } catch {
            logger.error("unsubscribing failed", metadata: ["reason": "\(error)"])
            var response = Response.status(.serviceUnavailable)
            response.headers[.retryAfter] = "60"
            return response
        }
    }

    private func page(_ state: State, _ languages: [Language]) throws -> Response {
        // Whose language is not known gets the three that most people here read one of.
        let shown = languages.isEmpty ? [.japanese, .easyJapanese, .english] : languages
        let texts = shown.map { language -> [String: Any] in
            [
                "lang": language.htmlTag,
                "ruby": language == .easyJapanese,
                "lines": state.keys.map { text($0, language).html },
                "title": text("title", language).html,
            ]
        }
        let first = shown[0]
        let page = try templates.render(
            "unsubscribe",
            [
                "lang": first.htmlTag,
                "title": text("title", first).plain,
                "texts": texts,
                "button": state == .question ? ["text": text("button", first).html, "lang": first.htmlTag] : nil,
            ] as [String: Any?]
        )
        return .page(
            page,
            status: state == .unknown ? .notFound : .ok,
            policy: SecurityHeaders.policy(form: "'self'")
        )
    }

    private func text(_ name: String, _ language: Language) -> RubyText {
        let phrase = endpoint.phrase("ui.unsubscribe.\(name)", language)
        return (try? RubyText(parsing: phrase)) ?? RubyText(plain: phrase)
    }

    private enum State {
        case question, done, already, unknown

        var keys: [String] {
            switch self {
            case .question: ["question", "warning"]
            case .done: ["done"]
            case .already: ["already"]
            case .unknown: ["unknown"]
            }
        }
    }

    /// What is no token is not worth a question to the registry.
    static func isWellFormed(_ token: String) -> Bool {
        (8...128).contains(token.utf8.count)
            && token.utf8.allSatisfy { octet in
                switch octet {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}
