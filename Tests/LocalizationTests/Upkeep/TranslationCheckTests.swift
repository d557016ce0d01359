// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization
import Testing

/// Each thing that can be wrong with a translation is found, with its place, and nothing else is.
@Suite
struct TranslationCheckTests {
    /// What is found in a translation of one phrase: rules, an exclamation mark behind those that are errors.
    private func findings(
        _ source: String,
        _ translation: String,
        in language: Language = .english,
        key: String = "a.lead",
        before: String = ""
    ) throws -> [Finding] {
        let made = try MadeLocales([
            .japanese: MadeLocales.entry(key, source, source),
            language: MadeLocales.entry(key, source, translation, before: before),
        ])
        if !language.htmlTag.hasPrefix("en") {
            try FileManager.default.removeItem(at: made.folder.appendingPathComponent("ui/\(language).po"))
        }
        return made.translations.check([language]).filter { $0.rule != .file }
    }

    private func rules(_ findings: [Finding]) -> [String] {
        findings.map { $0.rule.rawValue + ($0.severity == .error ? "!" : "") }.sorted()
    }

    @Test(arguments: [
        ("{place}で地震", "Earthquake in {place}", []),
        ("{place}で地震", "Earthquake", ["arguments!"]),
        ("地震", "Earthquake in {place}", ["arguments!"]),
        ("{place}で地震", "Earthquake in {Place}", ["arguments!", "arguments!", "arguments!"]),
        ("地震", "Earthquake {", ["syntax!"]),
        ("{place}の地震", "Earthquake in '{place}'", ["arguments!", "syntax"]),
        ("{n}通", "{n, choice, 0#none|1#one|1<many}", ["syntax!"]),
        ("{half, select, am {午前} other {午後}}", "{half, select, am {a.m.} other {p.m.}}", []),
        ("{half, select, am {午前} other {午後}}", "{half, select, vormittag {a.m.} other {p.m.}}", ["select", "select"]),
        ("地震", "<b>Earthquake</b>", ["markup!"]),
        ("地震", "Earthquake &amp; fire", ["markup!"]),
        ("地震", "Earthquake & fire; 3 < 4", []),
        ("地震", "%s earthquake", ["printf!"]),
        ("地震", "%1$@ earthquake", ["printf!"]),
        ("地震", "%(place)s earthquake", ["printf!"]),
        ("地震", "100% safe, 50 %", []),
        ("地震", "Earth\u{202E}quake", ["characters!"]),
        ("地震", "Earth\u{200F}quake", ["characters!"]),
        ("地震", "Earth\u{85}quake", ["characters!"]),
        ("地震", "Earth\\tquake", ["characters!"]),
        ("地震", "Earth\u{FFFC}quake", ["characters!"]),
        ("地震", "｛Earthquake｜地震｝", ["readings!", "untranslated", "untranslated!"]),
        ("地震", "Earthquake、", ["untranslated"]),
        ("地震", "地震", ["untranslated!"]),
        ("ガス", "ｶﾞｽ", ["untranslated!"]),
        ("{grade} {coast}", "{grade} {coast}", []),
    ])
    func faultsOfEnglishAreFound(source: String, translation: String, expected: [String]) throws {
        let found = try findings(source, translation)
        #expect(rules(found) == expected, "\(found)")
        #expect(found.allSatisfy { $0.file == "Locales/alerts/en.po" && $0.line == 13 && $0.key == "a.lead" })
        #expect(found.allSatisfy { !$0.problem.isEmpty && !$0.remedy.isEmpty })
    }

    @Test(arguments: [
        (Language.english, "{n, plural, one {# mail} other {# mails}}", []),
        (.english, "{n, plural, other {# mails}}", ["plural!"]),
        (.english, "{n, plural, =0 {none} other {# mails}}", ["plural!"]),
        (.english, "{n, plural, =1 {one mail} other {# mails}}", ["plural!"]),
        (.english, "{n, plural, =2 {level #} other {like level #}}", []),
        (.english, "{n, plural, =0 {none} other {#}}", []),
        (.english, "{n, plural, one {# mail} few {# mails} other {# mails}}", ["plural"]),
        (.english, "{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}", []),
        (.english, "{n, selectordinal, one {#st} other {#th}}", ["plural!"]),
        (.spanish, "{n, plural, one {# mensaje} other {# mensajes}}", ["plural!"]),
        (.spanish, "{n, plural, one {# mensaje} many {# de mensajes} other {# mensajes}}", []),
        (.mongolian, "{n, plural, other {{n} захиа}}", ["plural!"]),
        (.vietnamese, "{n, plural, other {# thư}}", []),
        (.korean, "{n, plural, other {#통}}", []),
    ])
    func pluralFormsAreThoseOfTheLanguage(language: Language, translation: String, expected: [String]) throws {
        let found = try findings("{n, plural, other {#通}}", translation, in: language)
        #expect(rules(found) == expected, "\(found)")
    }

    @Test(arguments: [
        (Language.easyJapanese, "｛地震｜じしん｝です", []),
        (.easyJapanese, "｛地震｜じしん です", ["readings!"]),
        (.easyJapanese, "｛地震｜｝です", ["readings!"]),
        (.chineseSimplified, "地震", []),
        (.chineseSimplified, "气象台発表", ["untranslated"]),
        (.chineseTraditional, "地震です", ["untranslated!"]),
        (.korean, "地震", ["untranslated!"]),
        (.khmer, "រញ្ជួយ\u{200B}ដី", []),
        (.nepali, "भूकम्\u{200D}प", []),
    ])
    func whatIsLeftOverDependsOnTheLanguage(language: Language, translation: String, expected: [String]) throws {
        let found = try findings("地震", translation, in: language)
        #expect(rules(found) == expected, "\(found)")
    }

    @Test(arguments: [
        (80, []), (81, ["subject"]), (140, ["subject"]), (141, ["subject!"]),
    ])
    func subjectsHaveABound(width: Int, expected: [String]) throws {
        let text = String(repeating: "x", count: width)
        #expect(rules(try findings("件名", text, key: "a.subject.b")) == expected)
        #expect(rules(try findings("件名", text, key: "a.subject")) == expected)
        #expect(rules(try findings("件名", text, key: "a.lead")) == [])
    }

    /// The terms that a language has are put into its subjects, and numbers are tried.
    @Test func subjectsAreMeasuredWithTheWidestTerms() throws {
        let terms = MadeLocales.entry(
            "term.warning.wind",
            "{level, plural, =2 {注} other {特}}",
            "{level, plural, =2 {W} other {\(String(repeating: "m", count: 100))}}"
        )
        let japanese = MadeLocales.entry(
            "term.warning.wind",
            "{level, plural, =2 {注} other {特}}",
            "{level, plural, =2 {注} other {特}}"
        )
        let made = try MadeLocales([
            .japanese: japanese + MadeLocales.entry("weather.subject", "{warning}", "{warning}"),
            .english: terms + MadeLocales.entry("weather.subject", "{warning}", "A warning of today: {warning}"),
        ])
        let found = made.translations.check([.english])
        #expect(rules(found) == ["subject"])
        #expect(found.first?.problem.hasPrefix("up to 120 columns") == true, "\(found)")
    }

    @Test(arguments: [
        ("# signed-off-by: A, 2026-11-20\n", "Earthquake", "地震", []),
        ("# signed-off-by: A, 2026-11-20\n", "Earthquake", "震災", ["sign-off!", "stale!"]),
        ("# signed-off-by: A, 2026-11-20\n", "", "地震", ["missing!", "sign-off!"]),
        ("# signed-off-by: A, 2026-11-20\n#, fuzzy\n", "Earthquake", "地震", ["sign-off!", "stale!"]),
        ("# signed-off-by: A\n", "Earthquake", "地震", ["sign-off!"]),
        ("# native-review: some\n", "Earthquake", "地震", ["sign-off!"]),
        ("#, fuzzy\n", "Earthquake {", "地震", ["stale!"]),
        ("", "Earthquake", "震災", ["stale!"]),
    ])
    func signOffsAndStalenessAreFound(before: String, text: String, source: String, expected: [String]) throws {
        let made = try MadeLocales([
            .japanese: MadeLocales.entry("a", "地震", "地震"),
            .english: MadeLocales.entry("a", source, text, before: before),
        ])
        let found = made.translations.check([.english])
        #expect(rules(found) == expected, "\(found)")
    }

    @Test func keysThatAreTooManyTooFewOrTwiceAreFound() throws {
        let made = try MadeLocales([
            .japanese: MadeLocales.entry("a", "一", "一") + MadeLocales.entry("b", "二", "二"),
            .english: MadeLocales.entry("a", "一", "one") + MadeLocales.entry("a", "二", "two")
                + MadeLocales.entry("c", "三", "three"),
        ])
        let found = made.translations.check([.english])
        #expect(found.map(\.line) == [0, 17, 21])
        #expect(found.map(\.key) == ["b", "a", "c"])
        #expect(rules(found) == ["key!", "key!", "missing!"])
    }

    @Test(arguments: [
        ("Language: en", "Language: de", ["header!"]),
        ("Language: en", "Language: ", ["header!"]),
        ("Last-Translator: Shirase", "Last-Translator:", ["header"]),
        ("# native-review: none\n", "", ["header"]),
        ("# native-review: none\n", "# native-review: none\n# signed-off-by: A, 2026-11-20\n", ["header!"]),
        ("# native-review: none\n", "# signed-off-by: A, 2026-02-30\n", ["header!"]),
        ("charset=UTF-8", "charset=EUC-JP", ["file!", "file!"]),
    ])
    func faultsOfTheHeaderAreFound(words: String, others: String, expected: [String]) throws {
        let made = try MadeLocales(
            [.japanese: MadeLocales.entry("a", "一", "一"), .english: MadeLocales.entry("a", "一", "one")],
            headers: [.english: MadeLocales.header(.english).replacing(words, with: others)]
        )
        let found = made.translations.check([.english])
        #expect(rules(found) == expected, "\(found)")
    }

    @Test func aKeyOfBothJapaneseFilesIsFound() throws {
        let made = try MadeLocales([.japanese: MadeLocales.entry("ui.stop", "止める", "止める")])
        let found = made.translations.check([.japanese])
        #expect(found.map(\.description).first?.hasPrefix("Locales/ui/ja.po:13: ui.stop: error: the same key") == true)
        #expect(found.count == 1)
    }

    @Test func aNumberThatTheJapaneseDoesNotCountIsOnlyTold() throws {
        let found = try findings("{hour}時", "{hour, plural, =0 {midnight} other {morning #}}")
        #expect(rules(found) == ["plural"])
    }

    @Test func aFileThatIsNotThereIsTold() throws {
        let made = try MadeLocales([.japanese: MadeLocales.entry("a", "一", "一")])
        let found = made.translations.check([.thai])
        #expect(found.map(\.file) == ["Locales/alerts/th.po", "Locales/ui/th.po"])
        #expect(found.allSatisfy { $0.rule == .file && $0.severity == .error })
    }

    @Test func findingsAreForPeopleAndMachines() throws {
        let finding = try #require(try findings("地震", "Earthquake {x}").first)
        #expect(
            finding.description == "Locales/alerts/en.po:13: a.lead: error: the argument {x} is not in the Japanese; "
                + "remove it or spell it as there: it has none"
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = String(decoding: try encoder.encode(finding), as: UTF8.self)
        let expected = """
            {"file":"Locales/alerts/en.po","key":"a.lead","line":13,"problem":"the argument {x} is not in the \
            Japanese","remedy":"remove it or spell it as there: it has none","rule":"arguments","severity":"error"}
            """
        #expect(json == expected)
    }
}
