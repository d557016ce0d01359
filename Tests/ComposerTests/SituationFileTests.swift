// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Composer
import Foundation
import Localization
import Testing

@Suite("Forms that officers filled in")
struct SituationFileTests {
    /// Monday 2026-11-23, 21:00 in Japan.
    private static let now = Date(timeIntervalSince1970: 1_795_435_200)

    private func draft(_ yaml: String) throws -> SituationDraft {
        try Sample.composer().situation(reading: Data(yaml.utf8), file: "form.yaml", now: Self.now)
    }

    private func faults(_ yaml: String) throws -> [String] {
        do {
            _ = try draft(yaml)
            return []
        } catch let error as SituationError {
            return error.faults.map(\.description)
        }
    }

    @Test("names, codes and times become facts without a language")
    func whole() throws {
        let draft = try draft(
            """
            situation: evacuation-4
            status: actual
            slots:
              areas: [八幡, "1220300.2720023"]
              cause: flood
              from: 江戸川
              to: [宮久保小学校, 市川市立真間小学校]
              time: "20:41"
            note: {language: ja, text: 給水車は2台です。}
            """
        )
        #expect(draft.status == .actual && draft.hours == 24)
        #expect(draft.areas == ["1220300.2720021", "1220300.2720023"])
        #expect(draft.facts.values["from"] == .places(["830303030400"]))
        #expect(draft.facts.values["to"] == .places(["1220300.s01", "1220300.s02"]))
        #expect(draft.facts.values["time"] == .time(Sample.struck))
        #expect(draft.facts.values["cause"] == .choice("flood"))
        #expect(draft.facts.note?.text == "給水車は2台です。")
        #expect(draft.facts.grade.priority == .urgent && draft.facts.grade.response == .evacuate)
        let id = try #require(Alert.ID(rawValue: "ichikawa.preview"))
        let alert = try Sample.composer().alert(of: draft, id: id, at: Self.now)
        #expect(alert.topic == .emergency && alert.areas == draft.areas && alert.change == .new)
        let stored = try JSONDecoder().decode(Alert.self, from: JSONEncoder().encode(alert))
        #expect(stored == alert)
    }

    @Test(
        "an officer may update, correct and withdraw",
        arguments: [
            ("detailed", "【続報】", false), ("corrected", "【訂正】", false), ("withdrawn", "【取消】", true),
        ]
    )
    func changes(name: String, mark: String, isWithdrawn: Bool) throws {
        let composer = try Sample.composer()
        let first = try draft("situation: evacuation-4\nstatus: actual\nslots: {cause: flood}\n")
        #expect(first.change == .new)
        let draft = try draft(
            "situation: evacuation-4\nstatus: actual\nchange: \(name)\nslots: {cause: flood, time: \"20:41\"}\n"
        )
        let ids = try ["ichikawa.1", "ichikawa.2"].map { try #require(Alert.ID(rawValue: $0)) }
        let earlier = composer.alert(of: first, id: ids[0], at: Self.now)
        let alert = composer.alert(of: draft, id: ids[1], at: Self.now, after: earlier)
        #expect(alert.change.rawValue == name && alert.references == [ids[0]])
        #expect(alert.messageType == (isWithdrawn ? .cancel : .update) && alert.priority == earlier.priority)
        let mail = try composer.mail(for: alert, in: .japanese, previous: earlier)
        #expect(mail.subject.hasPrefix(mark), "\(mail.subject)")
        // Nobody is sent anywhere by what is taken back.
        #expect(mail.text.replacing("\n", with: "").contains("避難してください") != isWithdrawn)
    }

    @Test("what was announced for a time that has passed can be withdrawn and corrected, with that time")
    func past() throws {
        for change in ["withdrawn", "corrected"] {
            let told = try draft(
                "situation: school-early\nstatus: actual\nchange: \(change)\nslots: {areas: 宮久保小学校, time: \"13:00\", reason: snow}"
            )
            #expect(told.facts.values["time"] == .time(Self.now.addingTimeInterval(-8 * 3600)))
            let untold = try faults("situation: evacuation-4\nstatus: actual\nchange: \(change)\nslots: {cause: flood}")
            #expect(
                untold.count == 1 && untold[0].contains("slots.time: missing; write the time that was announced"),
                "\(untold)"
            )
        }
        let new = try faults(
            "situation: school-early\nstatus: actual\nslots: {areas: 宮久保小学校, time: \"13:00\", reason: snow}"
        )
        #expect(new.count == 1 && new[0].contains("in the past"), "\(new)")
    }

    @Test(
        "a time with its distance from UTC is read to the letter",
        arguments: [
            ("2026-11-23T20:41:00+09:00", true), ("2026-11-23T11:41:00Z", true), ("2026-11-23T06:41:00.5-05:00", true),
            ("2026-11-22T25:41:00Z", false), ("2026-11-23T11:40:60Z", false), ("2026-11-23T11:41:00Z or so", false),
            ("2026-11-31T10:00:00+09:00", false), ("2026-11-23T11:41:00", false), ("2026-11-23T11:41:00+99:00", false),
        ]
    )
    func universalTimes(text: String, isTime: Bool) throws {
        let yaml = "situation: evacuation-4\nstatus: actual\nslots: {cause: flood, time: \"\(text)\"}"
        if isTime {
            #expect(try draft(yaml).facts.values["time"] == .time(Sample.struck))
        } else {
            #expect(try faults(yaml).contains { $0.contains("no time; write") })
        }
    }

    @Test("full-width digits of a telephone number are digits, others are none")
    func phones() throws {
        let form =
            "situation: missing-person\nstatus: actual\nslots: {around: 八幡, person: woman, time: \"20:00\", phone: "
        #expect(try draft(form + "０４７－３３４－１１１１}").facts.values["phone"] == .phone("047-334-1111"))
        #expect(try faults(form + "0٤٧-٣٣٤-١١١١}").contains { $0.contains("no telephone number") })
    }

    @Test("another change is refused, and what ends something is its last word by itself")
    func otherChanges() throws {
        let faults = try faults("situation: evacuation-4\nstatus: actual\nchange: new\nslots: {cause: flood}\n")
        #expect(faults.count == 1 && faults[0].contains("detailed, corrected, withdrawn"), "\(faults)")
        #expect(try draft("situation: missile-over\nstatus: actual\nslots: {outcome: sea}\n").change == .ended)
    }

    @Test("what is left out is the city and now")
    func fallbacks() throws {
        let draft = try draft("situation: missile\nstatus: exercise\n")
        #expect(draft.areas == ["1220300"] && draft.status == .exercise)
        #expect(draft.facts.values["time"] == .time(Self.now))
    }

    @Test("all faults are told at once, each with line, key and what to do")
    func everyFault() throws {
        let found = try faults(
            """
            situation: power-failure
            status: perhaps
            slots:
              areas: [八幡, 八幡, 上妙典, アトランティス, 宮久保小学校]
              colour: red
              time: 2026-11-24 08:00
              until: 2026-11-22 08:00
              households: many
            note: {language: xx, text: "a\\0b"}
            extra: 1
            """
        )
        let wanted = [
            "form.yaml:10: extra: unknown key", "form.yaml:2: status: write `actual`",
            "form.yaml:5: slots.colour: unknown key; known are: areas, time, until, households",
            "form.yaml:4: slots.areas[1]: stands twice", "form.yaml:4: slots.areas[2]: “上妙典” is several places",
            "form.yaml:4: slots.areas[3]: “アトランティス” is no place", "form.yaml:4: slots.areas[4]: “宮久保小学校” is no place",
            "form.yaml:6: slots.time: is in the future", "form.yaml:7: slots.until: is in the past",
            "form.yaml:8: slots.households: a whole number from 1 to 500000",
            "form.yaml:9: note.language: one of these is due: ja", "form.yaml:9: note.text: has control characters",
        ]
        #expect(found.count == wanted.count, "\(found.joined(separator: "\n"))")
        for start in wanted { #expect(found.contains { $0.hasPrefix(start) }, "\(start)") }
        #expect(found.contains { $0.contains("1220300.2720012") && $0.contains("1220300.2720112") })
    }

    @Test(
        "what no form can be is refused",
        arguments: [
            ("", "the file is empty"), ("- a", "a mapping is due"), ("situation: [", "not YAML"),
            ("situation: party\nstatus: actual", "no such situation; there are: evacuation-3"),
            ("situation: missile", "status: write `actual`"),
            ("situation: evacuation-4\nstatus: actual", "slots.cause: missing; fill in 避難の理由: flood 川の水があふれる"),
            ("situation: evacuation-4\nstatus: actual\nslots: {cause: rain}", "one of these is due: flood"),
            ("situation: evacuation-4\nstatus: actual\nslots: {cause: flood, time: noon}", "no time; write"),
            ("situation: evacuation-4\nstatus: actual\nslots: {cause: flood, time: 2025-11-23 20:41}", "too far away"),
            ("situation: school-closed\nstatus: actual\nslots: {areas: 八幡, date: 2026-02-30}", "no date"),
            ("situation: school-closed\nstatus: actual\nslots: {areas: '1220300'}", "municipality; here goes school"),
            ("situation: crime-over\nstatus: actual\nslots: {around: [八幡, 平田, 大洲]}", "at most 2"),
            ("situation: missing-person\nstatus: actual\nslots: {phone: call me}", "no telephone number"),
        ]
    )
    func refused(yaml: String, problem: String) throws {
        let found = try faults(yaml)
        #expect(found.contains { $0.contains(problem) }, "\(found)")
    }

    @Test("hostile words are refused, or shown as words")
    func hostile() throws {
        func form(_ text: String) -> String {
            "situation: missile\nstatus: actual\nnote: {language: ja, text: \"\(text)\"}"
        }
        #expect(try faults(form(String(repeating: "水", count: 10_000))).contains { $0.contains("10000 characters") })
        let accents = "e" + String(repeating: "\u{301}", count: 5_000)
        #expect(try faults(form(accents)).contains { $0.contains("at most 400") })
        #expect(try !faults(form("a\\0b")).isEmpty && !faults(form("a\\eb")).isEmpty)
        #expect(try faults(form("\\u200E\\u202E")).contains { $0.contains("nothing to read") })
        let hard =
            "a\\r\\nBcc: x\\u2028b {place} {0, plural, other {#}} ｛水｜みず｝ {{#each}} \\u202Eabc\\uFFFC 'q' <b>"
        let draft = try draft(form(hard))
        let id = try #require(Alert.ID(rawValue: "ichikawa.preview"))
        let alert = try Sample.composer().alert(of: draft, id: id, at: Self.now)
        for language in Sample.situationLanguages {
            let mail = try Sample.composer().mail(for: alert, in: language, previous: nil)
            #expect(mail.written == [language])
            let text = mail.text.replacing(/\s+/, with: " ")
            #expect(text.contains("a Bcc: x b （place） （0, plural, other"), "\(text)")
            #expect(!mail.text.unicodeScalars.contains { "\r\u{2028}\u{202E}{}｛".unicodeScalars.contains($0) })
            #expect(mail.html.contains("&lt;b&gt;") && !mail.html.contains("<b>"))
            #expect(mail.text.components(separatedBy: "\u{FFFC}").count == 3)
        }
        let arabic = try self.draft(form("ماء"))
        let mail = try Sample.composer().mail(
            for: Sample.composer().alert(of: arabic, id: id, at: Self.now),
            in: .english,
            previous: nil
        )
        #expect(mail.text.contains("\u{2068}ماء\u{2069}"))
    }
}
