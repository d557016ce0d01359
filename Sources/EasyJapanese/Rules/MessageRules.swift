// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// EJ17 and EJ20: what is asked of a message as a whole.
enum MessageRules {
    static func check(_ text: LintedText) -> [LintFinding] {
        guard text.form == .message else { return [] }
        return terms(text) + (text.occasion == .emergency ? firstSentence(text).map { [$0] } ?? [] : [])
    }

    // MARK: EJ17

    /// A term is settled where it is first told of, explained or not: one finding a term.
    private static func terms(_ text: LintedText) -> [LintFinding] {
        var settled: Set<String> = []
        var findings: [LintFinding] = []
        for sentence in text.sentences {
            let matches = text.words.explained.matches(in: sentence.characters)
            for match in matches where !sentence.isGloss[match.range.lowerBound] {
                let term = match.value
                guard settled.insert(term.word).inserted else { continue }
                // 津波 is settled by 津波警報, which says what comes.
                settled.formUnion(parts(of: term.word, text))
                guard !isExplained(match.range, sentence) else { continue }
                let gloss = term.gloss ?? ""
                let word = term.reading.map { "{\(term.word)|\($0)}" } ?? term.word
                findings.append(
                    text.finding(
                        .terms,
                        in: sentence,
                        at: match.range,
                        "\(term.word) is not explained where it is first used; write 〈…〉 behind it",
                        suggestion: isWord(match.range, sentence) ? "\(word)〈\(gloss)〉" : nil
                    )
                )
            }
        }
        return findings
    }

    private static func parts(of word: String, _ text: LintedText) -> [String] {
        let characters = Array(word)
        return characters.indices.flatMap { index in
            text.words.explained.matches(in: characters, at: index).map(\.value.word)
        }
    }

    /// The longer word that a term is a part of: 津波避難ビル.
    private static func wordEnd(_ range: Range<Int>, _ sentence: Sentence) -> Int {
        let rest = sentence.characters[range.upperBound...]
        return rest.firstIndex { !Kana.isKanji($0) && !Kana.isKatakana($0) && !Numeral.isDigit($0) } ?? rest.endIndex
    }

    private static func isWord(_ range: Range<Int>, _ sentence: Sentence) -> Bool {
        wordEnd(range, sentence) == range.upperBound
    }

    /// Whether 〈…〉 follows, or brackets with more than a reading.
    private static func isExplained(_ range: Range<Int>, _ sentence: Sentence) -> Bool {
        let end = wordEnd(range, sentence)
        guard end < sentence.characters.count else { return false }
        let open = sentence.characters[end]
        if Sentence.glossOpeners.contains(open) { return true }
        guard "(（".contains(open),
            let close = sentence.characters[end...].firstIndex(where: { ")）".contains($0) })
        else { return false }
        let inside = sentence.characters[(end + 1)..<close]
        return inside.count > 2 && !inside.allSatisfy(Kana.isHiragana)
    }

    // MARK: EJ20

    private static let actions = ["てください", "でください", "ないでください", "てくださいね"]
    /// What tells that something is over needs no action first.
    private static let ends = ["終わりました", "おわりました", "まちがいでした", "間違いでした"]

    private static func firstSentence(_ text: LintedText) -> LintFinding? {
        guard let first = text.sentences.first(where: { !$0.isHeading && $0.isSaid }) else { return nil }
        let said = String(first.characters.enumerated().filter { !first.isGloss[$0.offset] }.map(\.element))
        if ends.contains(where: said.contains) { return nil }
        let hasAction = actions.contains(where: said.contains)
        let level = level(in: text)
        let hasLevel = level.map { said.contains("レベル\($0)") } ?? true
        guard !hasAction || !hasLevel else { return nil }
        let wanted = [hasAction ? nil : "what to do (〜て ください)", hasLevel ? nil : "the level \(level ?? 0)"]
        return text.finding(
            .firstSentence,
            in: first,
            "the first sentence must say \(wanted.compactMap { $0 }.joined(separator: " and "))",
            suggestion: nil
        )
    }

    /// The warning level that the text speaks of first, from 3 to 5.
    private static func level(in text: LintedText) -> Int? {
        for sentence in text.sentences {
            for place in sentence.places(of: "レベル") {
                let next = place + 3
                guard next < sentence.characters.count, let level = sentence.characters[next].wholeNumberValue,
                    (3...5).contains(level)
                else { continue }
                return level
            }
        }
        return nil
    }
}

extension Sentence {
    /// Whether anything is said in it.
    var isSaid: Bool { characters.contains { $0.isLetter || Kana.isKanji($0) } }
}
