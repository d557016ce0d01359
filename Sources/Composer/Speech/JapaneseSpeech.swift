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
            case .plain(let plain): spoken += read(Self.withErasApart(plain.withASCIIDigits))
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
            let before = text[..<rest.startIndex].last ?? " "
            if let (word, length) = sign(at: rest, behind: before) ?? telephone(at: rest, behind: before) {
                spoken += word
                rest = rest.dropFirst(length)
            } else if let day = weekday(at: rest) {
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

    /// What stands before a number for から (5～10分), for マイナス (−5℃), or for neither (5-10分, 4-2-1): a pause at least
    /// keeps the numbers apart.
    private static func sign(at text: Substring, behind before: Character) -> (String, Int)? {
        guard let first = text.first, text.dropFirst().first?.isASCIIDigit == true else { return nil }
        switch first {
        case "～", "〜", "~", "–": return before.isLetter || before.isNumber || before == "）" ? ("から", 1) : nil
        case "−": return (before.isNumber ? "、" : "マイナス", 1)
        case "-" where before.isASCII && before.isLetter: return nil
        case "-" where text.prefixMatch(of: /-[0-9.]+(℃|度)/) != nil && !before.isNumber: return ("マイナス", 1)
        case "-": return (before.isLetter || before.isNumber ? "、" : "マイナス", 1)
        default: return nil
        }
    }

    /// A telephone number, read digit by digit.
    private static func telephone(at text: Substring, behind before: Character) -> (String, Int)? {
        guard !before.isASCIIDigit, let first = text.first, first == "#" || first.isASCIIDigit else { return nil }
        let match =
            text.prefixMatch(of: /0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}/) ?? text.prefixMatch(of: /#[0-9]{4}/)
            ?? text.prefixMatch(of: /11[089]/)
        guard let match else { return nil }
        let rest = text[match.range.upperBound...]
        // 110か所, 110番 and 110.5 count; 110か 119に names two numbers to call.
        let isCounted =
            rest.hasPrefix("番") || rest.hasPrefix("ばん")
            || JapaneseCounter.allCases.contains { rest.hasPrefix($0.rawValue) }
        guard !isCounted, rest.prefixMatch(of: /[.,]?[0-9]/) == nil else { return nil }
        let words = match.output.map { character in
            switch character {
            case "-": "、"
            case "#": "シャープ、"
            case "0": "ゼロ"
            default: JapaneseNumber.reading(String(character))
            }
        }
        return (words.joined(), match.output.count)
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
            } else if character == "," {
                // Another comma parts two numbers.
                let thousands = text[next...].prefix(4)
                let isThousand = thousands.prefix(3).filter(\.isASCIIDigit).count == 3
                guard !hasPoint, isThousand, thousands.count < 4 || thousands.last?.isASCIIDigit == false else { break }
            } else if !character.isASCIIDigit {
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

extension String {
    /// With ASCII digits for full-width ones.
    fileprivate var withASCIIDigits: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.map { scalar in
                    (0xFF10...0xFF19).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
                }
            )
        )
    }
}

extension Character {
    /// 0 to 9.
    var isASCIIDigit: Bool { isASCII && isNumber }
}
