// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Mailbox
import Testing
import Web

/// Whatever a mail says stays text on the pages that show it.
@Suite(.timeLimit(.minutes(10)))
struct HostileMailTests {
    private static let payloads = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
        "</pre><svg onload=alert(1)>", "</title><script>alert(1)</script>",
        "{{{subject}}}{{title}}{{#mails}}x{{/mails}}",
        "javascript:alert(1)", "]]><!--<iframe src=//evil>",
        // One grapheme cluster with the character that has to be escaped.
        "\u{600}<script>alert(1)</script>", "\"\u{301} onfocus=alert(1) autofocus x=\"\u{301}", "<\u{338}script>",
        "\u{600}\"\u{600}><img src=x onerror=alert(1)>",
    ]

    /// The tags of a page, each with its attributes, as a browser reads bytes.
    private static func tags(_ page: String) -> [String] {
        Array(page.unicodeScalars).split(separator: "<").dropFirst().map { piece in
            var tag = ""
            for scalar in piece.prefix(while: { $0 != ">" }) { tag.unicodeScalars.append(scalar) }
            return tag
        }
    }

    @Test(arguments: payloads)
    func aPayloadAddsNoTagAndNoAttribute(payload: String) async throws {
        let harmless = SampleMail(subject: "x", from: "x", text: "x", html: "x", moreHeaders: ["X-Test: x"])
        let header = payload.replacing("\r", with: "").replacing("\n", with: "")
        let hostile = SampleMail(
            messageID: "x.y@city.example",
            subject: payload,
            from: "\(header) <alert@city.example>",
            text: payload,
            html: payload,
            moreHeaders: ["X-Test: \(header)", "List-Unsubscribe: <https://evil/u/\(header)>"]
        )
        for path in ["/?updates=off", "/mailbox", "/mailbox/1"] {
            let expected = try await page(path, harmless)
            let actual = try await page(path, hostile)
            #expect(Self.names(actual) == Self.names(expected), "\(path)")
            #expect(!Self.tags(actual).contains { $0.contains(" on") || $0.contains("javascript:") }, "\(path)")
            #expect(!actual.contains("{{{subject}}}") || payload.contains("{{{subject}}}"))
        }
    }

    @Test func aHostileLanguageTagOrMessageIDIsNoMarkup() async throws {
        let mail = SampleMail(
            messageID: "\"><script>x</script>.y@z",
            language: "en\"><script>",
            subject: "s",
            recipient: "a@example.org"
        )
        for path in ["/", "/mailbox", "/mailbox/1", "/mailbox?alert=%22%3E%3Cscript%3E&lang=%22%3E"] {
            let text = try await page(path, mail)
            #expect(!text.contains("<script"), "\(path)")
            #expect(text.contains("lang=\"\"") || path.contains("?"), "\(path)")
        }
    }

    @Test func braceTextIsShownAndNotRendered() async throws {
        let text = try await page(
            "/mailbox/1",
            SampleMail(subject: "{{title}} {{{from}}}", text: "{{#headers}}x{{/headers}}")
        )
        #expect(text.contains("<bdi>{{title}} {{{from}}}</bdi>"))
        #expect(text.contains("\n{{#headers}}x{{/headers}}</pre>"))
    }

    private static func names(_ page: String) -> [String] {
        // The number of header rows differs by the mail; their markup must not.
        tags(page).map { $0.prefix { $0 != " " }.description }.filter {
            !["tr", "/tr", "th", "/th", "td", "/td"].contains($0)
        }
        .reduce(into: []) { names, name in if !(name == "bdi" || name == "/bdi") { names.append(name) } }
    }

    private func page(_ path: String, _ mail: SampleMail) async throws -> String {
        var text = ""
        try await withMailbox([mail]) { store in
            let rooms = WebRooms(unsubscribe: Residents([:]).endpoint, mailbox: MailboxPages(store: store, title: "T"))
            try await TestServer.with(rooms) { server in
                let answer = try await server.get(path)
                #expect(answer.status == 200)
                text = answer.text
            }
        }
        return text
    }
}
