// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A reply that breaks RFC 5321 section 4.2: the conversation cannot go on.
public enum SMTPReplyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A line that does not begin with a code, or one of another code than the line before.
    case malformed
    /// A line of more than `SMTPReplyParser.maximumLineLength` octets.
    case lineTooLong
    /// A reply of more than `SMTPReplyParser.maximumLines` lines.
    case tooManyLines

    /// What the server did.
    public var description: String {
        switch self {
        case .malformed: "the server's reply is not one of SMTP"
        case .lineTooLong: "the server's reply has a line of more than \(SMTPReplyParser.maximumLineLength) octets"
        case .tooManyLines: "the server's reply has more than \(SMTPReplyParser.maximumLines) lines"
        }
    }
}

/// Cuts what a server sends into replies, in whatever pieces it comes.
///
/// A line may end in LF alone, as some servers have it; everything else is held to RFC 5321 section 4.2. Replies that
/// read alike share their bytes, so that a run of `250 2.0.0 Ok` costs no memory.
public struct SMTPReplyParser: Sendable {
    /// The octets that one line may have, its end counted.
    public static let maximumLineLength = 4_096
    /// The lines that one reply may have.
    public static let maximumLines = 100

    private var buffer: [UInt8] = []
    private var start = 0
    private var text: [UInt8] = []
    private var code = 0
    private var lineCount = 0
    private var recent: [SMTPReply] = []
    private var nextRecent = 0

    /// A parser that has seen nothing yet.
    public init() {}

    /// Takes what was received.
    public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        if start == buffer.count {
            buffer.removeAll(keepingCapacity: true)
            start = 0
        } else if start > Self.maximumLineLength {
            buffer.removeSubrange(..<start)
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next whole reply, or nil until more is received.
    public mutating func next() throws(SMTPReplyError) -> SMTPReply? {
        while let end = endOfLine() {
            var line = start..<end
            start = end + 1
            guard line.count < Self.maximumLineLength else { throw .lineTooLong }
            if let last = line.last, buffer[last] == UInt8(ascii: "\r") { line = line.dropLast() }
            if try !take(line) { continue }
            defer {
                text.removeAll(keepingCapacity: true)
                lineCount = 0
            }
            return shared()
        }
        guard buffer.count - start < Self.maximumLineLength else { throw .lineTooLong }
        return nil
    }

    private func endOfLine() -> Int? {
        buffer.withUnsafeBytes { bytes in
            ByteScan.first(UInt8(ascii: "\n"), in: bytes, from: start, to: bytes.count)
        }
    }

    /// Takes one line; true if it ends its reply.
    private mutating func take(_ line: Range<Int>) throws(SMTPReplyError) -> Bool {
        guard line.count >= 3 else { throw .malformed }
        var code = 0
        for byte in buffer[line.lowerBound..<(line.lowerBound + 3)] {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { throw .malformed }
            code = code * 10 + Int(byte - UInt8(ascii: "0"))
        }
        guard (200...599).contains(code) else { throw .malformed }
        guard lineCount == 0 || code == self.code else { throw .malformed }
        guard lineCount < Self.maximumLines else { throw .tooManyLines }
        self.code = code
        if lineCount > 0 { text.append(UInt8(ascii: "\n")) }
        lineCount += 1
        guard line.count > 3 else { return true }
        let separator = buffer[line.lowerBound + 3]
        guard separator == UInt8(ascii: " ") || separator == UInt8(ascii: "-") else { throw .malformed }
        text.append(contentsOf: buffer[(line.lowerBound + 4)..<line.upperBound])
        return separator == UInt8(ascii: " ")
    }

    /// The reply, as one of the last few if it reads the same.
    private mutating func shared() -> SMTPReply {
        if let known = recent.first(where: { $0.code == code && $0.bytes == text }) { return known }
        let reply = SMTPReply(code: code, bytes: Array(text))
        // MAIL, RCPT, DATA and the content: a round of four.
        if recent.count < 4 {
            recent.append(reply)
        } else {
            recent[nextRecent] = reply
            nextRecent = (nextRecent + 1) % recent.count
        }
        return reply
    }
}
