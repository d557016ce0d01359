// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Message content on its way to the wire: checked line by line, and behind DATA its dots stuffed, RFC 5321 sections
/// 2.3.8 and 4.5.2.
enum DotStuffing {
    /// The octets that a line may have, CRLF not counted.
    static let maximumLineLength = 998

    /// Whether the content is CRLF lines of at most 998 octets.
    static func isMadeOfLines(_ content: [UInt8]) -> Bool {
        content.withUnsafeBytes { PlainLines.areAll($0) || scan($0) { _ in } }
    }

    /// Appends the content with its dots stuffed and the line that ends it.
    ///
    /// - Returns: false, and `buffer` as it was, if the content is not CRLF lines of at most 998 octets.
    static func append(_ content: [UInt8], to buffer: inout [UInt8]) -> Bool {
        let length = buffer.count
        let isWhole = content.withUnsafeBytes { bytes in
            if PlainLines.areAll(bytes) {
                buffer.append(contentsOf: bytes)
                return true
            }
            var copied = 0
            let isWhole = scan(bytes) { line in
                buffer.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[copied..<line]))
                buffer.append(UInt8(ascii: "."))
                copied = line
            }
            buffer.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[copied...]))
            return isWhole
        }
        guard isWhole else {
            buffer.removeLast(buffer.count - length)
            return false
        }
        buffer.append(contentsOf: ".\r\n".utf8)
        return true
    }

    /// Looks at each line, and tells where one begins with a dot; false if one is none.
    @inline(__always)
    private static func scan(_ bytes: UnsafeRawBufferPointer, _ beginsWithDot: (Int) -> Void) -> Bool {
        var line = 0
        while line < bytes.count {
            guard let end = ByteScan.first(UInt8(ascii: "\n"), in: bytes, from: line, to: bytes.count),
                end > line, end - 1 - line <= maximumLineLength,
                ByteScan.first(UInt8(ascii: "\r"), in: bytes, from: line, to: end) == end - 1
            else { return false }
            if bytes[line] == UInt8(ascii: ".") { beginsWithDot(line) }
            line = end + 1
        }
        return true
    }
}
