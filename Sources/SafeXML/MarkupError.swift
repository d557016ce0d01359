// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Why a document was not read: what, where, and what to do.
public struct MarkupError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The sort of fault.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// No bytes.
        case empty
        /// More bytes than allowed.
        case tooLarge = "too-large"
        /// Another encoding, or compressed.
        case notUTF8 = "not-utf-8"
        /// A DTD or a declaration that belongs into one.
        case documentType = "document-type"
        /// A processing instruction.
        case processingInstruction = "processing-instruction"
        /// An entity that XML does not define by itself.
        case entity
        /// Nested too deep.
        case tooDeep = "too-deep"
        /// Too many elements or attributes.
        case tooManyElements = "too-many-elements"
        /// Too much text in one element.
        case textTooLong = "text-too-long"
        /// It stops before its end.
        case truncated
        /// Not well-formed.
        case malformed
        /// Well-formed, but not the sort of document that was expected.
        case unexpectedDocument = "unexpected-document"
        /// A value that must be there is not.
        case missing
        /// A value that is there cannot be understood.
        case unreadable
    }

    /// The sort of fault.
    public let code: Code
    /// What is wrong.
    public let what: String
    /// The line, counted from 1, where known.
    public let line: Int?
    /// The column in bytes, counted from 1, where known.
    public let column: Int?
    /// What to do about it.
    public let remedy: String

    /// A fault; the texts are whole phrases without a full stop.
    public init(_ code: Code, _ what: String, line: Int? = nil, column: Int? = nil, remedy: String) {
        self.code = code
        self.what = what
        self.line = line
        self.column = column
        self.remedy = remedy
    }

    /// One sentence for the operator: place, fault, remedy.
    public var description: String {
        let place =
            switch (line, column) {
            case (let line?, let column?): "line \(line), column \(column): "
            case (let line?, nil): "line \(line): "
            default: ""
            }
        return "\(place)\(what); \(remedy) [\(code.rawValue)]"
    }
}
