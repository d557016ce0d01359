// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// EJ08, EJ09, EJ10 and EJ18: wordings of the project's list, and what MeCab sees of passives and causatives.
enum WordingRules {
    static func check(_ text: LintedText) -> [LintFinding] {
        text.sentences.flatMap { sentence in
            listed(.doubleNegative, "a double negative; say what is so", sentence, text)
                + voice(sentence, text)
                + honorifics(sentence, text)
                + listed(.vagueness, "vague, or an onomatopoeia; say exactly what", sentence, text)
                + repeated(sentence, text)
        }
    }

    private static func listed(
        _ rule: Rule,
        _ what: String,
        _ sentence: Sentence,
        _ text: LintedText
    ) -> [LintFinding] {
        guard let table = text.words.wordings[rule] else { return [] }
        return table.matches(in: sentence.characters).filter { isWord($0.range, sentence) }.map { match in
            text.finding(
                rule,
                in: sentence,
                at: match.range,
                "\(sentence.text(match.range)): \(what)",
                suggestion: match.value.instead
            )
        }
    }

    /// Whether a wording of kana begins where a word does: など not in みなどり.
    private static func isWord(_ range: Range<Int>, _ sentence: Sentence) -> Bool {
        guard range.count <= 3, !sentence.morphemes.isEmpty, Kana.isKana(sentence.characters[range.lowerBound]) else {
            return true
        }
        return sentence.morpheme(at: range.lowerBound) != nil
    }

    /// Passives and causatives: れる, られる, せる, させる behind a verb. Without MeCab only those of する.
    private static func voice(_ sentence: Sentence, _ text: LintedText) -> [LintFinding] {
        let rewritten = text.words.wordings[.voice]?.matches(in: sentence.characters) ?? []
        var findings = rewritten.map { match in
            text.finding(
                .voice,
                in: sentence,
                at: match.range,
                "\(sentence.text(match.range)) is passive; say what happens or who does it",
                suggestion: match.value.instead
            )
        }
        let found: [Range<Int>] =
            sentence.morphemes.isEmpty
            ? ["される", "されます", "されました", "された", "させる", "させます", "させて"].flatMap { wording in
                sentence.places(of: wording).map { $0..<($0 + wording.count) }
            }
            : zip(sentence.morphemes, sentence.morphemes.dropFirst()).compactMap { verb, suffix in
                guard suffix.isVerb, suffix.detail == "接尾", verb.isVerb,
                    ["れる", "られる", "せる", "させる"].contains(suffix.base)
                else { return nil }
                return verb.range.lowerBound..<suffix.range.upperBound
            }
        for range in found where !rewritten.contains(where: { $0.range.overlaps(range) }) {
            findings.append(
                text.finding(
                    .voice,
                    in: sentence,
                    at: range,
                    "\(sentence.text(range)) is passive or causative; say who does what, or ことが できます for what one can"
                )
            )
        }
        return findings
    }

    private static func honorifics(_ sentence: Sentence, _ text: LintedText) -> [LintFinding] {
        let listed = listed(.honorifics, "honorific or humble; say it plainly", sentence, text)
        let ranges = (text.words.wordings[.honorifics]?.matches(in: sentence.characters) ?? []).map(\.range)
        let patterns = honorificPatterns(sentence, text).filter { range in !ranges.contains { $0.overlaps(range) } }
        return listed
            + patterns.map { range in
                text.finding(
                    .honorifics,
                    in: sentence,
                    at: range,
                    "\(sentence.text(range)) is honorific; say it plainly, as in 待って ください"
                )
            }
    }

    /// お待ちください, ご確認ください, お読みになる: the polite prefix, a short word, and what makes it a verb.
    private static func honorificPatterns(_ sentence: Sentence, _ text: LintedText) -> [Range<Int>] {
        let particles: Set<Character> = ["を", "は", "が", "に", "で", "も", "と", "、", "の", "へ"]
        var found: [Range<Int>] = []
        for start in sentence.characters.indices where "おごご御".contains(sentence.characters[start]) {
            if !sentence.morphemes.isEmpty, sentence.morpheme(at: start) == nil { continue }
            let stem = sentence.characters[(start + 1)...].prefix(6)
            for end in stem.indices.dropFirst() {
                if stem[stem.startIndex..<end].contains(where: particles.contains) { break }
                let ending = ["ください", "下さい", "になります", "になる", "になって", "になり"].first { sentence.has($0, at: end) }
                // 降りてください is no お〜ください.
                guard let ending, !"てで".contains(sentence.characters[end - 1]) else { continue }
                // お年寄りになる is becoming old; only verbs' stems and nouns of doing are honorific.
                if ending.hasPrefix("に"), !isHonorificStem((start + 1)..<end, sentence, text) { break }
                found.append(start..<(end + ending.count))
                break
            }
        }
        return found
    }

    private static func isHonorificStem(_ stem: Range<Int>, _ sentence: Sentence, _ text: LintedText) -> Bool {
        let word = sentence.text(stem)
        if text.words.isListed(word) || text.words.isListed("お" + word) || text.words.isListed("ご" + word) {
            return false
        }
        guard let last = sentence.morphemes.first(where: { $0.range.contains(stem.upperBound - 1) }) else {
            return false
        }
        // 読み is a noun to MeCab, and a verb's stem all the same.
        let isStem = word.last.map(Kana.isHiragana) ?? false && word.contains(where: Kana.isKanji)
        return last.isVerb || last.detail == "サ変接続" || isStem
    }

    /// Two kana said twice, which no list of learners has: ぐらぐら.
    private static func repeated(_ sentence: Sentence, _ text: LintedText) -> [LintFinding] {
        let characters = sentence.characters
        var findings: [LintFinding] = []
        var index = 0
        while index + 4 <= characters.count {
            let range = index..<(index + 4)
            let isRepeated =
                characters[index..<(index + 2)].elementsEqual(characters[(index + 2)..<(index + 4)])
                && characters[range].allSatisfy(Kana.isKana) && characters[index] != characters[index + 1]
            guard isRepeated, isOnomatopoeia(range, sentence, text) else {
                index += 1
                continue
            }
            findings.append(
                text.finding(
                    .vagueness,
                    in: sentence,
                    at: range,
                    "\(sentence.text(range)) is an onomatopoeia; say what happens"
                )
            )
            index += 4
        }
        return findings
    }

    private static func isOnomatopoeia(_ range: Range<Int>, _ sentence: Sentence, _ text: LintedText) -> Bool {
        let word = sentence.text(range)
        let isKnown = text.words.levelsByReading[Kana.hiragana(word)]?.isEasy ?? false
        let isListed = text.words.wordings[.vagueness]?.match(in: sentence.characters, at: range.lowerBound) != nil
        guard !isKnown, !isListed, !text.words.isListed(word) else { return false }
        guard !sentence.morphemes.isEmpty else { return true }
        return sentence.morpheme(at: range.lowerBound).map { $0.kind == "副詞" || $0.range.count >= 4 } ?? false
    }
}
