// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Composer
import Foundation
import Gazetteer
import Localization
import Testing

@Suite("What officers' messages say")
struct SituationTextTests {
    private func flat(_ text: String) -> String {
        text.replacing(/\s+/, with: " ")
    }

    @Test("text is as it was read", arguments: Scene.situations, Sample.situationLanguages)
    func golden(scene: Scene, language: Language) throws {
        let mail = try Sample.mail(scene, language)
        #expect(mail.written == [language] && mail.missing.isEmpty)
        let text = "Subject: \(mail.subject)\n\n\(mail.text)".replacing("\u{FFFC}", with: "%")
        try Golden.compare(text, with: "\(scene.name).\(language).txt")
    }

    @Test("every form has a scene")
    func whole() throws {
        let kinds = Scene.situations.compactMap { scene -> String? in
            if case .situation(let facts) = scene.facts { facts.kind } else { nil }
        }
        #expect(try Set(kinds) == Set(Sample.composer().situations.map(\.name)))
    }

    @Test("no brace is left, and no line is empty of words", arguments: Scene.situations, Sample.situationLanguages)
    func braces(scene: Scene, language: Language) throws {
        let mail = try Sample.mail(scene, language)
        #expect(!(mail.subject + mail.text).contains(/[{}｛｝]/), "\(mail.text)")
        #expect(mail.subject.count <= 120, "\(mail.subject)")
    }

    @Test("what sends people away never reads like what sends them there", arguments: Sample.situationLanguages)
    func relations(language: Language) throws {
        let book = try Sample.book.get()
        let phrases = try [("away", "from"), ("go", "to"), ("avoid", "around")].map { name, slot in
            try book.format(PhraseKey(rawValue: "situation.action.\(name)"), in: language, [slot: .text("X")])
        }
        #expect(Set(phrases).count == 3, "\(phrases)")
        let labels = try ["from", "to", "around", "fled", "water", "shelters"].map {
            try book.format(PhraseKey(rawValue: "situation.fact.\($0)"), in: language)
        }
        #expect(Set(labels).count == labels.count, "\(labels)")
    }

    @Test("each choice has words of its own in each language", arguments: Sample.situationLanguages)
    func choices(language: Language) throws {
        let book = try Sample.book.get()
        let composer = try Sample.composer()
        for form in composer.situations {
            for slot in form.slots where slot.kind == .choice && slot.name != "pets" {
                var texts: Set<String> = []
                for choice in slot.choices {
                    let scene = try #require(Scene.situations.first { $0.name == "situation-\(form.name)" })
                    guard case .situation(var facts) = scene.facts else { continue }
                    facts.values[slot.name] = .choice(choice.name)
                    let document = try composer.document(for: Sample.alert(.situation(facts)), in: language)
                    texts.insert("\(document)")
                }
                #expect(texts.count == slot.choices.count, "\(form.name) \(slot.name) in \(language)")
            }
        }
        #expect(book.keys.contains { $0.rawValue.hasPrefix("situation.") })
    }

    /// Any slots, filled at random: what a reader must find is there, whatever the words around it.
    @Test("places, times and numbers are found in each language", arguments: Sample.situationLanguages)
    func facts(language: Language) throws {
        let composer = try Sample.composer()
        let city = try Sample.city.get()
        var random = SeededNumbers(seed: 20_261_123)
        for form in composer.situations {
            for _ in 0..<4 {
                var values: [String: SituationFacts.Value] = [:]
                for slot in form.slots where slot.isRequired || Bool.random(using: &random) || slot.fallback != nil {
                    values[slot.name] = random.value(of: slot, city: city)
                }
                let mail = try composer.mail(
                    for: Sample.alert(.situation(form.facts(values))),
                    in: language,
                    previous: nil
                )
                #expect(mail.written == [language], "\(form.name) \(mail.missing)")
                let text = flat(mail.text.replacing(/\([ぁ-んー]+\)/, with: "")).replacing(" ", with: "")
                for (name, value) in values {
                    switch value {
                    case .places(let codes):
                        // Whom it concerns is shown where it is not where it happened.
                        let isElsewhere = form.slot("around") != nil || form.slot("shelters") != nil
                        if name == "areas", isElsewhere { continue }
                        for code in codes {
                            let place = try #require(city.areas[code]).name(in: language.rawValue)
                            #expect(text.contains(place.replacing(" ", with: "")), "\(form.name) \(name): \(text)")
                        }
                    case .time(let date):
                        let minute = Int(date.timeIntervalSince1970 / 60) % 60
                        #expect(text.contains("\(minute)"), "\(form.name) \(name): \(text)")
                    case .day: #expect(text.contains(language == .japanese ? "11月24" : "24"), "\(text)")
                    case .number(let number):
                        let digits = text.replacing(",", with: "").replacing(".", with: "")
                        #expect(digits.contains("\(number)"), "\(form.name) \(name): \(text)")
                    case .phone(let phone): #expect(text.contains(phone))
                    case .choice: continue
                    }
                }
            }
        }
    }

    @Test("what is withdrawn tells nobody what to do", arguments: Sample.situationLanguages)
    func withdrawn(language: Language) throws {
        let scene = try #require(Scene.situations.first { $0.name == "situation-withdrawn" })
        let document = try Sample.composer().document(for: scene.alert(), in: language)
        for block in document.blocks {
            if case .list(let texts) = block { Issue.record("\(texts)") }
            if case .lead(let texts) = block { #expect(texts.count == 1) }
        }
    }

    @Test("what an officer wrote is named by its language to who reads another, and is cleaned")
    func note() throws {
        let scene = try #require(Scene.situations.first { $0.name == "situation-note" })
        let english = try Sample.mail(scene, .english)
        #expect(flat(english.text).contains("Note in 日本語, not translated"))
        #expect(flat(english.text).contains("給水車は（2台）です。 詳しくは市の窓口へ。"))
        let japanese = try Sample.mail(scene, .japanese)
        #expect(japanese.text.contains("補足") && !japanese.text.contains("翻訳なし"))
    }

    @Test("an end is no 【解除】 of its beginning: its subject says it")
    func ends() throws {
        let scene = try #require(Scene.situations.first { $0.name == "situation-missing-person-found" })
        let alert = try Sample.alert(scene.facts, change: .ended)
        let subject = try Sample.composer().document(for: alert, in: .japanese).subject
        #expect(subject == "行方不明の方が見つかりました｜八幡付近")
    }
}

/// Numbers that are the same on each run (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func value(of slot: SituationSlot, city: CityProfile) -> SituationFacts.Value {
        switch slot.kind {
        case .places:
            let fitting = city.areas.all.filter { slot.places.isEmpty || slot.places.contains($0.kind) }
            let count = Int.random(in: 1...min(slot.most, 4), using: &self)
            return .places((0..<count).compactMap { _ in fitting.randomElement(using: &self)?.id })
        case .time:
            let minutes = Double(Int.random(in: -1000...1000, using: &self))
            return .time(Sample.struck.addingTimeInterval(minutes * 60))
        case .day: return .day(Date(timeIntervalSince1970: 1_795_446_000))
        case .number: return .number(Int.random(in: slot.range, using: &self))
        case .choice: return .choice(slot.choices.randomElement(using: &self)?.name ?? "")
        case .phone: return .phone("047-\(Int.random(in: 100...999, using: &self))-0110")
        }
    }
}
