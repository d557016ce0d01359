// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The stable name of a phrase, such as `earthquake.lead`: `msgctxt` in the PO files.
public struct PhraseKey: RawRepresentable, Hashable, Sendable, Comparable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    /// The name as it stands in the PO files.
    public let rawValue: String

    /// Takes any name; whether a phrase bears it is the phrase book's to say.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Takes any name.
    public init(stringLiteral value: String) {
        self.init(rawValue: value)
    }

    /// By the order of the names.
    public static func < (left: PhraseKey, right: PhraseKey) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The name.
    public var description: String { rawValue }
}
