// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// EJ15 and EJ16: Latin words and katakana.
enum ScriptRules {
    static func check(_ text: LintedText) -> [LintFinding] {
        text.sentences.flatMap { latin($0, text) + katakana($0, text) }
    }

    /// Runs of two Latin letters at least, with what joins names (Wi-Fi, PM2.5); places' names in the profile are kanji.
    private static func latin(_ sentence: Sentence, _ text: LintedText) -> [LintFinding] {
        runs(in: sentence.characters) { $0.isASCII && ($0.isLetter || $0.isNumber || "-.'&+".contains($0)) }
            .compactMap { range in
                let word = sentence.text(range).trimmingPrefix { !$0.isLetter }
                let letters = word.count(where: \.isLetter)
                guard letters > 1, !text.words.isListed(String(word)), !text.words.isListed(word.uppercased()) else {
                    return nil
                }
                return text.finding(
                    .latin,
                    in: sentence,
                    at: range,
                    "\(word) is in Latin letters; write it in Japanese unless it is a name"
                )
            }
    }

    private static func katakana(_ sentence: Sentence, _ text: LintedText) -> [LintFinding] {
        runs(in: sentence.characters, Kana.isKatakana).compactMap { range in
            let word = sentence.text(range)
            guard range.count > 1, word.contains(where: { $0 != "ー" }), !isKnown(word, text),
                !isInPlace(range, sentence, text)
            else { return nil }
            let better = text.words.easier[.katakana]?[word]
            return text.finding(
                .katakana,
                in: sentence,
                at: range,
                "\(word) is no katakana word of the list"
                    + (better == nil ? "; say it in Japanese, or explain it" : ""),
                suggestion: better?.instead
            )
        }
    }

    private static func isKnown(_ word: String, _ text: LintedText) -> Bool {
        text.words.isListed(word) || (text.words.levels[word]?.isEasy ?? false)
    }

    /// Whether it is a part of a listed word or of a place's name: 警戒レベル.
    private static func isInPlace(_ range: Range<Int>, _ sentence: Sentence, _ text: LintedText) -> Bool {
        let start = sentence.characters[..<range.lowerBound].suffix(12).startIndex
        return (start...range.lowerBound).contains { index in
            text.places?.names.matches(in: sentence.characters, at: index).contains {
                $0.range.upperBound >= range.upperBound
            } ?? false
        }
    }

    private static func runs(in characters: [Character], _ belongs: (Character) -> Bool) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start: Int?
        for index in 0...characters.count {
            if index < characters.count, belongs(characters[index]) {
                start = start ?? index
            } else if let first = start {
                runs.append(first..<index)
                start = nil
            }
        }
        return runs
    }
}
