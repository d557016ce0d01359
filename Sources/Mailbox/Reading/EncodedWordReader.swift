// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// Encoded words of RFC 2047 read back, in UTF-8, US-ASCII and ISO-8859-1; others stay as they are written.
enum EncodedWordReader {
    static func decoded(_ value: String) -> String {
        var result = ""
        var octets: [UInt8] = []
        var rest = Substring(value)
        while let start = rest.firstRange(of: "=?") {
            let gap = rest[..<start.lowerBound]
            guard let (bytes, end) = word(rest[start.upperBound...]) else {
                result += flushed(&octets) + rest[..<start.upperBound]
                rest = rest[start.upperBound...]
                continue
            }
            // Blanks between two encoded words are not part of the text, RFC 2047 section 6.2.
            if octets.isEmpty || !gap.allSatisfy({ $0 == " " || $0 == "\t" }) { result += flushed(&octets) + gap }
            octets += bytes
            rest = rest[end...]
        }
        return result + flushed(&octets) + rest
    }

    private static func flushed(_ octets: inout [UInt8]) -> String {
        defer { octets = [] }
        return String(decoding: octets, as: UTF8.self)
    }

    /// `charset?encoding?text?=` as UTF-8, and what comes after it.
    private static func word(_ text: Substring) -> ([UInt8], Substring.Index)? {
        let parts = text.split(separator: "?", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, parts[3].first == "=" else { return nil }
        let bytes: [UInt8]? =
            switch parts[1].uppercased() {
            case "B": Data(base64Encoded: String(parts[2])).map { Array($0) }
            case "Q": TransferDecoding.quotedPrintable(Array(parts[2].utf8.map { $0 == 0x5F ? 0x20 : $0 }))
            default: nil
            }
        guard let bytes else { return nil }
        let end = text.index(after: parts[3].startIndex)
        switch parts[0].lowercased() {
        case "utf-8", "us-ascii": return (bytes, end)
        case "iso-8859-1": return (Array(String(bytes.map { Character(Unicode.Scalar($0)) }).utf8), end)
        default: return nil
        }
    }
}
