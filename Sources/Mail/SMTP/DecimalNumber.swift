// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Whole numbers as ASCII digits, without a String between.
enum DecimalNumber {
    /// Appends a number that is not negative.
    static func append(_ number: Int, to buffer: inout [UInt8]) {
        if number >= 10 { append(number / 10, to: &buffer) }
        buffer.append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}
