// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What sort of character one is, and how kana sound.
enum Kana {
    static func isHiragana(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy { (0x3041...0x309F).contains($0.value) || $0.value == 0x30FC }
    }

    /// Full-width or half-width katakana; the long-vowel mark counts.
    static func isKatakana(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy {
            (0x30A1...0x30FA).contains($0.value) || $0.value == 0x30FC || (0xFF66...0xFF9F).contains($0.value)
        }
    }

    static func isKana(_ character: Character) -> Bool { isHiragana(character) || isKatakana(character) }

    /// A Chinese character, the repetition mark among them; not the circle 〇.
    static func isKanji(_ character: Character) -> Bool {
        character.unicodeScalars.contains {
            ($0.properties.isIdeographic && $0.value != 0x3007) || $0.value == 0x3005
        }
    }

    /// Katakana as hiragana; everything else as it is.
    static func hiragana(_ text: some StringProtocol) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isFolded = (0x30A1...0x30F6).contains(scalar.value)
            result.append(isFolded ? Unicode.Scalar(scalar.value - 0x60) ?? scalar : scalar)
        }
        return String(result)
    }

    /// The beats of a text in kana: a small ゃ or ァ has none of its own, っ, ん and ー have one.
    static func morae(_ text: some StringProtocol) -> Int {
        text.count { isKana($0) && !"ゃゅょぁぃぅぇぉゎャュョァィゥェォヮ".contains($0) }
    }

    /// The beats of a number of up to eight digits as it is said; two a digit beyond.
    static func morae(number digits: [Int]) -> Int {
        guard digits.count <= 8 else { return 2 * digits.count }
        if digits.count > 4 {
            return morae(number: Array(digits.dropLast(4))) + 2 + morae(number: Array(digits.suffix(4)), isTail: true)
        }
        return morae(number: digits, isTail: false)
    }

    private static func morae(number digits: [Int], isTail: Bool) -> Int {
        let ones = [2, 2, 1, 2, 2, 1, 2, 2, 2, 2]
        if digits.allSatisfy({ $0 == 0 }) { return isTail ? 0 : 2 }
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() where digit != 0 {
            // じゅう, ひゃく, せん have two beats; いち is left out before them.
            sum += place == 0 ? ones[digit] : (digit == 1 ? 2 : ones[digit] + 2)
        }
        return sum
    }
}
