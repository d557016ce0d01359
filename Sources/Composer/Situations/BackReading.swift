// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Localization

/// What a language says of a message, phrase by phrase, and the Japanese of exactly these phrases and slots.
public struct BackReading: Sendable, Hashable, Codable {
    /// A phrase.
    public struct Line: Sendable, Hashable, Codable {
        /// Where it stands: subject, lead, actions, facts.
        public let section: String
        /// The phrase's key.
        public let key: String
        /// What the language says; empty where it does not have the phrase.
        public let words: String
        /// The same in Japanese: where the language leaves out a slot, 〔…〕 stands for it.
        public let japanese: String
        /// What an officer should know of it.
        public let remarks: [String]
    }

    /// The language.
    public let language: Language
    /// The phrases, in the order of the message.
    public let lines: [Line]
    /// Phrases that the language lacks: the whole message goes out in easy Japanese and English instead.
    public let missing: [PhraseGap]
}
