// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization
import Testing

@Suite
struct NormalizationTests {
    @Test(arguments: [
        ("か\u{3099}", "が", "が"), ("ｶﾞ", "ｶﾞ", "ガ"), ("１２３", "１２３", "123"), ("①", "①", "1"), ("", "", ""),
        ("e\u{301}", "\u{E9}", "\u{E9}"), ("㈱", "㈱", "(株)"), ("避難", "避難", "避難"),
    ])
    func formsAreThoseOfUAX15(text: String, nfc: String, nfkc: String) {
        // String's == takes canonically equal texts for equal, so scalars are compared.
        #expect(Array(Normalization.nfc(text).unicodeScalars) == Array(nfc.unicodeScalars))
        #expect(Array(Normalization.nfkc(text).unicodeScalars) == Array(nfkc.unicodeScalars))
    }

    @Test(arguments: ["ﾊﾟｰﾃｨｰ", "가", "\u{1112}\u{1161}\u{11AB}", "Å", "\u{212B}", "🇯🇵"])
    func formsAreStable(text: String) {
        let nfc = Normalization.nfc(text)
        let nfkc = Normalization.nfkc(text)
        #expect(Array(Normalization.nfc(nfc).unicodeScalars) == Array(nfc.unicodeScalars))
        #expect(Array(Normalization.nfkc(nfkc).unicodeScalars) == Array(nfkc.unicodeScalars))
        #expect(Array(Normalization.nfkc(nfc).unicodeScalars) == Array(nfkc.unicodeScalars))
    }
}
