// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// How counters are read behind digits: 3人, 1日, 10分.
enum CounterReadings {
    private static let days = [
        1: "ついたち", 2: "ふつか", 3: "みっか", 4: "よっか", 5: "いつか", 6: "むいか", 7: "なのか", 8: "ようか", 9: "ここのか",
        10: "とおか", 14: "じゅうよっか", 20: "はつか", 24: "にじゅうよっか",
    ]

    private static let plain: [(counter: String, reading: String)] = [
        ("年間", "ねんかん"), ("年生", "ねんせい"), ("週間", "しゅうかん"), ("時間", "じかん"), ("丁目", "ちょうめ"), ("番地", "ばんち"),
        ("か月", "かげつ"), ("年", "ねん"), ("月", "がつ"), ("時", "じ"), ("人", "にん"), ("名", "めい"), ("歳", "さい"), ("円", "えん"),
        ("度", "ど"), ("番", "ばん"), ("号", "ごう"), ("回", "かい"), ("階", "かい"), ("台", "だい"), ("枚", "まい"), ("倍", "ばい"),
        ("組", "くみ"), ("万", "まん"),
    ]

    /// The counter behind a number and its reading.
    ///
    /// - Returns: how many characters from `index` belong together, whether the digits are read with them (1日 is
    ///   ついたち), and the reading.
    static func reading(
        of number: Int,
        in characters: [Character],
        at index: Int
    ) -> (length: Int, withNumber: Bool, reading: String)? {
        func has(_ text: String) -> Bool { characters[index...].starts(with: text) }
        if has("日間") {
            if let day = days[number], number > 1 { return (2, true, day + "かん") }
            return (2, false, "にちかん")
        }
        if has("日") {
            if let day = days[number] { return (1, true, day) }
            return (1, false, "にち")
        }
        if has("分") { return (1, false, [2, 5, 7, 9].contains(number % 10) ? "ふん" : "ぷん") }
        if has("人"), number == 1 || number == 2 { return (1, true, number == 1 ? "ひとり" : "ふたり") }
        if has("階"), number % 10 == 3 { return (1, false, "がい") }
        for (counter, reading) in plain where has(counter) {
            return (counter.count, false, reading)
        }
        return nil
    }

    /// A date or time with its readings, in ASCII markup.
    static func marked(_ number: Int, _ counter: Character) -> String {
        guard let found = reading(of: number, in: [counter], at: 0) else { return "\(number)\(counter)" }
        return found.withNumber ? "{\(number)\(counter)|\(found.reading)}" : "\(number){\(counter)|\(found.reading)}"
    }
}
