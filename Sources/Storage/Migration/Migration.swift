// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// One numbered step of the schema; never edited after a release.
public struct Migration: Sendable, Hashable {
    /// Its place in the order, counted over all rooms.
    public let number: Int
    /// What it is for, in a few words.
    public let purpose: String
    /// The statements, with `%IDENTITY%` and `%BYTES%` where the engines differ.
    public let statements: [String]

    /// A step of the schema.
    public init(number: Int, purpose: String, statements: [String]) {
        self.number = number
        self.purpose = purpose
        self.statements = statements
    }

    /// A fingerprint of the statements (FNV-1a), to notice an edited step.
    var fingerprint: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in statements.joined(separator: ";").utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return String(hash, radix: 16)
    }
}
