// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The boundary of a multipart message (RFC 2046 section 5.1.1), from its content: the same content, the same bytes.
enum MIMEBoundary {
    static func text(for content: MessageTemplate.Content) -> String {
        var salt: UInt64 = 0
        while true {
            let boundary = "shirase-" + digest(content, salt: salt)
            // A text that holds its own boundary has to be made on purpose; the next salt is then not in it.
            if !content.text.contains(boundary), content.html?.contains(boundary) != true { return boundary }
            salt += 1
        }
    }

    /// FNV-1a (draft-eastlake-fnv) twice with different bases: 128 bits to tell contents apart, not to withstand anyone.
    private static func digest(_ content: MessageTemplate.Content, salt: UInt64) -> String {
        var left: UInt64 = 0xcbf2_9ce4_8422_2325 ^ salt
        var right: UInt64 = 0x6c62_272e_07bb_0142 ^ salt
        for part in [content.subject, content.text, content.html ?? "", content.languageTag] {
            for byte in part.utf8 {
                left = (left ^ UInt64(byte)) &* 0x100_0000_01b3
                right = (right ^ UInt64(byte)) &* 0x100_0000_01b3
            }
            left = (left ^ 0xFF) &* 0x100_0000_01b3
            right = (right &+ 0xFF) &* 0x100_0000_01b3
        }
        return hexadecimal(left) + hexadecimal(right)
    }

    private static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
