// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

extension Collection<UInt8> {
    /// The bytes as lower-case hexadecimal digits.
    var hexadecimal: String {
        String(unsafeUninitializedCapacity: 2 * count) { digits in
            var end = 0
            for byte in self {
                digits[end] = (byte >> 4).hexadecimalDigit
                digits[end + 1] = (byte & 15).hexadecimalDigit
                end += 2
            }
            return end
        }
    }
}

extension UInt8 {
    /// The digit of a number below 16.
    var hexadecimalDigit: UInt8 {
        self < 10 ? UInt8(ascii: "0") + self : UInt8(ascii: "a") + self - 10
    }
}

extension [UInt8] {
    /// Reads hexadecimal digits; nil for an odd count or anything else.
    init?(hexadecimal text: String) {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        self = []
        reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Self.nibble(digits[index]), let low = Self.nibble(digits[index + 1]) else { return nil }
            append(high << 4 | low)
        }
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
