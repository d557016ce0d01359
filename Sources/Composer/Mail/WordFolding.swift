// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization

/// Folds easy Japanese between its words, which stand apart, and never between a word and its reading.
enum WordFolding {
    /// Lines of at most so many columns; a word that is wider than a line is cut as other Japanese is.
    static func fold(_ text: String, columns: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var width = 0
        for word in words(of: text) {
            let space = word.isApart && !line.isEmpty ? 1 : 0
            let wide = TextWidth.columns(word.text, ambiguousIsWide: true)
            if !line.isEmpty, width + space + wide > columns {
                lines.append(line)
                (line, width) = ("", 0)
            } else if space > 0 {
                line += " "
                width += 1
            }
            if wide > columns {
                var parts = LineFolding.fold(word.text, columns: columns, language: .easyJapanese)
                line = parts.popLast() ?? ""
                lines += parts
                width = TextWidth.columns(line, ambiguousIsWide: true)
            } else {
                line += word.text
                width += wide
            }
        }
        return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
    }

    private struct Word {
        let text: String
        /// Whether a space stands before it; without one it follows a full stop or a colon.
        let isApart: Bool
    }

    private static func words(of text: String) -> [Word] {
        text.split(separator: " ").flatMap { piece -> [Word] in
            var words: [Word] = []
            var rest = piece
            while let stop = rest.firstIndex(where: { $0 == "。" || $0 == "：" }) {
                let end = rest.index(after: stop)
                words.append(Word(text: String(rest[..<end]), isApart: words.isEmpty))
                rest = rest[end...]
            }
            if !rest.isEmpty { words.append(Word(text: String(rest), isApart: words.isEmpty)) }
            return words
        }
    }
}
