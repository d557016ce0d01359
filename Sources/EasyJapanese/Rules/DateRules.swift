// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// EJ11 to EJ14: years, dates, times and ranges.
enum DateRules {
    static func check(_ text: LintedText) -> [LintFinding] {
        text.sentences.flatMap { sentence -> [LintFinding] in
            let numerals = Numeral.all(in: sentence.characters)
            return eras(sentence, text) + dates(sentence, numerals, text) + times(sentence, numerals, text)
                + ranges(sentence, text)
        }
    }

    // MARK: EJ11

    /// The year of the common era before each era's first.
    private static let eraYears = ["明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018]

    private static func eras(_ sentence: Sentence, _ text: LintedText) -> [LintFinding] {
        eraYears.sorted { $0.value < $1.value }.flatMap { era, before in
            sentence.places(of: era).compactMap { place -> LintFinding? in
                guard let (year, end) = eraYear(in: sentence.characters, at: place + era.count) else { return nil }
                guard !standsBesideYear(place..<end, sentence) else { return nil }
                return text.finding(
                    .eras,
                    in: sentence,
                    at: place..<end,
                    "\(sentence.text(place..<end)) is a year of an era; write the year of the common era",
                    suggestion: "\(before + year){年|ねん}"
                )
            }
        }
    }

    /// 8年, 元年 or 八年 behind an era's name.
    private static func eraYear(in characters: [Character], at index: Int) -> (year: Int, end: Int)? {
        guard let end = characters[index...].prefix(5).firstIndex(of: "年"), end > index else { return nil }
        let text = String(characters[index..<end])
        if text == "元" { return (1, end + 1) }
        if let year = Int(text), (1...99).contains(year) { return (year, end + 1) }
        let digits: [Character: Int] = [
            "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
        ]
        let parts = text.split(separator: "十", omittingEmptySubsequences: false)
        func number(_ part: Substring, empty: Int) -> Int? {
            part.isEmpty ? empty : (part.count == 1 ? digits[part[part.startIndex]] : nil)
        }
        switch parts.count {
        case 1: return number(parts[0], empty: 0).map { ($0, end + 1) }
        case 2:
            guard let tens = number(parts[0], empty: 1), let ones = number(parts[1], empty: 0) else { return nil }
            return (tens * 10 + ones, end + 1)
        default: return nil
        }
    }

    /// 2026年（令和8年） or 令和8年（2026年）.
    private static func standsBesideYear(_ range: Range<Int>, _ sentence: Sentence) -> Bool {
        let characters = sentence.characters
        let before = characters[..<range.lowerBound].suffix(6)
        if before.count == 6, "(（".contains(before[before.endIndex - 1]), before[before.endIndex - 2] == "年",
            before.prefix(4).allSatisfy(Numeral.isDigit)
        {
            return true
        }
        let after = characters[range.upperBound...].prefix(6)
        return after.count == 6 && "(（".contains(after[after.startIndex])
            && after.dropFirst().prefix(4).allSatisfy(Numeral.isDigit) && after[after.endIndex - 1] == "年"
    }

    // MARK: EJ12

    private static let separators: Set<Character> = ["/", "／", "-", "－", ".", "．"]

    private static func dates(_ sentence: Sentence, _ numerals: [Numeral], _ text: LintedText) -> [LintFinding] {
        var findings: [LintFinding] = []
        var index = 0
        while index + 1 < numerals.count {
            var group = [numerals[index]]
            var mark: Character?
            while let last = group.last, index + group.count < numerals.count, group.count < 3 {
                let next = numerals[index + group.count]
                let end = last.range.upperBound
                guard next.range.lowerBound == end + 1, separators.contains(sentence.characters[end]),
                    mark == nil || mark == sentence.characters[end]
                else { break }
                mark = sentence.characters[end]
                group.append(next)
            }
            index += group.count
            guard let mark, let date = date(group.map { $0.value ?? 0 }, group.map(\.range.count), mark),
                let first = group.first, let last = group.last
            else { continue }
            let range = first.range.lowerBound..<last.range.upperBound
            findings.append(
                text.finding(
                    .dates,
                    in: sentence,
                    at: range,
                    "\(sentence.text(range)): write a date as 2026年11月23日",
                    suggestion: date.isEmpty ? nil : date
                )
            )
        }
        return findings
    }

    /// The date that some numbers mean, empty where it is none but still must not be written so; nil for what is none.
    private static func date(_ numbers: [Int], _ widths: [Int], _ mark: Character) -> String? {
        let isSlash = mark == "/" || mark == "／"
        let parts = numbers.count == 3 ? Array(numbers.dropFirst()) : numbers
        let isDay = parts.count == 2 && (1...12).contains(parts[0]) && (1...31).contains(parts[1])
        let day = isDay ? CounterReadings.marked(parts[0], "月") + CounterReadings.marked(parts[1], "日") : ""
        if numbers.count == 3 {
            let isYear = (1900...2199).contains(numbers[0])
            guard isSlash || (isYear && isDay && widths[2] <= 2) else { return nil }
            return isYear && isDay ? CounterReadings.marked(numbers[0], "年") + day : ""
        }
        guard numbers.count == 2, isSlash, widths[1] <= 2 else { return nil }
        return day
    }

    // MARK: EJ13

    private static let halves = ["午前", "午後", "朝", "昼", "夕方", "夜", "正午"]

    private static func times(_ sentence: Sentence, _ numerals: [Numeral], _ text: LintedText) -> [LintFinding] {
        var findings: [LintFinding] = []
        for (number, numeral) in numerals.enumerated() {
            guard let hour = numeral.value, numeral.range.count <= 2 else { continue }
            let end = numeral.range.upperBound
            if number + 1 < numerals.count, end < sentence.characters.count, ":：".contains(sentence.characters[end]) {
                let next = numerals[number + 1]
                guard next.range.lowerBound == end + 1, next.range.count == 2, let minute = next.value else { continue }
                findings.append(
                    clock(hour, minute, at: numeral.range.lowerBound..<next.range.upperBound, sentence, text)
                )
            } else if sentence.has("時", at: end), !sentence.has("時間", at: end), !sentence.has("時点", at: end) {
                let range = numeral.range.lowerBound..<(end + 1)
                if hour > 12 {
                    findings.append(clock(hour, nil, at: range, sentence, text))
                } else if !halves.contains(where: { sentence.text(0..<range.lowerBound).contains($0) }) {
                    let message = "\(sentence.text(range)) is twice a day; write 午前 or 午後 before it"
                    findings.append(text.finding(.times, in: sentence, at: range, message))
                }
            }
        }
        return findings
    }

    private static func clock(
        _ hour: Int,
        _ minute: Int?,
        at range: Range<Int>,
        _ sentence: Sentence,
        _ text: LintedText
    ) -> LintFinding {
        let isTime = hour <= 24 && (minute ?? 0) < 60
        let half = (12..<24).contains(hour) ? "{午後|ごご}" : "{午前|ごぜん}"
        let minutes = minute.map { $0 == 0 ? "" : CounterReadings.marked($0, "分") } ?? ""
        let start = halves.contains { sentence.text(0..<range.lowerBound).hasSuffix($0) } ? "" : half
        return text.finding(
            .times,
            in: sentence,
            at: range,
            "\(sentence.text(range)): write times of twelve hours with 午前 or 午後",
            suggestion: isTime ? start + CounterReadings.marked(hour % 12, "時") + minutes : nil
        )
    }

    // MARK: EJ14

    private static let tildes: Set<Character> = ["〜", "～", "~", "∼", "∿"]

    private static func ranges(_ sentence: Sentence, _ text: LintedText) -> [LintFinding] {
        sentence.characters.indices.filter { tildes.contains(sentence.characters[$0]) }.map { place in
            let end = rangeEnd(after: place, sentence)
            let letters = sentence.origins[place]..<(sentence.origins[end - 1] + 1)
            let source = text.marked.sourceRange(of: letters)
            // What stands behind the tilde is kept as it is, readings and all.
            let rest = String(text.marked.source[(source.lowerBound + 1)..<source.upperBound])
            return LintFinding(
                rule: .ranges,
                severity: .blocking,
                place: text.marked.place(source),
                text: String(text.marked.source[source]),
                message: "\(sentence.characters[place]): write から and まで",
                suggestion: rest.isEmpty || sentence.has("まで", at: end) ? "から" + rest : "から\(rest)まで"
            )
        }
    }

    /// Where the end of a range ends: half of the day, digits and what counts them.
    private static func rangeEnd(after place: Int, _ sentence: Sentence) -> Int {
        var end = place + 1
        let units: Set<Character> = [
            "年", "月", "日", "時", "分", "人", "歳", "円", "階", "度", "番", "号", "回", "間", "半", "週", "丁", "目", "午", "前", "後",
            ":", "：", "/", "／",
        ]
        while end < sentence.characters.count,
            Numeral.isDigit(sentence.characters[end]) || units.contains(sentence.characters[end])
                || (Kana.isKatakana(sentence.characters[end]) && sentence.characters[end] != "ー")
        {
            end += 1
        }
        return end
    }
}
