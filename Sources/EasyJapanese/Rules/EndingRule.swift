// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// EJ07: a sentence ends with です, ます or ください in one of their forms.
enum EndingRule {
    private static let good = [
        "です", "ます", "ください", "でした", "ました", "ません", "ませんでした", "ましょう", "でしょう", "ですか", "ますか", "ませんか",
        "でしたか", "ましたか", "でしょうか", "ましょうか", "くださいね", "ですね", "ますね", "ですよ", "ますよ",
    ]

    static func check(_ text: LintedText) -> [LintFinding] {
        guard text.form != .subject else { return [] }
        return text.sentences.flatMap { sentence in
            copulas(sentence, text) + (ending(sentence, text).map { [$0] } ?? [])
        }
    }

    /// である anywhere, but not 車である家 of the bare ある.
    private static func copulas(_ sentence: Sentence, _ text: LintedText) -> [LintFinding] {
        sentence.places(of: "である").compactMap { place in
            if place + 3 == sentence.core.upperBound { return nil }
            if !sentence.morphemes.isEmpty {
                guard let word = sentence.morpheme(at: place), word.kind == "助動詞" else { return nil }
            }
            return text.finding(
                .endings,
                in: sentence,
                at: place..<(place + 3),
                "である is written style; say です",
                suggestion: nil
            )
        }
    }

    private static func ending(_ sentence: Sentence, _ text: LintedText) -> LintFinding? {
        if sentence.isHeading || (text.form == .phrase && !sentence.isTerminated) { return nil }
        // Where all of it is one explanation or quotation there is nothing to end.
        let core = sentence.core.isEmpty ? 0..<sentence.characters.count : sentence.core
        guard sentence.characters.contains(where: { $0.isLetter || Kana.isKanji($0) }) else { return nil }
        let said = sentence.characters[core]
        if good.contains(where: { said.suffix($0.count).elementsEqual($0) }) { return nil }
        let (range, suggestion) = polite(sentence, core: core)
        return text.finding(
            .endings,
            in: sentence,
            at: range,
            "the sentence does not end with です, ます or ください",
            suggestion: suggestion
        )
    }

    private static let endings = [
        ("であった", "でした"), ("である", "です"), ("だった", "でした"), ("ではない", "では ありません"), ("じゃない", "では ありません"),
        ("すること", "して ください"), ("だ", "です"), ("てほしい", "て ください"), ("てくれ", "て ください"),
    ]

    /// The stretch to replace and its polite form.
    private static func polite(_ sentence: Sentence, core: Range<Int>) -> (Range<Int>, String?) {
        let said = sentence.characters[core]
        let last = max(core.lowerBound, core.upperBound - 1)..<core.upperBound
        for (plain, polite) in endings where said.suffix(plain.count).elementsEqual(plain) {
            let range = (core.upperBound - plain.count)..<core.upperBound
            // 飲んだ and 読んだ end with だ as well, and are verbs.
            if plain == "だ", let word = sentence.morpheme(at: range.lowerBound), word.conjugation == "特殊・タ" { continue }
            return (range, polite)
        }
        guard let word = sentence.morphemes.last(where: { $0.range.upperBound == core.upperBound }) else {
            return (last, nil)
        }
        if word.isNoun || word.kind == "形容詞" { return (word.range, "\(sentence.text(word.range))です") }
        guard word.isVerb, word.base == word.surface, let stem = politeStem(word) else { return (last, nil) }
        // Only what is written in kana changes, so that readings stay as they are.
        let tail = word.conjugation == "サ変・スル" ? 2 : 1
        guard word.surface.suffix(tail).allSatisfy(Kana.isHiragana) else { return (last, nil) }
        return ((word.range.upperBound - tail)..<word.range.upperBound, stem)
    }

    private static let stems: [Character: String] = [
        "う": "い", "く": "き", "ぐ": "ぎ", "す": "し", "つ": "ち", "ぬ": "に", "ぶ": "び", "む": "み", "る": "り",
    ]

    /// What stands for the last kana of a verb's dictionary form before ます; none of 来る, whose kanji changes its sound.
    private static func politeStem(_ word: Morpheme) -> String? {
        if word.conjugation == "サ変・スル" { return "します" }
        if word.conjugation.hasPrefix("一段") { return "ます" }
        guard word.conjugation.hasPrefix("五段"), let last = word.surface.last, let stem = stems[last] else { return nil }
        return stem + "ます"
    }
}
