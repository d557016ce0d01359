// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Why a document is no CAP message, or a message none that may be sent: what, where, what to do.
public struct CAPError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public let what: String
    /// The line, counted from 1, where known.
    public let line: Int?

    /// A fault.
    public init(_ what: String, line: Int? = nil) {
        self.what = what
        self.line = line
    }

    /// One sentence for whoever sent it.
    public var description: String {
        (line.map { "line \($0): " } ?? "") + what
    }
}
