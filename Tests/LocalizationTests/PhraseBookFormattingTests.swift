// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization
import Testing

/// What ICU makes of patterns, in every language.
@Suite
struct PhraseBookFormattingTests {
    /// 15:15 of 15 November 2023 in UTC is 0:15 of Thursday the 16th in Japan.
    private static let midnight = Date(timeIntervalSince1970: 1_700_061_300)

    private static func book(_ pattern: String) throws -> PhraseBook {
        try PhraseBook(catalogs: Language.all.map { Catalog(language: $0, messages: ["phrase": pattern]) })
    }

    private static func format(
        _ pattern: String,
        _ language: Language,
        _ arguments: [String: PhraseValue]
    ) throws -> String {
        try PhraseBook(catalogs: [Catalog(language: language, messages: ["phrase": pattern])])
            .format("phrase", in: language, arguments)
    }

    static let days: [(Language, String)] = [
        (.japanese, "2023年11月16日木曜日"),
        (.easyJapanese, "2023年11月16日木曜日"),
        (.english, "Thursday, November 16, 2023"),
        (.chineseSimplified, "2023年11月16日星期四"),
        (.chineseTraditional, "2023年11月16日 星期四"),
        (.korean, "2023년 11월 16일 목요일"),
        (.vietnamese, "Thứ Năm, 16 tháng 11, 2023"),
        (.filipino, "Huwebes, Nobyembre 16, 2023"),
        (.nepali, "2023 नोभेम्बर 16, बिहिबार"),
        (.thai, "วันพฤหัสบดีที่ 16 พฤศจิกายน 2023"),
        (.indonesian, "Kamis, 16 November 2023"),
        (.burmese, "2023၊ နိုဝင်ဘာ 16၊ ကြာသပတေး"),
        (.khmer, "ព្រហស្បតិ៍ 16 វិច្ឆិកា 2023"),
        (.mongolian, "2023\u{202F}оны арван нэгдүгээр сарын 16, пүрэв гараг"),
        (.portuguese, "quinta-feira, 16 de novembro de 2023"),
        (.spanish, "jueves, 16 de noviembre de 2023"),
    ]

    @Test(arguments: days)
    func daysAreThoseOfJapan(language: Language, expected: String) throws {
        let text = try Self.format("{t, date, ::yMMMMEEEEd}", language, ["t": .time(Self.midnight)])
        #expect(text == expected)
    }

    @Test(arguments: days)
    func nestedDaysAreThoseOfJapanToo(language: Language, expected: String) throws {
        let pattern = "{n, plural, other {{s, select, a {{t, date, ::yMMMMEEEEd}} other {}}}}"
        let arguments: [String: PhraseValue] = ["n": .integer(2), "s": .text("a"), "t": .time(Self.midnight)]
        #expect(try Self.format(pattern, language, arguments) == expected)
    }

    @Test(arguments: Language.all)
    func hoursAreThoseOfJapan(language: Language) throws {
        let text = try Self.format("{t, time, ::Hmm}", language, ["t": .time(Self.midnight)])
        let expected: Set<String> = ["0:15", "00:15", "00.15"]
        #expect(expected.contains(text), "\(text)")
    }

    @Test(arguments: Language.all, ["{t}", "{t, date}", "{t, date, full}", "{t, time, long}", "{t, date, yyyy-MM-dd}"])
    func digitsOfTimesAreLatinAndYearsGregorian(language: Language, pattern: String) throws {
        let text = try Self.format(pattern, language, ["t": .time(Self.midnight)])
        let digits = text.unicodeScalars.filter { $0.properties.numericType == .decimal }
        #expect(!digits.isEmpty)
        #expect(digits.allSatisfy { $0.isASCII }, "\(text)")
        #expect(!text.contains("2566"), "\(text)")
    }

    @Test(
        arguments: Language.all,
        ["{n}", "{n, number}", "{n, number, ::.0}", "{n, plural, other {#}}", "{n, number, 0.0}"]
    )
    func digitsOfNumbersAreLatin(language: Language, pattern: String) throws {
        let text = try Self.format(pattern, language, ["n": .number(1234567.5)])
        #expect(text.filter(\.isWholeNumber) == "12345675", "\(text)")
        #expect(text.allSatisfy { $0.isASCII }, "\(text)")
    }

    @Test(arguments: [
        (Language.japanese, "7.4"), (.english, "7.4"), (.vietnamese, "7,4"), (.portuguese, "7,4"), (.spanish, "7.4"),
    ])
    func decimalMarksAreTheLanguages(language: Language, expected: String) throws {
        #expect(try Self.format("{m, number, ::.0}", language, ["m": .number(7.4)]) == expected)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/share/zoneinfo/America/New_York")))
    func theTimeZoneOfTheProcessChangesNothing() async {
        await #expect(processExitsWith: .success) {
            setenv("TZ", "America/New_York", 1)
            tzset()
            var parts = tm()
            var midnight = time_t(1_700_061_300)
            localtime_r(&midnight, &parts)
            #expect(parts.tm_hour == 10, "the process is in New York")
            let book = try PhraseBook(catalogs: [
                Catalog(
                    language: .english,
                    messages: ["nested": "{t, date, ::yMMMd} {n, plural, other {{t, time, ::Hmm}}} {t, date}"]
                )
            ])
            let arguments: [String: PhraseValue] = [
                "n": .integer(1), "t": .time(Date(timeIntervalSince1970: 1_700_061_300)),
            ]
            let text = try book.format("nested", in: .english, arguments)
            #expect(text == "Nov 16, 2023 00:15 Nov 16, 2023")
        }
    }

    @Test(arguments: [(0, "no schools"), (1, "1 school"), (2, "2 schools"), (1200, "1,200 schools")])
    func englishHasTwoPlurals(count: Int, expected: String) throws {
        let pattern = "{n, plural, =0 {no schools} one {# school} other {# schools}}"
        #expect(try Self.format(pattern, .english, ["n": .integer(count)]) == expected)
    }

    @Test(arguments: [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (22, "22nd")])
    func ordinalsAreTheLanguages(number: Int, expected: String) throws {
        let pattern = "{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}"
        #expect(try Self.format(pattern, .english, ["n": .integer(number)]) == expected)
    }

    @Test(arguments: [("live", "Alert"), ("drill", "Drill: alert"), ("", "Alert"), ("{drill}", "Alert")])
    func selectTakesOtherForTheUnknown(mode: String, expected: String) throws {
        #expect(
            try Self.format("{mode, select, drill {Drill: alert} other {Alert}}", .english, ["mode": .text(mode)])
                == expected
        )
    }

    @Test(arguments: ["{x}", "it's '{'", "''", "{", "}", "#", "a|b", "{n, plural, other{#}}", "\u{0}", "🏳️‍🌈é", ""])
    func textArgumentsAreData(text: String) throws {
        let pattern = "[{x}] {n, plural, other {<{x}>}} {s, select, other {({x})}}"
        let arguments: [String: PhraseValue] = ["x": .text(text), "n": .integer(3), "s": .text(text)]
        #expect(try Self.format(pattern, .english, arguments) == "[\(text)] <\(text)> (\(text))")
    }

    @Test
    func longTextsComeThroughWhole() throws {
        let text = String(repeating: "避難所", count: 20_000)
        #expect(try Self.format("{x}", .japanese, ["x": .text(text)]) == text)
    }

    @Test
    func readingsPassThroughICU() throws {
        let text = try Self.format("{place}へ｛避難｜ひなん｝してください", .easyJapanese, ["place": .text("｛市川｜いちかわ｝")])
        #expect(try RubyText(parsing: text).bracketed == "市川(いちかわ)へ避難(ひなん)してください")
    }

    @Test
    func tasksThatFormatAtOnceAgree() async throws {
        let book = try Self.book(
            "{place}: {t, date, ::yMMMMEEEEd} {t, time, ::Hmm} {n, plural, one {#} other {# x}} {m}"
        )
        let arguments: [String: PhraseValue] = [
            "place": .text("市川市"), "t": .time(Self.midnight), "n": .integer(2), "m": .number(6.5),
        ]
        let expected = try Language.all.map { try book.format("phrase", in: $0, arguments) }
        let results = await withTaskGroup(of: Int.self, returning: Int.self) { group in
            for task in 0..<8 {
                group.addTask {
                    (0..<1000).count { round in
                        let index = (round + task) % expected.count
                        let text = try? book.format("phrase", in: Language.all[index], arguments)
                        return text == expected[index]
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(results == 8000)
    }

    @Test
    func theLibraryIsTheSystemsOwn() throws {
        let major = try #require(ICU.version.split(separator: ".").first.flatMap { Int($0) })
        #expect(major >= 72)
    }
}
