// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Why a text with readings cannot be read, and where.
public enum RubyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A brace opens here and never closes.
    case unclosed(at: Int)
    /// A brace closes here that never opened.
    case unopened(at: Int)
    /// The markup that opens here holds another one.
    case nested(at: Int)
    /// The markup that opens here has no bar between base and reading, or more than one.
    case malformed(at: Int)
    /// The markup that opens here has nothing before its bar.
    case emptyBase(at: Int)
    /// The markup that opens here has nothing after its bar.
    case emptyReading(at: Int)

    /// How many characters stand before the fault.
    public var position: Int {
        switch self {
        case .unclosed(let at), .unopened(let at), .nested(let at), .malformed(let at), .emptyBase(let at),
            .emptyReading(let at):
            at
        }
    }

    /// What is wrong, where (counted from 1) and what to write instead.
    public var description: String {
        let place = "at character \(position + 1)"
        switch self {
        case .unclosed: return "reading markup \(place) is not closed; write ｛漢字｜かな｝"
        case .unopened: return "brace \(place) closes nothing; remove it"
        case .nested: return "reading markup \(place) holds another one; write one after the other"
        case .malformed: return "reading markup \(place) needs exactly one bar; write ｛漢字｜かな｝"
        case .emptyBase: return "reading markup \(place) has no word before the bar; write ｛漢字｜かな｝"
        case .emptyReading: return "reading markup \(place) has no reading after the bar; write ｛漢字｜かな｝"
        }
    }
}
