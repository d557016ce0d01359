// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Composer
import Foundation
import Localization
import TestSupport
import Testing

/// What a resident reads of their own registration.
@Suite("Mail about a registration")
struct AccountTests {
    private static let token = "https://shirase.ichikawa.example/account/4Qh7bXfT2mW9"

    static func message(_ kind: AccountMessage.Kind) throws -> AccountMessage {
        let link = try #require(PublicLink(token))
        let registration = AccountMessage.Registration(topics: Topic.allCases, areas: ["1220300"])
        return switch kind {
        case .confirmation: .confirmation(link: link, until: Sample.struck.addingTimeInterval(24 * 3600))
        case .welcome: .welcome(.init(topics: [.tsunami, .crime]), link: link)
        case .changed: .changed(registration, link: link)
        case .stopped: .stopped(link: link)
        }
    }

    private func mail(_ kind: AccountMessage.Kind, _ language: Language) throws -> MailRendering {
        try Sample.composer().mail(try Self.message(kind), in: language)
    }

    @Test("is as it was read", arguments: AccountMessage.Kind.allCases, Sample.languages)
    func golden(kind: AccountMessage.Kind, language: Language) throws {
        let mail = try mail(kind, language)
        try Golden.compare("Subject: \(mail.subject)\n\n\(mail.text)", with: "account-\(kind.rawValue).\(language).txt")
    }

    @Test("is whole in every language, with its one link", arguments: AccountMessage.Kind.allCases, Sample.languages)
    func whole(kind: AccountMessage.Kind, language: Language) throws {
        let mail = try mail(kind, language)
        #expect(mail.written == [language])
        #expect(mail.missing.isEmpty)
        #expect(mail.text.components(separatedBy: Self.token).count == 2)
        #expect(mail.html.contains("href=\"\(Self.token)\""))
        // Only an alert is stopped by a link that every reader has.
        #expect(!mail.text.contains("\u{FFFC}") && !mail.html.contains("\u{FFFC}"))
        for line in mail.text.split(separator: "\n") where !line.contains("://") {
            #expect(TextWidth.columns(String(line)) <= MailText.columns, "\(line)")
        }
    }

    @Test("the four differ in every language, and so do the names of topics", arguments: Sample.languages)
    func different(language: Language) throws {
        let subjects = try AccountMessage.Kind.allCases.map { try mail($0, language).subject }
        #expect(Set(subjects).count == subjects.count)
        let book = try Sample.book.get()
        let topics = try Topic.allCases.map { topic in
            try book.format(PhraseKey(rawValue: "ui.topic.\(topic.rawValue)"), in: language)
        }
        #expect(Set(topics).count == topics.count)
    }

    @Test("tells the choice: all topics and places, or the whole city")
    func settings() throws {
        let changed = try mail(.changed, .japanese).text.replacing("\n  ", with: "")
        #expect(changed.contains("お知らせの種類：気象、緊急、地震、津波、市内観測、児童生徒の安心、防犯、メールマガジン"))
        #expect(changed.contains("地域：市川市") && changed.contains("ことば：日本語"))
        let welcome = try mail(.welcome, .english).text
        #expect(welcome.contains("Messages: Tsunami, Crime prevention") && welcome.contains("Places: The whole city"))
        #expect(welcome.contains("alerts@shirase.ichikawa.example"))
    }

    @Test("the confirmation says until when its link works, in Japan's time")
    func until() throws {
        #expect(try mail(.confirmation, .japanese).text.contains("2026年11月24日（火）午後8時41分まで"))
        #expect(
            try mail(.confirmation, .english).text.replacing("\n", with: " ")
                .contains("8:41 p.m., Tuesday, 24 November 2026")
        )
    }

    @Test("a language that lacks its phrases has easy Japanese and English, with the one link in each")
    func fallback() throws {
        let mail = try Sample.bareComposer().mail(try Self.message(.confirmation), in: .burmese)
        #expect(mail.written == [.easyJapanese, .english])
        #expect(mail.missing.contains { $0.key == "ui.account.confirmation.lead" && $0.language == .burmese })
        #expect(mail.text.components(separatedBy: Self.token).count == 3)
        #expect(mail.subject.hasPrefix("Finish signing up"))
    }
}
