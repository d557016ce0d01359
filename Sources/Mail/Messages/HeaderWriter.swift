// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// One header field after another, in ASCII and folded: RFC 5322 section 2.2.3, RFC 2047.
struct HeaderWriter {
    /// Where lines are folded, CRLF not counted; RFC 5322 section 2.1.1.
    static let lineLength = 78
    /// Where lines with encoded words are folded, RFC 2047 section 2.
    static let encodedLineLength = 76

    private(set) var bytes: [UInt8] = []

    /// Writes a value that is already in its form on the wire, on one line.
    mutating func append(_ name: String, literal value: String) {
        bytes += "\(name): \(value)\r\n".utf8
    }

    /// Writes free text: as it is where it is plain ASCII, else all of it in encoded words.
    mutating func append(_ name: String, text: String) throws(MessageError) {
        try Self.check(text, header: name)
        bytes += "\(name):".utf8
        let column = name.utf8.count + 1
        if Self.isPlain(text, column: column) {
            appendFolded(text, column: column)
        } else {
            _ = appendEncoded(text, column: column)
        }
        endLine()
    }

    /// Writes a display name and what follows it, as `From` and `List-Id` have it.
    mutating func append(_ name: String, phrase: String, angled inner: String) throws(MessageError) {
        try Self.check(phrase, header: name)
        try Self.check(inner, header: name)
        bytes += "\(name):".utf8
        guard !phrase.isEmpty else {
            bytes += " \(inner)\r\n".utf8
            return
        }
        let start = name.utf8.count + 1
        let column: Int
        var limit = Self.lineLength
        if let quoted = Self.quotedPhrase(phrase), start + 1 + quoted.utf8.count <= Self.lineLength {
            bytes += " \(quoted)".utf8
            column = start + 1 + quoted.utf8.count
        } else {
            column = appendEncoded(phrase, column: start)
            limit = Self.encodedLineLength
        }
        if column + 3 + inner.utf8.count > limit { endLine() }
        bytes += " <\(inner)>".utf8
        endLine()
    }

    /// Refuses what would begin another line somewhere between here and the reader: controls and Unicode's own breaks.
    static func check(_ value: String, header: String) throws(MessageError) {
        for scalar in value.unicodeScalars {
            switch scalar.value {
            case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: throw .controlCharacter(header: header)
            default: continue
            }
        }
    }

    private mutating func endLine() {
        bytes += [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
    }

    /// Whether the text survives as it is: ASCII, nothing that reads as an encoded word, and words that fit a line.
    private static func isPlain(_ text: String, column: Int) -> Bool {
        guard text.utf8.allSatisfy({ $0 < 0x80 }), !text.contains("=?") else { return false }
        guard text.first != " ", text.last != " ", !text.contains("  ") else { return false }
        var isFirst = true
        return text.split(separator: " ").allSatisfy { word in
            defer { isFirst = false }
            return word.utf8.count + 1 <= lineLength - (isFirst ? column : 0)
        }
    }

    private mutating func appendFolded(_ text: String, column start: Int) {
        var column = start
        for word in text.split(separator: " ") {
            if column + 1 + word.utf8.count > Self.lineLength {
                endLine()
                column = 0
            }
            bytes += " \(word)".utf8
            column += 1 + word.utf8.count
        }
    }

    /// Returns the column that the last line has come to.
    private mutating func appendEncoded(_ text: String, column: Int) -> Int {
        let firstOctets = max(0, (Self.encodedLineLength - column - 1 - 12) / 4 * 3)
        var column = column
        for (index, word) in EncodedWord.words(for: text, firstOctets: firstOctets).enumerated() {
            if index > 0 || column + 1 + word.utf8.count > Self.encodedLineLength {
                endLine()
                column = 0
            }
            bytes += " \(word)".utf8
            column += 1 + word.utf8.count
        }
        return column
    }

    /// An ASCII phrase as atoms or as a quoted string, RFC 5322 section 3.2.5; nil where encoded words are needed.
    private static func quotedPhrase(_ phrase: String) -> String? {
        guard phrase.utf8.allSatisfy({ $0 < 0x80 }), !phrase.contains("=?") else { return nil }
        guard phrase.first != " ", phrase.last != " ", !phrase.contains("  ") else { return nil }
        if phrase.utf8.allSatisfy({ EmailAddress.isAtomText($0) || $0 == UInt8(ascii: " ") }) { return phrase }
        var quoted = "\""
        for character in phrase {
            if character == "\"" || character == "\\" { quoted.append("\\") }
            quoted.append(character)
        }
        return quoted + "\""
    }
}
