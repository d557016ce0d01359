// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Base64 of RFC 4648 section 4, written straight into a buffer.
enum Base64 {
    /// The octets that make a full line of 76 characters, RFC 2045 section 6.8.
    static let octetsPerLine = 57

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Appends the encoding of `bytes`, padded, without line breaks.
    static func append(_ bytes: UnsafeBufferPointer<UInt8>, to buffer: inout [UInt8]) {
        alphabet.withUnsafeBufferPointer { alphabet in
            func digit(_ group: UInt32, _ shift: UInt32) -> UInt8 { alphabet[Int(group >> shift & 63)] }
            var index = 0
            while index + 2 < bytes.count {
                let group = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
                buffer.append(digit(group, 18))
                buffer.append(digit(group, 12))
                buffer.append(digit(group, 6))
                buffer.append(digit(group, 0))
                index += 3
            }
            let left = bytes.count - index
            guard left > 0 else { return }
            let group = UInt32(bytes[index]) << 16 | (left == 2 ? UInt32(bytes[index + 1]) << 8 : 0)
            buffer.append(digit(group, 18))
            buffer.append(digit(group, 12))
            buffer.append(left == 2 ? digit(group, 6) : UInt8(ascii: "="))
            buffer.append(UInt8(ascii: "="))
        }
    }

    /// Appends the encoding in lines of at most 76 characters, each ended by CRLF.
    static func appendLines(_ bytes: UnsafeBufferPointer<UInt8>, to buffer: inout [UInt8]) {
        var start = 0
        while start < bytes.count {
            let end = min(start + octetsPerLine, bytes.count)
            append(UnsafeBufferPointer(rebasing: bytes[start..<end]), to: &buffer)
            buffer.append(UInt8(ascii: "\r"))
            buffer.append(UInt8(ascii: "\n"))
            start = end
        }
    }

    /// The encoding as text, padded, without line breaks.
    static func encoded(_ bytes: [UInt8]) -> String {
        var buffer: [UInt8] = []
        bytes.withUnsafeBufferPointer { append($0, to: &buffer) }
        return String(decoding: buffer, as: UTF8.self)
    }
}
