// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Composer
import Foundation
import Gazetteer
import Localization
import TestSupport
import Testing

/// The same facts in every language: what a reader must find is looked for, whatever the words around it.
@Suite("Facts in every language")
struct FactsTests {
    private func mail(_ name: String, _ language: Language) throws -> MailRendering {
        let scene = try #require(Scene.all.first { $0.name == name })
        return try Sample.mail(scene, language)
    }

    /// The text on one line, since a fact may stand across two.
    private func flat(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test("place and level of rain stand in the subject", arguments: Language.all)
    func rain(language: Language) throws {
        let city = try Sample.city.get()
        for level in 2...5 {
            let mail = try mail("rain-\(level)", language)
            #expect(mail.subject.contains(city.municipality.name(in: language.rawValue)), "\(mail.subject)")
            #expect(mail.subject.contains("\(level)"), "\(mail.subject)")
            for other in 2...5 where other != level && other != 5 {
                #expect(!mail.subject.contains("\(other)"), "\(mail.subject)")
            }
        }
    }

    @Test("coast and height of a tsunami stand in the subject, the hour in the text", arguments: Language.all)
    func tsunami(language: Language) throws {
        let city = try Sample.city.get()
        let mail = try mail("tsunami-warning", language)
        let coast = try #require(city.areas["312"]).name(in: language.rawValue)
        #expect(mail.subject.contains(coast) && mail.subject.contains("3"), "\(mail.subject)")
        let scene = try #require(Scene.all.first { $0.name == "tsunami-warning" })
        guard case .tsunami(let tsunami) = scene.facts, case .expected(let arrival)? = tsunami.arrival else {
            Issue.record("the scene has no expected arrival")
            return
        }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "Asia/Tokyo"))
        let minute = calendar.component(.minute, from: arrival)
        #expect(flat(mail.text).contains(minute < 10 ? "0\(minute)" : "\(minute)"), "\(mail.text)")
    }

    /// What sends people away from the water is never what sends them to a place, and each grade has words of its own.
    @Test("what to do differs from grade to grade and from hazard to hazard", arguments: Language.all)
    func actions(language: Language) throws {
        let book = try Sample.book.get()
        let keys = [
            "tsunami.lead.major-warning", "tsunami.lead.warning", "tsunami.lead.advisory", "tsunami.action.climb-on",
            "tsunami.action.out-of-water", "observation.action.water", "weather.action.high", "observation.action.wind",
        ]
        let phrases = try keys.map { try book.format(PhraseKey(rawValue: $0), in: language) }
        #expect(Set(phrases).count == keys.count, "\(phrases)")
    }

    @Test("no language says of JMA's level that it is an order to evacuate", arguments: Language.all)
    func endings(language: Language) throws {
        for name in ["rain-4", "rain-ended", "tsunami-warning", "tsunami-withdrawn"] {
            guard Scene.all.contains(where: { $0.name == name }) else { continue }
            let mail = try mail(name, language)
            #expect(mail.written == [language] && mail.missing.isEmpty)
            #expect(!mail.text.contains("{") && !mail.text.contains("}"), "\(mail.text)")
        }
    }
}
