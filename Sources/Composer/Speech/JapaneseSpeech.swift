// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization

/// Turns Japanese into what a voice can read: readings for words that have one, words for numbers and units.
struct JapaneseSpeech {
    /// Names of places of this alert; they come before other words of the same length.
    private let names: SpokenWords
    private let words: SpokenWords

    init(names: [(name: String, reading: String)], words: SpokenWords) {
        self.names = SpokenWords(names.map { (word: $0.name, reading: $0.reading) })
        self.words = words
    }

    func spoken(_ text: RubyText) -> String {
        var spoken = ""
        for segment in text.segments {
            switch segment {
            case .plain(let plain): spoken += read(Self.withErasApart(plain))
            case .ruby(let base, let reading):
                // A counter is read with the number before it: 41｛分｜ぷん｝ is よんじゅういっぷん.
                let isCounter = spoken.last?.isASCIIDigit == true && JapaneseCounter(rawValue: base) != nil
                spoken += isCounter ? base : reading
            }
        }
        return Self.numbers(in: spoken)
    }

    /// Words in kana; what is read with a number stays for ``numbers(in:)``.
    private func read(_ text: String) -> String {
        let characters = Array(text)
        var spoken = ""
        var index = 0
        while index < characters.count {
            let rest = characters[index...]
            if let kept = Self.countedLength(of: rest, behind: index > 0 ? characters[index - 1] : " ") {
                spoken += String(rest.prefix(kept))
                index += kept
                continue
            }
            // Of two that are as long the first is taken, which is the name.
            let candidates = [names.prefix(of: rest), words.prefix(of: rest)].compactMap { $0 }
            if let best = candidates.max(by: { $0.length < $1.length }) {
                spoken += best.reading
                index += best.length
            } else {
                spoken.append(characters[index])
                index += 1
            }
        }
        return spoken
    }

    /// How much at the beginning belongs to a number: a counter behind it, more digits, a day of the week in brackets.
    private static func countedLength(of text: ArraySlice<Character>, behind before: Character) -> Int? {
        if before.isASCIIDigit {
            if text.first?.isASCIIDigit == true { return 1 }
            return JapaneseCounter.allCases.first { text.starts(with: $0.rawValue) }?.rawValue.count
        }
        return weekday(at: Substring(String(text.prefix(3)))) == nil ? nil : 3
    }

    /// 2026（令和8）年 is read 2026年、令和8年.
    private static func withErasApart(_ text: String) -> String {
        text.replacing(/([0-9]+)（([^0-9（）]+[0-9]+|[^0-9（）]+元)）年/) { match in
            "\(match.output.1)年、\(match.output.2.replacing("元", with: "1"))年、"
        }
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
