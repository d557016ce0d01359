// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

extension String {
    /// Without surrounding white space and ends of lines; nil where nothing is left.
    ///
    /// What `trimmingCharacters(in: .whitespacesAndNewlines)` does by way of an NSString. Mostly there is nothing to trim,
    /// and then it is the very same string.
    func trimmingBlanks() -> String? {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.isBlank }),
            let last = scalars.lastIndex(where: { !$0.isBlank })
        else { return nil }
        let end = scalars.index(after: last)
        if first == startIndex, end == endIndex { return self }
        return String(scalars[first..<end])
    }
}

extension Unicode.Scalar {
    /// Whether it is in Foundation's `CharacterSet.whitespacesAndNewlines`.
    fileprivate var isBlank: Bool {
        switch value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }
}
