// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Crypto

/// How many rows a table has, and one SHA-256 over every value of them in the order of the key.
struct TableDigest {
    private(set) var rows = 0
    private var hash = SHA256()

    /// Adds a row: each value with its type and length, so that no two rows read the same.
    mutating func add(_ row: SQLRow) {
        rows += 1
        var bytes: [UInt8] = []
        for value in row.values {
            switch value {
            case .null: bytes.append(0)
            case .integer(let integer): Self.append(1, Self.octets(UInt64(bitPattern: integer)), to: &bytes)
            case .real(let real): Self.append(2, Self.octets(real.bitPattern), to: &bytes)
            case .text(let text): Self.append(3, Array(text.utf8), to: &bytes)
            case .bytes(let octets): Self.append(4, octets, to: &bytes)
            }
        }
        Self.append(5, [], to: &bytes)
        hash.update(data: bytes)
    }

    /// The hash so far, in hexadecimal.
    var text: String {
        hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
    }

    private static func append(_ type: UInt8, _ octets: [UInt8], to bytes: inout [UInt8]) {
        bytes.append(type)
        bytes += Self.octets(UInt64(octets.count))
        bytes += octets
    }

    private static func octets(_ number: UInt64) -> [UInt8] {
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt64($0)) }
    }
}
