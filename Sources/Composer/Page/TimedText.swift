// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization

/// A text in pieces, those that name a date with the date.
struct TimedText {
    struct Piece {
        let words: RubyText
        let date: Date?
    }

    private(set) var pieces: [Piece] = []

    /// - Parameters:
    ///   - times: what dates are called, the longest first.
    ///   - hasReadings: whether the text has reading markup; braces mean nothing elsewhere.
    init(_ text: RubyText, times: [(words: RubyText, date: Date)], hasReadings: Bool) {
        let names = times.map { (name: hasReadings ? $0.words.markup : $0.words.plain, date: $0.date) }
        var rest = hasReadings ? text.markup[...] : text.plain[...]
        func piece(_ part: Substring, _ date: Date?) -> Piece {
            let plain = RubyText(plain: String(part))
            return Piece(words: hasReadings ? (try? RubyText(parsing: String(part))) ?? plain : plain, date: date)
        }
        while let (range, date) = Self.first(of: names, in: rest) {
            if range.lowerBound > rest.startIndex { pieces.append(piece(rest[..<range.lowerBound], nil)) }
            pieces.append(piece(rest[range], date))
            rest = rest[range.upperBound...]
        }
        if !rest.isEmpty { pieces.append(piece(rest, nil)) }
    }

    /// The first name that stands in a text; where two begin together the longer.
    private static func first(
        of names: [(name: String, date: Date)],
        in text: Substring
    ) -> (Range<Substring.Index>, Date)? {
        var found: (range: Range<Substring.Index>, date: Date)?
        for (name, date) in names {
            for range in text.ranges(of: name) where !isPartOfNumber(range, text) {
                if found.map({ range.lowerBound < $0.range.lowerBound }) ?? true { found = (range, date) }
                break
            }
        }
        return found.map { ($0.range, $0.date) }
    }

    /// Whether digits go on beyond the range: 9:10 is not found in 19:10.
    private static func isPartOfNumber(_ range: Range<Substring.Index>, _ text: Substring) -> Bool {
        let before = text[..<range.lowerBound].last?.isNumber == true && text[range].first?.isNumber == true
        let behind = text[range.upperBound...].first?.isNumber == true && text[range].last?.isNumber == true
        return before || behind
    }
}
