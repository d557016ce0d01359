// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What the linter says of a text.
public struct LintReport: Sendable, Encodable {
    /// Where rules are broken, in the order of the text; at most ``EasyJapaneseLinter/Limit/findings``.
    public let findings: [LintFinding]
    /// Readings for kanji that have none.
    public let readings: [ProposedReading]
    /// The words that carry the meaning, with their levels; empty without MeCab's dictionary.
    public let words: [LevelledWord]
    /// The text with the proposed readings and spaces.
    public let proposal: String
    /// What the linter could not look at, and why.
    public let notes: [String]

    /// Whether a blocking rule is broken.
    public var isBlocked: Bool { findings.contains { $0.severity == .blocking } }
}

/// A reading for a word that has none yet.
public struct ProposedReading: Sendable, Hashable, Encodable {
    /// Who says so.
    public enum Source: String, Sendable, Hashable, Codable {
        /// The city profile: a checked reading of a place.
        case gazetteer
        /// The city profile, a reading that nobody has confirmed yet.
        case unconfirmed
        /// The project's lists.
        case list
        /// MeCab, which is often wrong with names.
        case mecab
    }

    /// The kanji.
    public let word: String
    /// The reading in hiragana.
    public let reading: String
    /// Who says so.
    public let source: Source
    /// Where the kanji stand.
    public let place: Place
}

/// A word and when it is learnt.
public struct LevelledWord: Sendable, Hashable, Encodable {
    /// The word as it stands in the text.
    public let text: String
    /// Its dictionary form.
    public let base: String
    /// The level of the Japanese-Language Proficiency Test; none for a word that its lists do not have.
    public let level: WordLevel?
    /// Whether it is a word of the project's own list, good at any level.
    public let isListed: Bool
    /// Where it stands.
    public let place: Place
}

/// A level of the Japanese-Language Proficiency Test; N5 is the easiest.
public enum WordLevel: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    case n5 = "N5"
    case n4 = "N4"
    case n3 = "N3"
    case n2 = "N2"
    case n1 = "N1"

    /// Whether easy Japanese may use words of it.
    public var isEasy: Bool { self == .n5 || self == .n4 }

    /// The easier level comes first.
    public static func < (left: WordLevel, right: WordLevel) -> Bool {
        // N5 is the easiest: the digits run the other way.
        left.rawValue > right.rawValue
    }
}
