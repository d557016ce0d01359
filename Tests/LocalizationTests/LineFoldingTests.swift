// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization
import Testing

@Suite
struct LineFoldingTests {
    @Test(arguments: [
        (Language.english, 10, "Move to high ground now", ["Move to", "high", "ground now"]),
        (.english, 40, "Move to high ground now", ["Move to high ground now"]),
        (.japanese, 10, "ただちに避難してください。", ["ただちに避", "難してくだ", "さい。"]),
        // The full stop and the small kana may not begin a line.
        (.japanese, 8, "避難所へ。急げ", ["避難所", "へ。急げ"]),
        (.japanese, 8, "まもなくっと", ["まもな", "くっと"]),
        // The opening bracket may not end one.
        (.japanese, 8, "市川市「高台", ["市川市", "「高台"]),
        (.easyJapanese, 12, "すぐに にげて ください", ["すぐに", "にげて", "ください"]),
        (.japanese, 12, "すぐに にげて ください", ["すぐに にげ", "て ください"]),
        (.easyJapanese, 12, "あ ひなんしてください", ["あ ひなんし", "てください"]),
        (.easyJapanese, 12, "すぐに避難(ひなん)", ["すぐに避", "難(ひなん)"]),
        (.japanese, 12, "すぐに避難(ひなん)", ["すぐに避難", "(ひなん)"]),
        (.chineseSimplified, 8, "请立即避难。", ["请立即避", "难。"]),
        (.thai, 12, "กรุณาอพยพไปที่สูงทันที", ["กรุณาอพยพไปที่", "สูงทันที"]),
        (.korean, 12, "즉시 높은 곳으로 대피하십시오", ["즉시 높은", "곳으로", "대피하십시오"]),
        (.english, 14, "intensity of 5-lower", ["intensity of", "5-lower"]),
        (.english, 6, "a  b\n\n  c", ["a  b", "", "  c"]),
        (.english, 5, "abcdefghijkl", ["abcde", "fghij", "kl"]),
        (.english, 3, "", [""]),
        (.english, 5, "ab\r\ncd\n", ["ab", "cd", ""]),
        (.english, 4, "ab   cd", ["ab", "cd"]),
    ])
    func linesBreakWhereTheLanguageAllows(language: Language, columns: Int, text: String, expected: [String]) {
        #expect(LineFolding.fold(text, columns: columns, language: language) == expected)
    }

    @Test
    func urlsAreNeverBroken() {
        let url = "https://www.city.ichikawa.lg.jp/alerts/2026-11-05-1.ja?lang=ja&x=1#top"
        let text = "くわしくは（\(url)）を見てください。Or see \(url), please."
        let lines = LineFolding.fold(text, columns: 20, language: .japanese)
        #expect(lines.count { $0.contains(url) } == 2)
        #expect(lines.contains("（\(url)）を") || lines.contains("（\(url)）"))
        #expect(LineFolding.fold("  " + url, columns: 20, language: .english) == ["  " + url])
    }

    @Test
    func khmerAndBurmeseBreakBetweenWordsOfTheirDictionaries() {
        for (language, text) in [(Language.khmer, "សូមជម្លៀសទៅកន្លែងខ្ពស់ជាបន្ទាន់"), (.burmese, "ချက်ချင်းမြင့်သောနေရာသို့ရွှေ့ပြောင်းပါ")] {
            let lines = LineFolding.fold(text, columns: 16, language: language)
            #expect(lines.count > 1)
            #expect(lines.joined() == text)
            #expect(lines.allSatisfy { TextWidth.columns($0) <= 16 })
        }
    }

    private static let pieces = [
        "避難", "してください", "。", "、", "「", "」", "っ", "ー", "word", "unbreakablylongword", " ", "  ", "\u{3000}", "\n",
        "\r\n", "👨‍👩‍👧", "🇯🇵", "e\u{301}", "か\u{3099}", "กรุณา", "น้ำ", "047-334-1111", "(", ")", "\t", "①", "\u{AD}",
        "https://example.jp/a/b?c=d", "နေရာ", "한국어",
    ]

    /// Joined lines are the text without the spaces at their cuts; only clusters and URLs may be too wide.
    @Test(arguments: Language.all)
    func foldingKeepsItsLaws(language: Language) {
        var random = SplitMix64(seed: UInt64(language.rawValue.utf8.reduce(0) { $0 * 31 + Int($1) }))
        let isWide = ["ja", "ja-simple", "zh-Hans", "zh-Hant", "ko"].contains(language.rawValue)
        for _ in 0..<60 {
            let text = (0..<Int.random(in: 0...20, using: &random))
                .map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
            let columns = Int.random(in: 1...30, using: &random)
            let lines = LineFolding.fold(text, columns: columns, language: language)
            #expect(Self.withoutSpaces(lines.joined()) == Self.withoutSpaces(text), "\(text.debugDescription)")
            #expect(Self.clusters(lines.joined()) == Self.clusters(text), "\(text.debugDescription)")
            for line in lines where TextWidth.columns(line, ambiguousIsWide: isWide) > columns {
                let isCluster = line.filter { TextWidth.columns(String($0), ambiguousIsWide: isWide) > 0 }.count == 1
                #expect(isCluster || line.contains("https://"), "\(columns): \(line)")
            }
            #expect(lines.allSatisfy { $0.last != " " })
        }
    }

    private static func withoutSpaces(_ text: String) -> String {
        text.filter { !$0.isNewline && !" \u{3000}\t".contains($0) }
    }

    private static func clusters(_ text: String) -> [Character] {
        Array(withoutSpaces(text))
    }
}
