// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Looks at a text by the rules of easy Japanese (``Rule``), and proposes readings and spaces.
///
/// It changes nothing and never fails: what it cannot look at, for want of a dictionary or because there is too much of
/// it, it says among its notes.
public struct EasyJapaneseLinter: Sendable {
    /// What is looked at and told at most.
    public enum Limit {
        /// Bytes of a text in UTF-8; of a longer one only the beginning is looked at.
        public static let textBytes = 1 << 20
        /// Findings of a text; the blocking ones come first where there are more.
        public static let findings = 1000
    }

    private let words: WordLists
    private let places: PlaceReadings?
    private let dictionary: MorphemeDictionary?

    /// A linter by some word lists.
    ///
    /// - Parameters:
    ///   - places: the city's names; without them no reading comes from the gazetteer.
    ///   - dictionary: MeCab; without it EJ02, EJ06, EJ09 and EJ19 see little or nothing.
    public init(words: WordLists, places: PlaceReadings?, dictionary: MorphemeDictionary?) {
        self.words = words
        self.places = places
        self.dictionary = dictionary
    }

    /// What is to be said of a text.
    public func lint(
        _ text: String,
        as form: TextForm = .message,
        for occasion: Occasion = .emergency
    ) -> LintReport {
        var notes: [String] = []
        let linted = linted(bounded(text, &notes), form: form, occasion: occasion, notes: &notes)
        let proposals = linted.sentences.map {
            ReadingProposer.proposals(for: $0, in: linted.marked, words: words, places: places)
        }
        let vocabulary = linted.sentences.map { VocabularyRule.words(of: $0, in: linted) }
        let findings =
            LengthRules.check(linted) + ReadingRule.check(linted, proposals) + SpacingRule.check(linted)
            + EndingRule.check(linted) + WordingRules.check(linted) + DateRules.check(linted)
            + ScriptRules.check(linted) + MessageRules.check(linted) + VocabularyRule.check(linted, vocabulary)
        let proposal = Proposal(linted, proposals)
        return LintReport(
            findings: limited(findings, &notes),
            readings: proposal.readings,
            words: zip(linted.sentences, vocabulary).flatMap { sentence, words in
                words.map { levelled($0, sentence, linted) }
            },
            proposal: proposal.text,
            notes: notes
        )
    }

    private func bounded(_ text: String, _ notes: inout [String]) -> String {
        guard text.utf8.count > Limit.textBytes else { return text }
        notes.append("the text has more than \(Limit.textBytes) bytes; only its beginning was looked at")
        return String(decoding: text.utf8.prefix(Limit.textBytes), as: UTF8.self)
    }

    private func linted(
        _ text: String,
        form: TextForm,
        occasion: Occasion,
        notes: inout [String]
    ) -> LintedText {
        let marked = MarkedText(text)
        var sentences = marked.sentences()
        if let dictionary, var tagger = dictionary.tagger() {
            for index in sentences.indices {
                sentences[index].morphemes = tagger.morphemes(of: sentences[index], in: marked)
            }
            if sentences.contains(where: { $0.characters.count > MorphemeDictionary.longest }) {
                notes.append(
                    "sentences of more than \(MorphemeDictionary.longest) characters were not cut into words"
                )
            }
        } else {
            notes.append(Self.withoutDictionary)
        }
        return LintedText(
            marked: marked,
            sentences: sentences,
            form: form,
            occasion: occasion,
            words: words,
            places: places
        )
    }

    /// The note where MeCab has no dictionary.
    static let withoutDictionary =
        "MeCab's dictionary is missing (Debian: mecab-ipadic-utf8): readings come from the gazetteer and the lists alone, "
        + "spaces and levels of words are not looked at"

    private func limited(_ findings: [LintFinding], _ notes: inout [String]) -> [LintFinding] {
        var kept = findings
        if findings.count > Limit.findings {
            notes.append(
                "\(findings.count) findings; the first \(Limit.findings) are told, blocking ones before others"
            )
            let blocking = findings.filter { $0.severity == .blocking }
            kept = Array((blocking + findings.filter { $0.severity == .advice }).prefix(Limit.findings))
        }
        return kept.sorted {
            ($0.place.offset, $0.rule.rawValue, $0.place.length)
                < ($1.place.offset, $1.rule.rawValue, $1.place.length)
        }
    }

    private func levelled(_ word: VocabularyRule.Word, _ sentence: Sentence, _ text: LintedText) -> LevelledWord {
        let letters = sentence.origins[word.range.lowerBound]..<(sentence.origins[word.range.upperBound - 1] + 1)
        return LevelledWord(
            text: sentence.text(word.range),
            base: word.base,
            level: word.level,
            isListed: word.isListed,
            place: text.marked.place(text.marked.sourceRange(of: letters))
        )
    }
}
