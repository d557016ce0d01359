// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Sentences of a text, for shapes that keep or pause at whole ones.
enum Sentences {
    /// The sentences, without the spaces between them.
    ///
    /// A full stop ends one only before a space and behind a word of two letters or more: `p.m.`, `น.` and `ค.ศ.` go on.
    static func split(_ text: String) -> [String] {
        let characters = Array(text)
        var sentences: [String] = []
        var start = 0
        var index = 0
        while index < characters.count {
            guard ends(characters, at: index) else {
                index += 1
                continue
            }
            index += 1
            while index < characters.count, "」』）)”’\"〉】".contains(characters[index]) { index += 1 }
            add(characters[start..<index], to: &sentences)
            start = index
        }
        add(characters[start...], to: &sentences)
        return sentences
    }

    /// What stands between two sentences of a paragraph.
    static func gap(isEastAsian: Bool) -> String { isEastAsian ? "" : " " }

    private static func add(_ sentence: ArraySlice<Character>, to sentences: inout [String]) {
        let trimmed = String(sentence).trimmingSpaces()
        if !trimmed.isEmpty { sentences.append(trimmed) }
    }

    private static func ends(_ characters: [Character], at index: Int) -> Bool {
        switch characters[index] {
        case "。", "！", "？", "।", "။", "។": return true
        case "!", "?": return index + 1 < characters.count && characters[index + 1] == " "
        case ".":
            guard index + 1 < characters.count, characters[index + 1] == " " else { return false }
            let word = characters[..<index].reversed().prefix { !$0.isWhitespace && $0 != "." }
            return word.count > 1 || word.first?.isNumber == true
        default: return false
        }
    }
}

extension String {
    /// The text without white space at its ends.
    func trimmingSpaces() -> String {
        let start = drop { $0.isWhitespace }
        return String(start.dropLast(start.reversed().prefix { $0.isWhitespace }.count))
    }
}
