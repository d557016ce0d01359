// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Something in a translation that a translator should look at.
public struct Finding: Hashable, Sendable, Encodable {
    /// Whether the text can go out as it is.
    public enum Severity: String, Sendable, Encodable {
        case error
        case warning
    }

    /// What was looked at.
    public enum Rule: String, Sendable, Encodable, CaseIterable {
        /// The file cannot be read as PO, or is not there.
        case file
        /// `Language`, the other fields, sign-off of the whole file.
        case header
        /// Keys that stand twice, or that the Japanese file does not have.
        case key
        case missing
        /// Fuzzy, or translated from another Japanese than there is now.
        case stale
        /// Sign-off that cannot be read, or that is void.
        case signOff = "sign-off"
        /// ICU cannot read the pattern.
        case syntax
        case arguments
        /// Plural keywords of the language that are not there.
        case plural
        case select
        /// HTML.
        case markup
        /// Control characters, and those that turn the direction of text.
        case characters
        case printf
        case readings
        /// Japanese that was left in.
        case untranslated
        /// Subjects that are too long.
        case subject
    }

    /// What was looked at.
    public let rule: Rule
    /// How bad it is.
    public let severity: Severity
    /// The file, such as `Locales/alerts/en.po`.
    public let file: String
    /// The line, counted from 1; 0 if it is no line's.
    public let line: Int
    /// The phrase, where one is concerned.
    public let key: String?
    /// What is wrong.
    public let problem: String
    /// What to do.
    public let remedy: String
}

extension Finding: CustomStringConvertible {
    /// `file:line: key: error: problem; remedy`.
    public var description: String {
        let place = line > 0 ? "\(file):\(line)" : file
        let phrase = key.map { "\($0): " } ?? ""
        return "\(place): \(phrase)\(severity.rawValue): \(problem); \(remedy)"
    }
}

extension Finding: Comparable {
    /// By file, line and rule.
    public static func < (left: Finding, right: Finding) -> Bool {
        (left.file, left.line, left.rule.rawValue, left.problem) < (
            right.file, right.line, right.rule.rawValue, right.problem
        )
    }
}
