// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

extension Language {
    /// Whether readings, `｛避難｜ひなん｝`, may stand in its texts.
    var hasReadings: Bool { self == .japanese || self == .easyJapanese }

    /// Whether it is written with kana.
    var hasKana: Bool { hasReadings }

    /// Whether it is written with ideographs.
    var hasIdeographs: Bool { hasReadings || self == .chineseSimplified || self == .chineseTraditional }
}

extension Unicode.Scalar {
    /// Hiragana and katakana, of half width too; not the punctuation among them.
    var isKana: Bool {
        switch value {
        case 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9D: true
        default: false
        }
    }

    /// An ideograph of Chinese and Japanese.
    var isIdeograph: Bool { properties.isIdeographic || value == 0x3005 }

    /// Punctuation that only East Asian texts have: `「`, `。`, `（`.
    var isEastAsianPunctuation: Bool {
        switch value {
        case 0x3001...0x3004, 0x3008...0x301F, 0x3030, 0x30FB, 0xFF01...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF40: true
        case 0xFF5B...0xFF65: true
        default: false
        }
    }
}
