// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A run of digits in a sentence.
struct Numeral {
    let range: Range<Int>
    /// Its value; nil beyond nine digits.
    let value: Int?

    /// The runs of digits, from the left.
    static func all(in characters: [Character]) -> [Numeral] {
        var found: [Numeral] = []
        var start: Int?
        for index in 0...characters.count {
            if index < characters.count, isDigit(characters[index]) {
                start = start ?? index
            } else if let first = start {
                let value = index - first <= 9 ? Int(String(characters[first..<index])) : nil
                found.append(Numeral(range: first..<index, value: value))
                start = nil
            }
        }
        return found
    }

    static func isDigit(_ character: Character) -> Bool {
        character.asciiValue.map { (0x30...0x39).contains($0) } ?? false
    }
}
