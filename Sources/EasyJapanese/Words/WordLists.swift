// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The words that the rules know: levels, terms and their explanations, wordings to avoid, readings.
///
/// They stand in `Locales/easy-japanese`, a file a kind; who gave them is told there.
public struct WordLists: Sendable {
    /// A word that stays as it is.
    struct Term: Sendable {
        let word: String
        let reading: String?
        /// What it means, with readings, where it must be explained at its first use.
        let gloss: String?
    }

    /// A wording and what to write instead.
    struct Wording: Sendable {
        let text: String
        /// With readings; empty to leave it out.
        let instead: String?
    }

    /// Levels by word; a word in kana is looked up by itself.
    var levels: [String: WordLevel] = [:]
    /// The easiest level of a word so read, in hiragana.
    var levelsByReading: [String: WordLevel] = [:]
    /// Readings in hiragana by word, the easiest level's first.
    var readings: [String: [String]] = [:]
    /// Terms by word, in hiragana and katakana as written.
    var terms: [String: Term] = [:]
    /// Terms that must be explained.
    var explained = PhraseTable<Term>()
    /// What the wordings of rules other than EJ16 and EJ19 look for.
    var wordings: [Rule: PhraseTable<Wording>] = [:]
    /// Words that EJ16 and EJ19 have better words for.
    var easier: [Rule: [String: Wording]] = [:]
    /// Words whose reading is told without MeCab: those with kanji and one reading.
    var spelt = PhraseTable<String>()

    /// Lists without a word.
    public init() {}

    /// Whether easy Japanese may use a word whatever its level.
    func isListed(_ word: String) -> Bool { terms[word] != nil }
}

/// What is wrong with the word lists: every fault, each with file and line.
public struct WordListError: Error, Sendable, CustomStringConvertible {
    /// The faults, one a line: "words.tsv:12: …".
    public let faults: [String]

    /// The faults, one a line.
    public var description: String { faults.joined(separator: "\n") }
}
