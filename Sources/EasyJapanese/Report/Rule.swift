// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A rule of easy Japanese that a program can look for.
///
/// The rules are those that Hirosaki University, NHK, the Immigration Services Agency and several prefectures and cities
/// publish, numbered by the project.
public enum Rule: String, Sendable, Hashable, Codable, CaseIterable {
    /// A sentence has at most 50 characters.
    case sentenceLength = "EJ01"
    /// A sentence has at most 30 morae; 24 are better.
    case sentenceMorae = "EJ02"
    /// One subject and predicate a sentence: at most one of が、, ので, ため, けれど, ば、.
    case clauses = "EJ03"
    /// At most 4 kanji a sentence in an emergency, never more than 13.
    case kanjiCount = "EJ04"
    /// Every kanji has a reading.
    case readings = "EJ05"
    /// Spaces before each independent word, before ください and ところ.
    case spaces = "EJ06"
    /// A sentence ends with です, ます or ください.
    case endings = "EJ07"
    /// No double negative.
    case doubleNegative = "EJ08"
    /// No passive, no causative.
    case voice = "EJ09"
    /// No honorific or humble speech.
    case honorifics = "EJ10"
    /// Years of the common era; an era's year only beside one.
    case eras = "EJ11"
    /// Dates as 2026年11月23日, without slash, hyphen or dot.
    case dates = "EJ12"
    /// Times of twelve hours with 午前 or 午後.
    case times = "EJ13"
    /// から and まで instead of a tilde.
    case ranges = "EJ14"
    /// No Latin words but names.
    case latin = "EJ15"
    /// Katakana words from a list alone.
    case katakana = "EJ16"
    /// Terms of disasters are explained at their first use.
    case terms = "EJ17"
    /// No onomatopoeia and no vague words.
    case vagueness = "EJ18"
    /// Words of JLPT N5 and N4, and those of the project's list.
    case vocabulary = "EJ19"
    /// The first sentence has the action, and a warning level of 3 to 5.
    case firstSentence = "EJ20"

    /// Whether a text that breaks it must not go out, or somebody should think again.
    ///
    /// Of ``kanjiCount`` the second bound blocks; the first is advice.
    public var severity: LintSeverity {
        switch self {
        case .sentenceLength, .readings, .endings, .doubleNegative, .honorifics, .eras, .dates, .times, .ranges, .terms,
            .firstSentence:
            .blocking
        case .sentenceMorae, .clauses, .kanjiCount, .spaces, .voice, .latin, .katakana, .vagueness, .vocabulary:
            .advice
        }
    }
}

/// How much a finding weighs.
public enum LintSeverity: String, Sendable, Hashable, Codable {
    /// The text must not go out.
    case blocking
    /// Somebody should think again.
    case advice
}
