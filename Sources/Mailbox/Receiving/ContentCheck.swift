// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Glibc

/// The rules of RFC 5321 sections 2.3.8, 4.5.2 and 4.5.3.1.6 for the content of a mail.
enum ContentCheck {
    static let maximumLineLength = 998

    /// The reply that refuses the content; nil if every line is in order.
    static func fault(in content: [UInt8]) -> String? {
        content.withUnsafeBytes { bytes in
            var line = 0
            while line < bytes.count {
                guard let base = bytes.baseAddress,
                    let found = memchr(base + line, 0x0A, bytes.count - line)
                else { return "550 5.6.0 the last line has no end" }
                let end = UnsafeRawPointer(found) - base
                guard end > line, bytes[end - 1] == 0x0D else { return "550 5.6.0 a bare line feed" }
                if memchr(base + line, 0x0D, end - 1 - line) != nil { return "550 5.6.0 a bare carriage return" }
                // A stuffed dot is on the wire only.
                let stuffing = bytes[line] == UInt8(ascii: ".") ? 1 : 0
                guard end - 1 - line - stuffing <= maximumLineLength else {
                    return "550 5.6.0 a line of more than \(maximumLineLength) octets"
                }
                line = end + 1
            }
            return nil
        }
    }

    /// The content without the dots that only the wire needs; its lines are in order.
    static func unstuffed(_ content: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(content.count)
        content.withUnsafeBytes { bytes in
            var copied = 0
            var search = 0
            while let base = bytes.baseAddress, search < bytes.count,
                let found = memchr(base + search, Int32(UInt8(ascii: ".")), bytes.count - search)
            {
                let dot = UnsafeRawPointer(found) - base
                if dot == 0 || bytes[dot - 1] == 0x0A {
                    plain.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[copied..<dot]))
                    copied = dot + 1
                    // The dot behind a stuffed one belongs to the line.
                    search = dot + 2
                } else {
                    search = dot + 1
                }
            }
            plain.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[min(copied, bytes.count)...]))
        }
        return plain
    }
}
