// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// EJ06: 分かち書き.
enum SpacingRule {
    /// Where spaces are missing, as places among a sentence's characters.
    static func missing(in sentence: Sentence, of marked: MarkedText) -> [Int] {
        let boundaries =
            sentence.morphemes.isEmpty
            ? Phrasing.plainBoundaries(of: sentence) : Phrasing.boundaries(of: sentence)
        return boundaries.filter { place in
            let origin = sentence.origins[place]
            guard origin > sentence.letters.lowerBound else { return false }
            if marked.letters[origin - 1].character.isWhitespace { return false }
            // No space inside a word that has one reading.
            guard let ruby = marked.letters[origin].ruby else { return true }
            return marked.rubies[ruby].letters.lowerBound == origin
        }
    }

    static func check(_ text: LintedText) -> [LintFinding] {
        guard text.form != .subject else { return [] }
        return text.sentences.compactMap { sentence in
            let places = missing(in: sentence, of: text.marked)
            guard let first = places.first else { return nil }
            let before = places.prefix(5).map { sentence.text($0..<min($0 + 4, sentence.characters.count)) }
            return text.finding(
                .spaces,
                in: sentence,
                at: first..<(first + 1),
                "\(places.count) space(s) missing, before \(before.joined(separator: ", "))"
                    + (places.count > before.count ? " …" : ""),
                suggestion: nil
            )
        }
    }
}
