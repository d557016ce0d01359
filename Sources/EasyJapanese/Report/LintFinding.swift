// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A place of a text where a rule is broken.
public struct LintFinding: Sendable, Hashable, Encodable {
    /// The rule that is broken.
    public let rule: Rule
    /// Whether the text must not go out with it.
    public let severity: LintSeverity
    /// Where, in the text as it was given, markup included.
    public let place: Place
    /// The text there.
    public let text: String
    /// What is wrong.
    public let message: String
    /// What may stand there instead, with markup; none where no rewriting fits everywhere, empty to leave it out.
    public let suggestion: String?
}

/// A stretch of a text, in grapheme clusters: what a reader counts as characters. `\r\n` is one.
public struct Place: Sendable, Hashable, Encodable {
    /// The line, from 1.
    public let line: Int
    /// The character in its line, from 1.
    public let column: Int
    /// How many characters of the text stand before it.
    public let offset: Int
    /// How many characters it has.
    public let length: Int

    /// A stretch of a text.
    public init(line: Int, column: Int, offset: Int, length: Int) {
        self.line = line
        self.column = column
        self.offset = offset
        self.length = length
    }
}
