// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Localization

/// A phrase that a language does not have ready, so that a message had to be written in others.
public struct PhraseGap: Sendable, Hashable, Codable, CustomStringConvertible {
    /// Why it is not ready.
    public enum Status: String, Sendable, Hashable, Codable {
        /// Not translated.
        case missing
        /// Marked fuzzy, or translated from another Japanese than there is now.
        case fuzzy
        /// No native has signed it off, and the city holds such text back for this hazard.
        case unsigned
    }

    /// The phrase's key.
    public let key: String
    /// The language that lacks it.
    public let language: Language
    /// Why it is not ready.
    public let status: Status

    /// Names a gap.
    public init(key: String, language: Language, status: Status) {
        self.key = key
        self.language = language
        self.status = status
    }

    /// "earthquake.lead.city in ne: missing"
    public var description: String { "\(key) in \(language): \(status.rawValue)" }
}
