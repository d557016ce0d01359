// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Localization
import TestSupport
import Testing

@testable import Composer

@Suite("Moment")
struct MomentTests {
    @Test(
        "parts are Japan's, at the edges of day, month, year and leap year",
        arguments: [
            ("2026-11-23T11:41:00Z", "2026", 11, 23, "mon", "pm", 8, 41),
            ("2026-12-31T14:59:59Z", "2026", 12, 31, "thu", "pm", 11, 59),
            ("2026-12-31T15:00:00Z", "2027", 1, 1, "fri", "am", 0, 0),
            ("2028-02-28T15:30:00Z", "2028", 2, 29, "tue", "am", 0, 30),
            ("2028-02-29T03:00:00Z", "2028", 2, 29, "tue", "pm", 0, 0),
            ("1969-12-31T00:00:00Z", "1969", 12, 31, "wed", "am", 9, 0),
        ]
    )
    func parts(
        iso: String,
        year: String,
        month: Int,
        day: Int,
        weekday: String,
        half: String,
        hour: Int,
        minute: Int
    ) throws {
        let date = try Date(iso, strategy: .iso8601)
        #expect(
            Moment(date: date).arguments == [
                "time": .time(date), "year": .text(year), "month": .integer(month), "day": .integer(day),
                "weekday": .text(weekday), "half": .text(half), "hour": .integer(hour), "minute": .integer(minute),
            ]
        )
    }

    @Test(
        "the year of the era stands behind the other where a city asks for it",
        arguments: [
            ("2026-11-23T11:41:00Z", "2026（令和8）"), ("2019-04-30T14:59:59Z", "2019（平成31）"),
            ("2019-04-30T15:00:00Z", "2019（令和元）"), ("1989-01-07T15:00:00Z", "1989（平成元）"),
            ("2119-12-31T15:00:00Z", "2120（令和102）"),
        ]
    )
    func era(iso: String, year: String) throws {
        let date = try Date(iso, strategy: .iso8601)
        #expect(Moment(date: date, namesEra: true).arguments["year"] == .text(year))
    }

    @Test("a city that asks has the era in Japanese alone", arguments: Sample.languages)
    func eraInMail(language: Language) throws {
        let composer = try Sample.composer(profileLine: "eraYears: true")
        let alert = try Sample.alert(Sample.quake())
        let text = try composer.mail(for: alert, in: language, previous: nil).text
        #expect(text.contains("2026（令和8）年11月23日（月）") == (language == .japanese))
        #expect(text.contains("令和") == (language == .japanese))
    }

    @Test("agrees with Foundation's calendar over four hundred years")
    func calendar() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 9 * 3600))
        for step in 0..<2000 {
            let date = Date(timeIntervalSince1970: Double(step) * 6_311_433 - 200_000_000)
            let parts = calendar.dateComponents([.year, .month, .day, .minute], from: date)
            let arguments = Moment(date: date).arguments
            #expect(arguments["year"] == .text(String(parts.year ?? 0)))
            #expect(arguments["month"] == .integer(parts.month ?? 0))
            #expect(arguments["day"] == .integer(parts.day ?? 0))
            #expect(arguments["minute"] == .integer(parts.minute ?? 0))
        }
    }

    @Test(
        "is said as people say it",
        arguments: [
            (
                "2026-11-23T11:41:00Z", "2026年11月23日（月）午後8時41分",
                "2026年(ねん)11月(がつ)23日(にち)（月曜日(げつようび)） 午後(ごご)8時(じ)41分(ぷん)", "8:41 p.m., Monday, 23 November 2026"
            ),
            (
                "2026-12-31T15:05:00Z", "2027年1月1日（金）午前0時5分", "2027年(ねん)1月(がつ)1日(ついたち)（金曜日(きんようび)） 午前(ごぜん)0時(じ)5分(ふん)",
                "12:05 a.m., Friday, 1 January 2027"
            ),
            (
                "2026-12-20T03:00:00Z", "2026年12月20日（日）午後0時", "2026年(ねん)12月(がつ)20日(はつか)（日曜日(にちようび)） 午後(ごご)0時(じ)",
                "12:00 p.m., Sunday, 20 December 2026"
            ),
        ]
    )
    func said(iso: String, japanese: String, easy: String, english: String) throws {
        var alert = try Sample.alert(Sample.quake())
        alert.source.publishedAt = try Date(iso, strategy: .iso8601)
        let composer = try Sample.composer()
        #expect(try composer.mail(for: alert, in: .japanese, previous: nil).text.contains("（\(japanese)発表）"))
        let unfolded = try composer.mail(for: alert, in: .easyJapanese, previous: nil).text.replacing("\n", with: " ")
        #expect(unfolded.contains(easy))
        #expect(
            try composer.mail(for: alert, in: .english, previous: nil).text.replacing("\n", with: " ").contains(
                "issued \(english)"
            )
        )
    }
}

@Suite("Text of telegrams")
struct DataTextTests {
    @Test(
        "what would break the message is gone, the rest stays",
        arguments: [
            ("千葉県北西部", "千葉県北西部"), ("a\r\nBcc: x", "a Bcc: x"), ("a\u{202E}b\u{2066}c\u{200B}d", "abcd"),
            ("a\u{0}\u{7}\u{1B}[31mb", "a[31mb"), ("｛震｜しん｝", "（震・しん）"), ("{place}", "（place）"),
            ("  two   words ", "two words"),
            ("चि\u{200D}बा", "चि\u{200D}बा"), ("שלום", "\u{2068}שלום\u{2069}"), ("", ""), ("\u{FFFC}", "\u{FFFC}"),
        ]
    )
    func cleaned(raw: String, clean: String) {
        #expect(DataText.cleaned(raw) == (raw == "\u{FFFC}" ? "" : clean))
    }

    @Test("a long text is cut")
    func long() {
        #expect(DataText.cleaned(String(repeating: "長", count: 500)).count == DataText.longest + 1)
    }

    @Test("an epicentre of a telegram cannot bring markup, lines or braces into a mail", arguments: Sample.languages)
    func injection(language: Language) throws {
        let evil = "<b>沖</b>\r\nX: 1\u{202E}｛"
        let facts = Sample.quake(hypocentre: Sample.place("000", evil))
        let mail = try Sample.composer().mail(for: Sample.alert(facts), in: language, previous: nil)
        #expect(mail.html.contains("&lt;b&gt;沖&lt;/b&gt; X: 1（"))
        #expect(!mail.html.contains("<b>") && !mail.text.contains("\u{202E}") && !mail.text.contains("\nX: 1"))
    }

    @Test("a reading is put over what has kanji only")
    func markup() {
        #expect(DataText.markup("市川市", reading: "いちかわし") == "｛市川市｜いちかわし｝")
        #expect(DataText.markup("マリアナ", reading: "まりあな") == "マリアナ")
        #expect(DataText.markup("市川市", reading: nil) == "市川市")
    }
}

@Suite("Names of epicentres")
struct EpicentreNamesTests {
    private func names() throws -> EpicentreNames {
        try EpicentreNames(contentsOf: RepositoryRoot.appending("Locales/places/epicentres.json"))
    }

    @Test("a place is named in every language")
    func everyLanguage() throws {
        for language in Language.all {
            #expect(try names().name(of: "341", called: "千葉県北西部", in: language)?.isEmpty == false)
        }
        #expect(try names().name(of: "341", called: "千葉県北西部", in: .vietnamese) == "Miền Tây Bắc tỉnh Chiba")
        #expect(try names().name(of: "341", called: "千葉県北西部", in: .easyJapanese) == "｛千葉県｜ちばけん｝｛北西部｜ほくせいぶ｝")
    }

    @Test("a code that means another place is not trusted")
    func contradiction() throws {
        #expect(try names().name(of: "341", called: "三陸沖", in: .english) == nil)
        #expect(try names().name(of: "000", called: "三陸沖", in: .english) == nil)
    }

    /// JMA's Korean column has names that no Korean would find on a map; its Chinese has misprints.
    @Test(
        "slips of the dictionary that name another place are not repeated",
        arguments: [
            ("360", "神奈川県東部", Language.korean, "가나가와 현 동부"), ("791", "日向灘", .korean, "휴가 나다"),
            ("372", "新潟県下越地方", .korean, "니가타 현 가에쓰 지방"), ("288", "三陸沖", .korean, "산리쿠 앞바다"),
            ("191", "十勝沖", .chineseSimplified, "十胜冲"), ("487", "遠州灘", .chineseSimplified, "远州滩"),
        ]
    )
    func corrected(code: String, japanese: String, language: Language, name: String) throws {
        #expect(try names().name(of: code, called: japanese, in: language) == name)
    }

    @Test("they are JMA's, all of them", .enabled(if: SharedData.isPresent, SharedData.absent))
    func dictionary() throws {
        let data = try Data(contentsOf: SharedData.appending("multilingual/jma-dictionary-epicentre.json"))
        let dictionary = try JSONDecoder().decode([String: [String: String]].self, from: data)
        let names = try names()
        #expect(dictionary.count == 343)
        for (code, place) in dictionary {
            let japanese = try #require(place["japanese"])
            let easy = try #require(names.name(of: code, called: japanese, in: .easyJapanese))
            #expect(try RubyText(parsing: easy).plain == japanese)
            let segments = try RubyText(parsing: easy).segments
            for segment in segments {
                if case .plain(let plain) = segment { #expect(!plain.unicodeScalars.contains { $0.isHan }, "\(easy)") }
            }
            for (field, language) in [("english", Language.english), ("khmer", .khmer), ("tagalog", .filipino)] {
                let name = try #require(names.name(of: code, called: japanese, in: language))
                // A slip of the dictionary is not ours to repeat.
                let slips = ["Weatern Sea of Japan": "Western Sea of Japan"]
                let said = place[field].map { slips[$0] ?? $0 }
                #expect(name.filter { $0 != " " } == said?.filter { $0 != " " && $0 != "\u{200B}" }, "\(code)")
            }
        }
    }
}

@Suite("HTML lines")
struct HTMLLineTests {
    @Test("a long text is broken without adding a space")
    func long() throws {
        let text = String(repeating: "長", count: 1000)
        let html = HTMLLine.text(RubyText(plain: text), ruby: false)
        #expect(html.split(separator: "\n").allSatisfy { $0.utf8.count < 900 })
        #expect(html.replacing("<wbr\n/>", with: "") == text)
    }

    @Test("rubies are broken inside their tag")
    func ruby() throws {
        let text = try RubyText(parsing: String(repeating: "｛避難｜ひなん｝", count: 50))
        let html = HTMLLine.text(text, ruby: true)
        #expect(html.contains("<ruby\n>"))
        #expect(html.replacing("<ruby\n>", with: "<ruby>") == text.html)
        #expect(html.split(separator: "\n").allSatisfy { $0.utf8.count < 900 })
    }

    @Test("what means something in HTML is escaped")
    func escaping() {
        #expect("<a href=\"x\">&'".htmlEscaped == "&lt;a href=&quot;x&quot;&gt;&amp;&#39;")
        #expect(HTMLLine.text(RubyText(plain: "1 < 2"), ruby: false) == "1 &lt; 2")
    }
}

@Suite("Vocabulary of templates")
struct TraitTests {
    @Test("every answer that a scene gives is a value that a template may name", arguments: Scene.all)
    func answers(scene: Scene) throws {
        for (name, answers) in Situation(try scene.alert(), previous: try scene.earlier(), language: .japanese).traits {
            let trait = try #require(Trait(rawValue: name))
            #expect(answers.isSubset(of: trait.values), "\(name): \(answers)")
            #expect(trait.families.map { $0.contains(scene.facts.hazard.family) } ?? true)
        }
    }

    @Test("every trait of a hazard has an answer", arguments: [Scene.earthquakes[0], Scene.tsunami[0], Scene.rain[0]])
    func whole(scene: Scene) throws {
        let asked = Trait.allCases.filter { $0.families.map { $0.contains(scene.facts.hazard.family) } ?? true }
        #expect(
            Set(Situation(try scene.alert(), previous: nil, language: .japanese).traits.keys)
                == Set(asked.map(\.rawValue))
        )
    }

    @Test("conditions are all to hold, their values any")
    func conditions() throws {
        let situation = Situation(try Sample.alert(Sample.quake(.four)), previous: nil, language: .japanese)
        #expect(Condition.always.holds(for: situation))
        #expect(Condition(answers: ["change": ["new", "raised"]]).holds(for: situation))
        #expect(!Condition(answers: ["change": ["new"], "resolution": ["region"]]).holds(for: situation))
        #expect(!Condition(atLeast: SeismicIntensity.fiveLower.measure).holds(for: situation))
        #expect(
            Condition(atLeast: SeismicIntensity.four.measure, below: SeismicIntensity.fiveLower.measure).holds(
                for: situation
            )
        )
        #expect(!Condition(below: SeismicIntensity.four.measure).holds(for: situation))
    }

    @Test("what residents were told weighs more than what the bulletin says was before")
    func previous() throws {
        guard case .tsunami(let tsunami) = Sample.tsunami(.warning, before: .majorWarning) else { return }
        #expect(tsunami.gradeBefore(previous: Sample.tsunami(.advisory)) == .advisory)
        #expect(tsunami.gradeBefore(previous: nil) == .majorWarning)
        let facts = WeatherWarningFacts(code: "43", level: .danger, previousLevel: .advisory)
        #expect(facts.levelBefore(previous: Sample.rain(.warning)) == .warning)
        #expect(facts.levelBefore(previous: nil) == .advisory)
        #expect(facts.levelBefore(previous: Sample.quake()) == .advisory)
    }
}

@Suite("Folding of easy Japanese")
struct WordFoldingTests {
    @Test("cuts between words and after full stops, never inside a reading")
    func cuts() {
        #expect(WordFolding.fold("高(たか)い ところへ 逃(に)げて。すぐ", columns: 24) == ["高(たか)い ところへ", "逃(に)げて。すぐ"])
        #expect(WordFolding.fold("逃(に)げて。高(たか)い", columns: 13) == ["逃(に)げて。", "高(たか)い"])
        #expect(WordFolding.fold("", columns: 10) == [""])
    }

    @Test("a word wider than a line is cut")
    func wide() {
        let lines = WordFolding.fold("あ " + String(repeating: "津", count: 12) + " い", columns: 10)
        #expect(lines.allSatisfy { TextWidth.columns($0) <= 10 })
        #expect(lines.joined().filter { $0 == "津" }.count == 12)
        #expect(lines.first == "あ" && lines.last?.hasSuffix("い") == true)
    }
}
