// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import EasyJapanese
import Localization
import TestSupport
import Testing

/// Whatever is typed, the linter comes back, and soon.
@Suite(.timeLimit(.minutes(10)))
struct HostileTextTests {
    private static let pieces = [
        "あ", "避難", "{", "|", "}", "｛", "｜", "｝", "〈", "〉", "「", "」", "。", "、", " ", "\u{3000}", "\n", "\r\n", "12", ":",
        "/",
        "〜", "令和", "年", "時", "日", "分", "人", "ください", "である", "ご", "お", "ところ", "バス", "ABC", "http://a", "@", "北方", "町",
        "宝",
        "\u{3099}", "👨‍👩‍👧", "\u{0}", "\u{1B}", "\u{202E}", "\u{FFFC}", "ヶ", "々", "レベル4", "津波", "ので", "が、",
    ]

    @Test(arguments: [1, 2, 3, 4])
    func nothingMixedUpMakesItFail(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let linters = [Sample.linter(), Sample.linter(dictionary: nil)]
        for round in 0..<150 {
            let text = (0..<Int.random(in: 0...40, using: &random))
                .map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
            let form = TextForm.allCases[round % 3]
            let report = linters[round % 2].lint(text, as: form, for: round % 5 == 0 ? .notice : .emergency)
            let characters = Array(text)
            for finding in report.findings {
                let range = finding.place.offset..<(finding.place.offset + finding.place.length)
                #expect(range.upperBound <= characters.count && String(characters[range]) == finding.text)
            }
        }
    }

    /// A sentence of ours with a few characters changed.
    @Test(arguments: [11, 12])
    func nothingMutatedMakesItFail(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let linter = Sample.linter()
        for test in RuleTests.bad + RuleTests.good {
            var characters = Array(test.text)
            for _ in 0..<3 where !characters.isEmpty {
                let index = Int.random(in: 0..<characters.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: characters.remove(at: index)
                case 1: characters.insert(contentsOf: Self.pieces.randomElement(using: &random) ?? "", at: index)
                default: characters.swapAt(index, Int.random(in: 0..<characters.count, using: &random))
                }
            }
            _ = linter.lint(String(characters), as: test.form, for: test.occasion)
        }
    }

    /// The first fault is the one that ``RubyText`` refuses the text for, at the same place.
    @Test(arguments: [21, 22, 23])
    func markupIsReadAsRubyTextReadsIt(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let pieces = ["あ", "避", "{", "|", "}", "｛", "｜", "｝"]
        let linter = EasyJapaneseLinter(words: WordLists(), places: nil, dictionary: nil)
        for _ in 0..<1500 {
            let text = (0..<Int.random(in: 0...8, using: &random))
                .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let faults = linter.lint(text, as: .subject).findings
                .filter { $0.message.contains("markup") || $0.message.contains("brace") }
            do throws(RubyError) {
                _ = try RubyText(parsing: text)
                #expect(faults.isEmpty, "\(text)")
            } catch {
                #expect(faults.first?.message == error.description, "\(text)")
                #expect(faults.first?.place.offset == error.position, "\(text)")
            }
        }
    }

    static let long = [
        String(repeating: "{", count: 100_000), String(repeating: "{避", count: 50_000),
        String(repeating: "{a|", count: 50_000), String(repeating: "}", count: 50_000),
        "{避|" + String(repeating: "ひ", count: 100_000) + "}", String(repeating: "〈", count: 100_000),
        String(repeating: "1", count: 100_000) + ":00", String(repeating: "1/", count: 50_000),
        String(repeating: "お", count: 50_000) + "ください", String(repeating: "関ヶ", count: 30_000),
        String(repeating: "http://", count: 20_000), String(repeating: "。", count: 100_000),
        String(repeating: "ぐら", count: 50_000), String(repeating: "令和", count: 50_000),
        String(repeating: "津波(", count: 30_000),
    ]

    @Test(arguments: long)
    func oneLongThingTakesNoTime(text: String) {
        _ = Sample.linter().lint(text)
    }

    @Test func ofTooMuchTextOnlyTheBeginningIsLookedAt() {
        let report = EasyJapaneseLinter(words: WordLists(), places: nil, dictionary: nil)
            .lint(String(repeating: "あいうえお。\n", count: 60_000))
        #expect(report.notes.contains { $0.contains("1048576 bytes") })
    }
}
