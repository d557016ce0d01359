// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Gazetteer
import Localization

/// Puts a message about a registration into words. Its structure never depends on an alert, so no template has it.
struct AccountDraft {
    let message: AccountMessage
    /// What the reader asked for, where this language stands in for it.
    let asked: Language
    let city: CityProfile
    let frame: FrameTemplate
    private(set) var phrasing: Phrasing

    init(_ message: AccountMessage, language: Language, asked: Language, composer: Composer) {
        self.message = message
        self.asked = asked
        city = composer.city
        frame = composer.templates.frame
        phrasing = Phrasing(language, composer: composer)
    }

    mutating func document() throws(ComposerError) -> Document {
        var blocks: [Document.Block] = []
        if phrasing.language != asked { blocks.append(.notice(try text(frame.fallback))) }
        switch message {
        case .confirmation(let link, let until):
            let until = try phrasing.dated(Term.moment, until)
            blocks.append(.paragraph(try text("ui.account.confirmation.lead")))
            blocks.append(.link(try text("ui.account.confirmation.link"), url: link.description))
            blocks.append(.paragraph(try text("ui.account.confirmation.until", ["until": .text(until)])))
            blocks.append(.paragraph(try text("ui.account.confirmation.not-you")))
        case .welcome(let registration, let link):
            blocks.append(.paragraph(try text("ui.account.welcome.lead")))
            blocks += try settings(registration)
            let sender = DataText.cleaned(city.sender.alertAddress)
            blocks.append(.paragraph(try text("ui.account.welcome.sender", ["sender": .text(sender)])))
            blocks.append(.paragraph(try text("ui.account.welcome.other-ways")))
            blocks.append(.link(try text("ui.account.settings"), url: link.description))
        case .changed(let registration, let link):
            blocks.append(.paragraph(try text("ui.account.changed.lead")))
            blocks += try settings(registration)
            blocks.append(.paragraph(try text("ui.account.changed.not-you")))
            blocks.append(.link(try text("ui.account.settings"), url: link.description))
        case .stopped(let link):
            blocks.append(.paragraph(try text("ui.account.stopped.lead")))
            blocks.append(.paragraph(try text("ui.account.stopped.again")))
            blocks.append(.link(try text("ui.account.register"), url: link.description))
        }
        var footer: [Document.Block] = [
            .paragraph(try text("ui.account.why")), .paragraph(try text("ui.footer.no-reply")),
        ]
        if !phrasing.unsigned.isEmpty { footer.insert(.paragraph(try text(frame.unsigned)), at: 0) }
        footer.append(.link(try text(frame.cityLink), url: city.sender.publicURL.absoluteString))
        let subject = try text(PhraseKey(rawValue: "ui.account.\(message.kind.rawValue).subject")).plain
        return Document(
            language: phrasing.language,
            // Spaces between the words of easy Japanese would spoil searches for its subject.
            subject: phrasing.language == .easyJapanese ? subject.filter { $0 != " " } : subject,
            banner: nil,
            blocks: blocks,
            footer: footer,
            stopLabel: nil,
            languageName: try text(Term.languageName)
        )
    }

    private mutating func settings(
        _ registration: AccountMessage.Registration
    ) throws(ComposerError)
        -> [Document.Block]
    {
        var topics: [String] = []
        for topic in registration.topics {
            topics.append(try phrasing.format(PhraseKey(rawValue: "ui.topic.\(topic.rawValue)"), [:]))
        }
        var areas = registration.areas.map { code in
            city.areas[code].map(phrasing.name(of:)) ?? phrasing.name(of: city.municipality)
        }
        if areas.isEmpty { areas = [try phrasing.format("ui.account.every-area", [:])] }
        let rows: [Document.Fact] = [
            .init(label: try text("ui.account.label.language"), value: phrasing.ruby(try name(of: asked))),
            .init(label: try text("ui.account.label.topics"), value: phrasing.ruby(try listed(topics))),
            .init(label: try text("ui.account.label.areas"), value: phrasing.ruby(try listed(areas))),
        ]
        return [.heading(try text("ui.account.heading.settings")), .facts(rows)]
    }

    /// A language's name in itself; who reads easy Japanese sees it with its readings.
    private mutating func name(of language: Language) throws(ComposerError) -> String {
        language == phrasing.language ? try phrasing.format(Term.languageName, [:]) : language.endonym
    }

    private mutating func listed(_ names: [String]) throws(ComposerError) -> String {
        guard var all = names.first else { return try phrasing.format(Term.unknown, [:]) }
        for name in names.dropFirst() {
            all = try phrasing.format(Term.pair, ["first": .text(all), "next": .text(name)])
        }
        return all
    }

    private mutating func text(
        _ key: PhraseKey,
        _ values: [String: PhraseValue] = [:]
    ) throws(ComposerError) -> RubyText {
        var values = values
        let names = phrasing.arguments(of: key)
        if names.contains("place") { values["place"] = .text(phrasing.name(of: city.municipality)) }
        if names.contains("language") { values["language"] = .text(asked.endonym) }
        return phrasing.ruby(try phrasing.format(key, values))
    }
}
