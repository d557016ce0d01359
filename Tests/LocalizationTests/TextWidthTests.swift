// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization
import Testing

@Suite
struct TextWidthTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("避難", 4), ("ｱｲ", 2), ("ｶﾞ", 2), ("Ａ１", 4), ("가나", 4), ("\u{1112}\u{1161}\u{11AB}", 2),
        ("e\u{301}", 1), ("か\u{3099}", 2), ("\u{301}", 0), ("\u{200B}", 0), ("\n", 0), ("\r\n", 0), ("\t", 0),
        ("🚨", 2), ("👨‍👩‍👧", 2), ("🇯🇵", 2), ("❤️", 2), ("1️⃣", 2), ("👍🏽", 2), ("ไทย", 3), ("น้ำ", 2), ("Монгол", 6),
        ("\u{3000}", 2), ("震度5弱", 7),
    ])
    func columnsAreThoseOfATerminal(text: String, expected: Int) {
        #expect(TextWidth.columns(text) == expected)
    }

    @Test(arguments: [("①", 1, 2), ("※", 1, 2), ("Мо", 2, 4), ("é", 1, 2), ("a", 1, 1), ("避", 2, 2)])
    func ambiguousCharactersMayBeWide(text: String, narrow: Int, wide: Int) {
        #expect(TextWidth.columns(text) == narrow)
        #expect(TextWidth.columns(text, ambiguousIsWide: true) == wide)
    }

    @Test
    func widthsAddUp() {
        let texts = ["避難所", "e\u{301}", "🇯🇵", "abc", "น้ำ"]
        #expect(TextWidth.columns(texts.joined()) == texts.map { TextWidth.columns($0) }.reduce(0, +))
    }
}
