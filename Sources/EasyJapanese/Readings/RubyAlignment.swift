// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Puts the reading of a word over its kanji alone: 逃げる, にげる is {逃|に}げる.
enum RubyAlignment {
    /// The stretches of kanji in a word and their readings; nil where the two do not fit.
    static func parts(of word: [Character], reading: [Character]) -> [(range: Range<Int>, reading: String)]? {
        guard word.count <= 32, reading.count <= 64 else { return nil }
        var steps = 0
        return parts(word[...], reading[...], &steps)
    }

    private static func parts(
        _ word: ArraySlice<Character>,
        _ reading: ArraySlice<Character>,
        _ steps: inout Int
    ) -> [(range: Range<Int>, reading: String)]? {
        steps += 1
        guard steps < 10_000 else { return nil }
        guard let first = word.first else { return reading.isEmpty ? [] : nil }
        guard isPart(first) else {
            guard let sound = reading.first, Kana.hiragana(String(first)) == Kana.hiragana(String(sound)) else {
                return nil
            }
            return parts(word.dropFirst(), reading.dropFirst(), &steps)
        }
        let end = word.firstIndex { !isPart($0) } ?? word.endIndex
        let length = end - word.startIndex
        guard reading.count >= length else { return nil }
        // A kanji has one kana at least; the shortest reading that lets the rest fit is right nearly always.
        for count in length...reading.count {
            guard let rest = parts(word[end...], reading.dropFirst(count), &steps) else { continue }
            return [(word.startIndex..<end, String(reading.prefix(count)))] + rest
        }
        return nil
    }

    /// Kanji, and the small ヶ of 関ヶ島, which is read with them.
    private static func isPart(_ character: Character) -> Bool {
        Kana.isKanji(character) || character == "ヶ" || character == "ケ"
    }
}
