// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// How a voice reads the words of Japanese phrases (`Locales/speech/ja.tsv`): of several that fit, the longest.
struct SpokenWords: Sendable {
    /// Why the list cannot be read.
    struct Refusal: Error {
        let line: Int?
        let problem: String
    }

    /// No list of words comes near it.
    private static let largestFile = 1 << 20

    /// By the first character, the longest first.
    private var words: [Character: [(word: [Character], reading: String)]] = [:]

    /// A list of some words; of a word that stands twice the last reading counts.
    init(_ readings: [(word: String, reading: String)]) {
        for (word, reading) in Dictionary(readings.map { ($0.word, $0.reading) }, uniquingKeysWith: { $1 }) {
            let characters = Array(word)
            if let first = characters.first { words[first, default: []].append((characters, reading)) }
        }
        words = words.mapValues { $0.sorted { $0.word.count > $1.word.count } }
    }

    /// Reads a list: a word, a tab and its reading in kana on each line, `#` before comments.
    init(contentsOf url: URL) throws(Refusal) {
        guard let data = try? Data(contentsOf: url), data.count <= Self.largestFile,
            let text = String(validating: data, as: UTF8.self)
        else { throw Refusal(line: nil, problem: "cannot be read; put it back, as UTF-8 of at most 1 MiB") }
        var readings: [(word: String, reading: String)] = []
        var seen: Set<String> = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard !line.isEmpty, !line.hasPrefix("# "), line != "#" else { continue }
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 2, !fields[0].isEmpty, fields[1].wholeMatch(of: /[ぁ-んァ-ヴー、]+/) != nil else {
                throw Refusal(line: index + 1, problem: "write a word, a tab, and its reading in kana")
            }
            guard seen.insert(fields[0]).inserted else {
                throw Refusal(line: index + 1, problem: "\(fields[0]) stands twice; keep one")
            }
            readings.append((fields[0], fields[1]))
        }
        self.init(readings)
    }

    /// The longest word that a text begins with, and its reading.
    func prefix(of text: ArraySlice<Character>) -> (length: Int, reading: String)? {
        guard let first = text.first, let candidates = words[first] else { return nil }
        return candidates.first { text.starts(with: $0.word) }.map { ($0.word.count, $0.reading) }
    }
}
