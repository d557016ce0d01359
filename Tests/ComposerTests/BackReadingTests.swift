// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Composer
import Foundation
import Localization
import TestSupport
import Testing

@Suite("Back-reading")
struct BackReadingTests {
    private func scene(_ name: String) throws -> Scene {
        try #require(Scene.situations.first { $0.name == "situation-\(name)" })
    }

    @Test("a whole language says the same phrases as Japanese", arguments: Scene.situations, Sample.situationLanguages)
    func same(scene: Scene, language: Language) throws {
        let composer = try Sample.composer()
        let own = try composer.backReading(of: scene.alert(), in: language)
        let japanese = try composer.backReading(of: scene.alert(), in: .japanese)
        #expect(own.missing.isEmpty)
        #expect(own.lines.allSatisfy { $0.remarks.isEmpty && !$0.words.isEmpty }, "\(own.lines)")
        // The label of free text is the only thing that depends on who reads it.
        guard scene.name != "situation-note" else { return }
        #expect(own.lines.map(\.key) == japanese.lines.map(\.key))
        #expect(own.lines.map(\.japanese) == japanese.lines.map(\.japanese))
        #expect(japanese.lines.allSatisfy { $0.words.replacing(": ", with: "：") == $0.japanese })
    }

    @Test("it tells the Japanese of what stands in the mail")
    func lines() throws {
        let reading = try Sample.composer().backReading(of: scene("evacuation-4").alert(), in: .english)
        let go = try #require(reading.lines.first { $0.key == "situation.action.go" })
        #expect(go.section == "actions" && go.japanese == "宮久保小学校、真間小学校へ避難してください。")
        #expect(go.words == "Go to Miyakubo Elementary School, Mama Elementary School.")
        #expect(reading.lines.first?.section == "subject")
    }

    @Test("it shows what a translation leaves out, and a choice for which it has no words")
    func spoilt() throws {
        let copy = try LocalesCopy()
        defer { copy.remove() }
        try copy.edit("alerts/en.po") { text in
            text = text.replacing("\"Move away from {from}.\"", with: "\"Move away from the river.\"")
            text = text.replacing("landslide {slopes may collapse} ", with: "")
        }
        let composer = try Composer(
            templates: RepositoryRoot.appending("Templates"),
            phraseBook: PhraseBook(directory: copy.url),
            city: Sample.city.get()
        )
        guard case .situation(var facts) = try scene("evacuation-4").facts else { return }
        facts.values["cause"] = .choice("landslide")
        let reading = try composer.backReading(of: Sample.alert(.situation(facts)), in: .english)
        let away = try #require(reading.lines.first { $0.key == "situation.action.away" })
        #expect(away.japanese == "〔…〕から離れてください。" && away.remarks == ["leaves out {from}"])
        let cause = try #require(reading.lines.first { $0.key == "situation.lead.evacuation-cause" })
        #expect(cause.japanese.contains("建物が崩れる危険") && cause.remarks.count == 1, "\(cause)")
    }

    @Test("it names the phrases that a language lacks, and tells what they would say")
    func missing() throws {
        let composer = try Sample.bareComposer()
        let reading = try composer.backReading(of: scene("missile").alert(), in: .nepali)
        #expect(reading.missing.contains { $0.key == "situation.lead.missile" && $0.status == .missing })
        #expect(reading.lines.allSatisfy { $0.words.isEmpty || $0.remarks == ["no words yet"] })
        #expect(reading.lines.contains { $0.japanese.hasPrefix("今すぐ、近くの建物の中か地下へ") })
    }
}
