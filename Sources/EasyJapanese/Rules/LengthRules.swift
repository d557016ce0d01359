// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// EJ01 to EJ04: how much stands in a sentence.
enum LengthRules {
    static let characters = 50
    static let morae = 30
    static let goodMorae = 24
    static let kanjiInEmergency = 4
    static let kanji = 13

    static func check(_ text: LintedText) -> [LintFinding] {
        text.sentences.flatMap { sentence in
            [length(sentence, text), beats(sentence, text), clauses(sentence, text), kanji(sentence, text)]
                .compactMap { $0 }
        }
    }

    /// Without spaces, readings, links and the end mark; explanations count.
    private static func length(_ sentence: Sentence, _ text: LintedText) -> LintFinding? {
        let count = sentence.characters.count { $0 != Sentence.placeholder }
        guard count > characters else { return nil }
        return text.finding(
            .sentenceLength,
            in: sentence,
            "the sentence has \(count) characters; at most \(characters), so make two of it"
        )
    }

    private static func beats(_ sentence: Sentence, _ text: LintedText) -> LintFinding? {
        guard let count = morae(of: sentence, in: text.marked), count > morae else { return nil }
        return text.finding(
            .sentenceMorae,
            in: sentence,
            "the sentence has \(count) morae; at most \(morae), better \(goodMorae)"
        )
    }

    /// The beats of a sentence without its explanations; nil where kanji have neither a reading nor MeCab's word.
    static func morae(of sentence: Sentence, in marked: MarkedText) -> Int? {
        var sum = 0
        var rubies: Set<Int> = []
        var index = 0
        let numerals = Dictionary(
            uniqueKeysWithValues: Numeral.all(in: sentence.characters).map { ($0.range.lowerBound, $0) }
        )
        while index < sentence.characters.count {
            let character = sentence.characters[index]
            let letter = marked.letters[sentence.origins[index]]
            if sentence.isGloss[index] {
                index += 1
            } else if let ruby = letter.ruby {
                if rubies.insert(ruby).inserted { sum += Kana.morae(marked.rubies[ruby].reading) }
                index += 1
            } else if let numeral = numerals[index] {
                sum += Kana.morae(number: sentence.characters[numeral.range].map { $0.wholeNumberValue ?? 0 })
                index = numeral.range.upperBound
            } else if Kana.isKanji(character) {
                guard let word = sentence.morphemes.first(where: { $0.range.contains(index) }),
                    let reading = word.reading, word.range.lowerBound == index
                else {
                    if sentence.morphemes.isEmpty { return nil }
                    sum += 2
                    index += 1
                    continue
                }
                sum += Kana.morae(reading)
                index = word.range.upperBound
            } else {
                sum += Kana.isKana(character) ? Kana.morae(String(character)) : (character.isLetter ? 2 : 0)
                index += 1
            }
        }
        return sum
    }

    private static let joints = ["が、", "ので", "ため", "けれど", "けど", "ば、"]

    private static func clauses(_ sentence: Sentence, _ text: LintedText) -> LintFinding? {
        let found = joints.flatMap { joint in
            sentence.places(of: joint).filter { joins(joint, at: $0, in: sentence) }.map { ($0, joint) }
        }
        .sorted { $0.0 < $1.0 }
        guard found.count > 1, let (place, joint) = found.dropFirst().first else { return nil }
        return text.finding(
            .clauses,
            in: sentence,
            at: place..<(place + joint.count),
            "\(found.map { $0.1.filter { $0 != "、" } }.joined(separator: ", ")) join \(found.count + 1) clauses; say one "
                + "thing a sentence"
        )
    }

    /// Whether a joint is one, by MeCab where it looked: そば、 is not ば, ためる not ため.
    private static func joins(_ joint: String, at place: Int, in sentence: Sentence) -> Bool {
        guard !sentence.isGloss[place] else { return false }
        guard !sentence.morphemes.isEmpty else { return true }
        if joint == "ば、" {
            // 行けば is one word's end in IPADIC: a particle of its own.
            return sentence.morpheme(at: place).map { $0.isParticle && $0.detail == "接続助詞" } ?? false
        }
        guard let word = sentence.morphemes.first(where: { $0.range.lowerBound == place }) else { return false }
        return joint == "ため" ? word.isNoun : word.isParticle || word.surface == "ので" || joint == "ので"
    }

    /// Names of places do not count: no easier word says them.
    private static func kanji(_ sentence: Sentence, _ text: LintedText) -> LintFinding? {
        guard text.form != .subject else { return nil }
        let names = text.places?.names.matches(in: sentence.characters).map(\.range).filter { $0.count > 1 } ?? []
        let inNames = names.reduce(0) { $0 + sentence.characters[$1].count(where: Kana.isKanji) }
        let count = sentence.characters.count(where: Kana.isKanji) - inNames
        if count > kanji {
            return text.finding(
                .kanjiCount,
                in: sentence,
                severity: .blocking,
                "the sentence has \(count) kanji; never more than \(kanji)"
            )
        }
        guard text.occasion == .emergency, count > kanjiInEmergency else { return nil }
        return text.finding(
            .kanjiCount,
            in: sentence,
            "the sentence has \(count) kanji; at most \(kanjiInEmergency) in an emergency"
        )
    }
}
