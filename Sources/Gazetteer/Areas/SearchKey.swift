// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// Folds spellings that mean the same place onto one text.
enum SearchKey {
    /// No name of a place is longer, and a longer query only costs time.
    static let longestQuery = 100

    /// NFKC, lower case, hiragana, no accents, no spaces or punctuation, one way to write a long vowel in Latin letters.
    static func fold(_ text: String) -> String {
        let plain = String(
            String.UnicodeScalarView(
                text.precomposedStringWithCompatibilityMapping.lowercased()
                    .decomposedStringWithCanonicalMapping.unicodeScalars
                    .filter { !(0x300...0x36F).contains($0.value) }
            )
        ).precomposedStringWithCanonicalMapping
        var folded = String.UnicodeScalarView()
        for scalar in plain.unicodeScalars where !ignored(scalar) {
            folded.append(hiragana(scalar))
        }
        return foldLongVowels(String(folded))
    }

    private static func ignored(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .dashPunctuation, .otherPunctuation,
            .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation:
            true
        default:
            false
        }
    }

    /// Katakana as hiragana, and the small ヶ of place names as け.
    private static func hiragana(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x30F5: "か"
        case 0x30F6: "け"
        case 0x30A1...0x30F4: Unicode.Scalar(scalar.value - 0x60) ?? scalar
        default: scalar
        }
    }

    /// Ou, oo, uu and oh before a consonant as one letter, and m before m, b and p as n, so that Kouya, Ohno and
    /// Shimmachi find Kōya, Ōno and Shinmachi. Both the names and the query are folded, so nothing is lost.
    private static func foldLongVowels(_ text: String) -> String {
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
        let letters = Array(text.utf8)
        let vowels = Set("aiueo".utf8)
        var folded: [UInt8] = []
        for (place, letter) in letters.enumerated() {
            let next = place + 1 < letters.count ? letters[place + 1] : nil
            switch (folded.last, letter) {
            case (UInt8(ascii: "o"), UInt8(ascii: "u")), (UInt8(ascii: "o"), UInt8(ascii: "o")),
                (UInt8(ascii: "u"), UInt8(ascii: "u")):
                continue
            case (UInt8(ascii: "o"), UInt8(ascii: "h")) where next.map { !vowels.contains($0) } ?? true:
                continue
            case (_, UInt8(ascii: "m")) where next.map { "mbp".utf8.contains($0) } ?? false:
                folded.append(UInt8(ascii: "n"))
            default:
                folded.append(letter)
            }
        }
        return String(decoding: folded, as: UTF8.self)
    }
}
