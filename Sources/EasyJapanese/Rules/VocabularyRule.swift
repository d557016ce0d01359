// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// EJ19: the words of N5 and N4, and those of the project's list.
enum VocabularyRule {
    struct Word {
        let range: Range<Int>
        let base: String
        let level: WordLevel?
        let isListed: Bool
    }

    static func check(_ text: LintedText, _ words: [[Word]]) -> [LintFinding] {
        var told: Set<String> = []
        return zip(text.sentences, words).flatMap { sentence, words in
            words.compactMap { word -> LintFinding? in
                guard !word.isListed, !(word.level?.isEasy ?? false), told.insert(word.base).inserted else {
                    return nil
                }
                let easier = text.words.easier[.vocabulary]?[word.base]
                let level = word.level.map { "is a word of \($0.rawValue)" } ?? "is in no list of learners' words"
                return text.finding(
                    .vocabulary,
                    in: sentence,
                    at: word.range,
                    "\(word.base) \(level)" + (easier?.instead.map { "; easier: \($0)" } ?? "")
                )
            }
        }
    }

    /// The words of a sentence that carry its meaning, but for names, numbers and places.
    static func words(of sentence: Sentence, in text: LintedText) -> [Word] {
        var words: [Word] = []
        var index = 0
        let morphemes = sentence.morphemes
        let places = placeRanges(sentence, text)
        while index < morphemes.count {
            let morpheme = morphemes[index]
            defer { index += 1 }
            if places.contains(where: { $0.overlaps(morpheme.range) }) { continue }
            if let (listed, count) = listed(from: index, morphemes, text) {
                words.append(listed)
                index += count - 1
                continue
            }
            // かも しれません is grammar.
            let isGrammar = morpheme.base == "しれる" && index > 0 && morphemes[index - 1].surface.hasSuffix("も")
            guard carriesMeaning(morpheme), !isGrammar else { continue }
            var base = morpheme.base
            var range = morpheme.range
            if morpheme.detail == "サ変接続", index + 1 < morphemes.count, morphemes[index + 1].base == "する" {
                // 避難する is one word to those who look for an easier one.
                let isEasy = level(of: base, morpheme, text)?.isEasy ?? false
                if !isEasy, text.words.easier[.vocabulary]?[base + "する"] != nil {
                    base += "する"
                    range = range.lowerBound..<morphemes[index + 1].range.upperBound
                }
            }
            let level = level(of: morpheme.base, morpheme, text)
            words.append(Word(range: range, base: base, level: level, isListed: text.words.isListed(morpheme.base)))
        }
        return words
    }

    /// The longest word of the project's list, or of the learners', that two or more words make: 津波警報, 食べ物.
    private static func listed(from index: Int, _ morphemes: [Morpheme], _ text: LintedText) -> (Word, Int)? {
        guard morphemes[index].isNoun || morphemes[index].kind == "接頭詞" else { return nil }
        for count in stride(from: min(6, morphemes.count - index), to: 0, by: -1) {
            let parts = morphemes[index..<(index + count)]
            guard count == 1 || parts.allSatisfy({ $0.isNoun || $0.kind == "接頭詞" || $0.isVerb }),
                let first = parts.first, let last = parts.last
            else { continue }
            let word = parts.map(\.surface).joined()
            let level = text.words.levels[word]
            guard text.words.isListed(word) || (count > 1 && level != nil) else { continue }
            let range = first.range.lowerBound..<last.range.upperBound
            return (Word(range: range, base: word, level: level, isListed: text.words.isListed(word)), count)
        }
        return nil
    }

    private static func placeRanges(_ sentence: Sentence, _ text: LintedText) -> [Range<Int>] {
        text.places?.names.matches(in: sentence.characters).map(\.range).filter { $0.count > 1 } ?? []
    }

    private static func carriesMeaning(_ morpheme: Morpheme) -> Bool {
        guard morpheme.surface.contains(where: { Kana.isKanji($0) || Kana.isKana($0) }) else { return false }
        switch morpheme.kind {
        case "名詞": return ["一般", "サ変接続", "形容動詞語幹", "副詞可能", "ナイ形容詞語幹"].contains(morpheme.detail)
        case "動詞", "形容詞": return morpheme.detail == "自立"
        case "副詞", "連体詞", "接続詞": return true
        default: return false
        }
    }

    /// The level of the dictionary form; of a word in kana the easiest of those so read; of 使える that of 使う.
    private static func level(of base: String, _ morpheme: Morpheme, _ text: LintedText) -> WordLevel? {
        let own = text.words.levels[base]
        if base.allSatisfy(Kana.isKana), let level = text.words.levelsByReading[Kana.hiragana(base)] {
            return own.map { min($0, level) } ?? level
        }
        if let own { return own }
        // 大きな is 大きい.
        if base.hasSuffix("な"), let level = text.words.levels[String(base.dropLast()) + "い"] { return level }
        if morpheme.conjugation.hasPrefix("一段"), let plain = plain(ofPotential: base),
            let level = text.words.levels[plain]
        {
            return level
        }
        // 子ども is 子供.
        guard base.contains(where: Kana.isHiragana), let reading = morpheme.reading, morpheme.base == morpheme.surface
        else { return nil }
        return text.words.levelsByReading[reading]
    }

    private static let rows: [Character: Character] = [
        "え": "う", "け": "く", "げ": "ぐ", "せ": "す", "て": "つ", "ね": "ぬ", "べ": "ぶ", "め": "む", "れ": "る",
    ]

    /// 使う of 使える.
    private static func plain(ofPotential base: String) -> String? {
        guard base.hasSuffix("る"), let last = base.dropLast().last, let plain = rows[last] else { return nil }
        return String(base.dropLast(2)) + String(plain)
    }
}
