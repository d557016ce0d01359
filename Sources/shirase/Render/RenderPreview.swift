// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Composer
import Foundation
import Gazetteer
import Localization
import Mail

/// The shapes of one alert, as a person at a terminal sees them.
struct RenderPreview {
    let city: City
    let alert: Alert
    /// The chain up to it; it is the last.
    let alerts: [Alert]
    let link: PublicLink?

    private var previous: Alert? { alerts.dropLast().last }

    func matrix() throws -> RenderMatrix {
        try RenderMatrix(alert, previous: previous, link: link, city: city)
    }

    func post(in language: Language, limit: PostLimit) throws(ComposerError) -> PostRendering {
        try city.composer.post(for: alert, in: language, limit: limit, link: link, previous: previous)
    }

    func speech(in language: Language) throws(ComposerError) -> String {
        try city.composer.speech(for: alert, in: language, previous: previous)
    }

    func page(in language: Language) throws(ComposerError) -> String {
        try city.composer.page(for: alert, in: language, previous: previous)
    }

    /// Prints a mail; without a shape all of it as JSON.
    func showMail(in language: Language, as shape: RenderShape?) throws {
        let mail = try city.composer.mail(for: alert, in: language, previous: previous)
        guard let shape else { return try Console.json(mail) }
        switch shape {
        // What stands for each reader's own link is shown as a link would be.
        case .text: Console.line("\(mail.subject)\n\n\(shown(mail.text))")
        case .html: Console.line(shown(mail.html))
        default: Console.bytes(try message(MailContent(mail, of: alert, profile: city.profile)))
        }
        tell(mail.missing)
    }

    /// Prints a poster, in the languages of most residents where none are asked for.
    func showPoster(in languages: [Language]) throws {
        let languages = languages.isEmpty ? Composer.posterLanguages : languages
        let poster = try city.composer.poster(for: alert, in: languages, link: link, previous: previous)
        Console.bytes(Array(poster.html.utf8))
        tell(poster.missing)
    }

    /// Prints the CAP document.
    func showCAP() throws {
        let (data, missing) = try CAPDocument(alerts: alerts, city: city).write(alert)
        Console.bytes(Array(data) + [UInt8(ascii: "\n")])
        for language in missing { Console.error("not in \(language): phrases are missing") }
    }

    private func tell(_ gaps: [PhraseGap]) {
        for gap in gaps { Console.error("missing phrase: \(gap)") }
    }

    private func message(_ content: MailContent) throws -> [UInt8] {
        let sender = city.profile.sender
        var bytes: [UInt8] = []
        try content.template(encoding: .eightBit).append(
            to: &bytes,
            for: MessageTemplate.Recipient(
                address: EmailAddress(parsing: "resident@example.jp"),
                messageID: MessageID(left: "\(alert.id).preview", domain: sender.bounceDomain),
                unsubscribeURL: previewURL
            )
        )
        return bytes
    }

    private func shown(_ text: String) -> String {
        text.replacing(MessageTemplate.unsubscribeHole, with: previewURL)
    }

    private var previewURL: String {
        "\(city.profile.sender.publicURL.absoluteString)/u/preview"
    }
}
