// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization

/// Turns Japanese into what a voice can read: readings for words that have one, words for numbers and units.
struct JapaneseSpeech {
    /// Names of places and how they are read, the longest first.
    let readings: [(name: String, reading: String)]

    func spoken(_ text: RubyText) -> String {
        var words = ""
        for segment in text.segments {
            switch segment {
            case .plain(let plain): words += named(plain)
            case .ruby(let base, let reading):
                // A counter is read with the number before it: 41｛分｜ぷん｝ is よんじゅういっぷん.
                let isCounter = words.last?.isASCIIDigit == true && JapaneseCounter(rawValue: base) != nil
                words += isCounter ? base : reading
            }
        }
        return Self.numbers(in: words)
    }

    private func named(_ text: String) -> String {
        guard !readings.isEmpty else { return text }
        var spoken = ""
        var rest = text[...]
        scan: while let character = rest.first {
            for (name, reading) in readings where rest.hasPrefix(name) {
                spoken += reading
                rest = rest.dropFirst(name.count)
                continue scan
            }
            spoken.append(character)
            rest = rest.dropFirst()
        }
        return spoken
    }

    // MARK: Numbers

    /// A text with its numbers, their counters and the days of the week in brackets as words.
    static func numbers(in text: String) -> String {
        var spoken = ""
        var rest = text[...]
        while let first = rest.first {
            if let day = weekday(at: rest) {
                spoken += "、\(day)、"
                rest = rest.dropFirst(3)
            } else if let (word, length) = prefix(at: rest) {
                spoken += word
                rest = rest.dropFirst(length)
            } else if first.isASCIIDigit {
                let digits = number(at: rest)
                rest = rest.dropFirst(digits.count)
                let plain = digits.filter { $0 != "," }
                if let counter = JapaneseCounter.allCases.first(where: { rest.hasPrefix($0.rawValue) }) {
                    spoken += counter.reading(plain)
                    rest = rest.dropFirst(counter.rawValue.count)
                } else {
                    spoken += JapaneseNumber.reading(plain)
                }
            } else {
                spoken.append(first)
                rest = rest.dropFirst()
            }
        }
        return spoken
    }

    /// Digits with commas between thousands and at most one point.
    private static func number(at text: Substring) -> Substring {
        var end = text.startIndex
        var hasPoint = false
        while end < text.endIndex {
            let character = text[end]
            let next = text.index(after: end)
            let goesOn = next < text.endIndex && text[next].isASCIIDigit
            if character == ".", goesOn, !hasPoint {
                hasPoint = true
            } else if !(character.isASCIIDigit || (character == "," && goesOn && !hasPoint)) {
                break
            }
            end = next
        }
        return text[..<end]
    }

    /// Letters that are read as a word before a number.
    private static func prefix(at text: Substring) -> (String, Int)? {
        if text.hasPrefix("PM"), text.dropFirst(2).first?.isASCIIDigit == true { return ("ピーエム", 2) }
        if text.hasPrefix("M"), text.dropFirst().first?.isASCIIDigit == true { return ("マグニチュード", 1) }
        return nil
    }

    private static func weekday(at text: Substring) -> String? {
        guard text.first == "（", text.dropFirst(2).first == "）", let name = text.dropFirst().first else { return nil }
        let names: [Character: String] = [
            "月": "げつようび", "火": "かようび", "水": "すいようび", "木": "もくようび", "金": "きんようび", "土": "どようび",
            "日": "にちようび",
        ]
        return names[name]
    }
}

extension Character {
    /// 0 to 9.
    var isASCIIDigit: Bool { isASCII && isNumber }
}
