// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization
import Testing

@Suite
struct TranslationStatisticsTests {
    private static let japanese = ["a", "b", "c", "d", "e"].map { MadeLocales.entry($0, "一 \($0)", "一 \($0)") }.joined()

    private static func english(comment: String) throws -> TranslationStatistics {
        let made = try MadeLocales(
            [
                .japanese: japanese,
                .english: MadeLocales.entry("a", "一 a", "one {x} two", before: "# signed-off-by: A, 2026-11-20\n")
                    + MadeLocales.entry("b", "一 b", "three", before: "# native-review: none\n")
                    + MadeLocales.entry("c", "一", "four") + MadeLocales.entry("d", "一 d", "five", before: "#, fuzzy\n"),
            ],
            headers: [.english: MadeLocales.header(.english, comment: comment)]
        )
        return try #require(made.translations.statistics([.english]).first)
    }

    @Test func entriesAreCountedByTheirState() throws {
        let line = try Self.english(comment: "native-review: none")
        #expect(line.language == "en")
        let counts = [line.total, line.ready, line.fuzzy, line.missing, line.stale]
        #expect(counts == [6, 3, 1, 1, 1])
        // One, two, three, four, five, and `stop` of the other file.
        #expect(line.words == 6)
        #expect(line.signedOff == ["A": 1])
        #expect(line.unread == 2)
    }

    /// The header's sign-off covers its own file, but not what says that nobody has read it.
    @Test func theHeadersSignOffCounts() throws {
        let line = try Self.english(comment: "signed-off-by: B, 2026-11-21")
        #expect(line.signedOff == ["A": 1])
        #expect(line.unread == 2)
        let made = try MadeLocales(
            [.japanese: Self.japanese, .english: MadeLocales.entry("c", "一 c", "four")],
            headers: [.english: MadeLocales.header(.english, comment: "signed-off-by: B, 2026-11-21")]
        )
        #expect(made.translations.statistics([.english]).first?.signedOff == ["B": 1])
    }

    @Test(arguments: [
        (Language.japanese, "今すぐ、海や川から離れてください。", 6...12), (.thai, "ออกจากทะเลและแม่น้ำทันที", 4...8),
        (.english, "Leave the sea, now!", 4...4), (.khmer, "ចេញពីសមុទ្រ", 2...4),
    ])
    func wordsAreCountedWithoutSpaces(language: Language, text: String, expected: ClosedRange<Int>) {
        #expect(expected.contains(WordCount.words(text, in: language)))
    }
}
