// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// Bodies without their Content-Transfer-Encoding, RFC 2045 section 6.
enum TransferDecoding {
    static func decoded(_ body: ArraySlice<UInt8>, encoding: String) -> [UInt8] {
        switch encoding.lowercased() {
        case "base64": Data(base64Encoded: Data(body), options: .ignoreUnknownCharacters).map { Array($0) } ?? []
        case "quoted-printable": quotedPrintable(Array(body))
        default: Array(body)
        }
    }

    /// RFC 2045 section 6.7; what is not an escape stays.
    static func quotedPrintable(_ bytes: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let rest = bytes[index...]
            if rest.starts(with: "=\r\n".utf8) {
                index += 3
            } else if rest.starts(with: "=\n".utf8) {
                index += 2
            } else if rest.count >= 3, bytes[index] == UInt8(ascii: "="),
                let octet = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
            {
                plain.append(octet)
                index += 3
            } else {
                plain.append(bytes[index])
                index += 1
            }
        }
        return plain
    }
}
