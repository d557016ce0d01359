// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization

/// A text with readings, taken apart so that each character knows where it stood.
///
/// Markup is `{漢字|かんじ}` or `｛漢字｜かんじ｝`, as ``Localization/RubyText`` reads it. What that refuses is a fault here,
/// and reading goes on: an officer wants to see everything that is wrong. A reading stays on its line and has at most
/// ``longest`` characters with its word, so that a brace that nobody closed costs no more than that.
struct MarkedText {
    /// A character that a reader sees.
    struct Letter {
        let character: Character
        /// Its place among the characters of the text, markup included.
        let offset: Int
        /// The reading over it, by its number.
        let ruby: Int?
    }

    /// A word with its reading.
    struct Ruby {
        let letters: Range<Int>
        let reading: String
        /// From brace to brace.
        let range: Range<Int>
    }

    /// Markup that cannot be read.
    struct Fault {
        let offset: Int
        let message: String
    }

    /// A word with its reading has no more characters.
    static let longest = 200

    /// The text, character by character.
    let source: [Character]
    private(set) var letters: [Letter] = []
    private(set) var rubies: [Ruby] = []
    private(set) var faults: [Fault] = []
    /// Whether the text is written with the full-width marks.
    let isFullWidth: Bool
    private let lineStarts: [Int]

    init(_ text: String) {
        let source = Array(text)
        self.source = source
        isFullWidth = source.contains(Marks.fullWidth.open)
        lineStarts = [0] + source.indices.filter { source[$0].isNewline }.map { $0 + 1 }
        var index = 0
        // Braces that close what was already told to be wrong.
        var toClose = 0
        while index < source.count {
            let character = source[index]
            if let marks = Marks.opening(character) {
                switch Self.ruby(in: source, at: index, marks: marks) {
                case .success(let (bar, close)):
                    let first = letters.count
                    for place in (index + 1)..<bar {
                        letters.append(Letter(character: source[place], offset: place, ruby: rubies.count))
                    }
                    rubies.append(
                        Ruby(
                            letters: first..<letters.count,
                            reading: String(source[(bar + 1)..<close]),
                            range: index..<(close + 1)
                        )
                    )
                    index = close
                case .failure(let error):
                    faults.append(Fault(offset: index, message: error.description))
                    toClose += 1
                }
            } else if Marks.isClosing(character) {
                if toClose > 0 {
                    toClose -= 1
                } else {
                    faults.append(Fault(offset: index, message: RubyError.unopened(at: index).description))
                }
            } else if toClose == 0 || !Marks.isBar(character) {
                if character.isNewline { toClose = 0 }
                letters.append(Letter(character: character, offset: index, ruby: nil))
            }
            index += 1
        }
    }

    /// Where bar and closing brace stand, of markup that opens at a place.
    private static func ruby(
        in source: [Character],
        at open: Int,
        marks: Marks
    ) -> Result<(bar: Int, close: Int), RubyError> {
        var bar: Int?
        for index in (open + 1)..<min(source.count, open + 2 + longest) {
            let character = source[index]
            if Marks.opening(character) != nil { return .failure(.nested(at: open)) }
            switch character {
            case marks.bar:
                if bar != nil { return .failure(.malformed(at: open)) }
                if index == open + 1 { return .failure(.emptyBase(at: open)) }
                bar = index
            case marks.close:
                guard let bar else { return .failure(.malformed(at: open)) }
                if index == bar + 1 { return .failure(.emptyReading(at: open)) }
                return .success((bar, index))
            default:
                if Marks.isClosing(character) || character.isNewline { return .failure(.unclosed(at: open)) }
                if Marks.isBar(character) { return .failure(.malformed(at: open)) }
            }
        }
        return .failure(.unclosed(at: open))
    }
}

extension MarkedText {
    /// A stretch of the source as a place with line and column.
    func place(_ range: Range<Int>) -> Place {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= range.lowerBound { low = middle } else { high = middle }
        }
        return Place(
            line: low + 1,
            column: range.lowerBound - lineStarts[low] + 1,
            offset: range.lowerBound,
            length: range.count
        )
    }

    /// The stretch of the source that holds some letters, with the whole markup of each.
    func sourceRange(of range: Range<Int>) -> Range<Int> {
        guard let first = range.first, let last = range.last else { return 0..<0 }
        let start = letters[first].ruby.map { rubies[$0].range.lowerBound } ?? letters[first].offset
        let end = letters[last].ruby.map { rubies[$0].range.upperBound } ?? letters[last].offset + 1
        return start..<end
    }

    /// Whether no reading stands over letters of both sides of either end.
    func isWhole(_ range: Range<Int>) -> Bool {
        guard let first = range.first, let last = range.last else { return false }
        return [letters[first], letters[last]].allSatisfy { letter in
            guard let ruby = letter.ruby else { return true }
            return range.lowerBound <= rubies[ruby].letters.lowerBound
                && rubies[ruby].letters.upperBound <= range.upperBound
        }
    }
}

/// The signs that markup is made of.
struct Marks {
    let open: Character
    let bar: Character
    let close: Character

    static let ascii = Marks(open: "{", bar: "|", close: "}")
    static let fullWidth = Marks(open: "｛", bar: "｜", close: "｝")

    static func opening(_ character: Character) -> Marks? {
        switch character {
        case ascii.open: ascii
        case fullWidth.open: fullWidth
        default: nil
        }
    }

    static func isClosing(_ character: Character) -> Bool {
        character == ascii.close || character == fullWidth.close
    }

    static func isBar(_ character: Character) -> Bool { character == ascii.bar || character == fullWidth.bar }

    /// A text in ASCII markup in this one.
    func markup(_ text: String) -> String {
        guard open != Marks.ascii.open else { return text }
        let own = [Marks.ascii.open: self.open, Marks.ascii.bar: bar, Marks.ascii.close: close]
        return String(text.map { own[$0] ?? $0 })
    }
}
