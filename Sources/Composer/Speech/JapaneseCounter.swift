// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What stands behind a number in Japanese and changes how both are read.
enum JapaneseCounter: String, CaseIterable {
    // Longer ones first, since 時間 begins with 時.
    case hours = "時間"
    case weeks = "週間"
    case kilometres = "km"
    case centimetres = "cm"
    case millimetres = "mm"
    case metres = "m"
    case partsPerMillion = "ppm"
    case hour = "時"
    case minute = "分"
    case second = "秒"
    case year = "年"
    case month = "月"
    case day = "日"
    case times = "回"
    case floor = "階"
    case wave = "波"
    case people = "人"
    case households = "戸"
    case places = "か所"
    case age = "歳"
    case lower = "弱"
    case upper = "強"
    case percent = "％"
    case percentSign = "%"
    case degrees = "℃"

    /// The number with its counter, in kana.
    func reading(_ digits: String) -> String {
        guard let value = Int(digits), digits.count <= 8 else { return JapaneseNumber.reading(digits) + plain }
        switch self {
        case .hour, .hours: return Self.hour(value) + plain
        case .minute: return Self.minute(value)
        case .year: return Self.four(value) + plain
        case .month: return Self.month(value)
        case .day: return Self.day(value)
        case .people: return value == 1 ? "ひとり" : value == 2 ? "ふたり" : Self.four(value) + plain
        case .age where value == 20: return "はたち"
        case .times, .floor, .households, .places: return JapaneseNumber.geminated(value, six: true) + plain
        case .weeks, .age: return JapaneseNumber.geminated(value) + plain
        case .wave:
            let reading = JapaneseNumber.geminated(value)
            return reading + (reading.hasSuffix("っ") ? "ぱ" : plain)
        default: return JapaneseNumber.reading(value) + plain
        }
    }

    private var plain: String {
        switch self {
        case .hours: "じかん"
        case .weeks: "しゅうかん"
        case .kilometres: "キロメートル"
        case .centimetres: "センチメートル"
        case .millimetres: "ミリメートル"
        case .metres: "メートル"
        case .partsPerMillion: "ピーピーエム"
        case .hour: "じ"
        case .minute: "ふん"
        case .second: "びょう"
        case .year: "ねん"
        case .month: "がつ"
        case .day: "にち"
        case .times: "かい"
        case .floor: "かい"
        case .wave: "は"
        case .people: "にん"
        case .households: "こ"
        case .places: "かしょ"
        case .age: "さい"
        case .lower: "じゃく"
        case .upper: "きょう"
        case .percent, .percentSign: "パーセント"
        case .degrees: "ど"
        }
    }

    private static func four(_ value: Int) -> String {
        value % 10 == 4 ? JapaneseNumber.reading(value).dropLast(2) + "よ" : JapaneseNumber.reading(value)
    }

    private static func hour(_ value: Int) -> String {
        switch value % 10 {
        case 4: JapaneseNumber.reading(value).dropLast(2) + "よ"
        case 7: JapaneseNumber.reading(value).dropLast(2) + "しち"
        case 9: JapaneseNumber.reading(value).dropLast(3) + "く"
        default: JapaneseNumber.reading(value)
        }
    }

    private static func minute(_ value: Int) -> String {
        let reading = JapaneseNumber.geminated(value, six: true)
        let isHard = reading.hasSuffix("っ") || [3, 4].contains(value % 10)
        return reading + (isHard ? "ぷん" : "ふん")
    }

    private static func month(_ value: Int) -> String {
        let names = [4: "し", 7: "しち", 9: "く"]
        return (names[value] ?? JapaneseNumber.reading(value)) + "がつ"
    }

    private static func day(_ value: Int) -> String {
        let names = [
            1: "ついたち", 2: "ふつか", 3: "みっか", 4: "よっか", 5: "いつか", 6: "むいか", 7: "なのか", 8: "ようか",
            9: "ここのか", 10: "とおか", 14: "じゅうよっか", 20: "はつか", 24: "にじゅうよっか",
        ]
        return names[value] ?? (value % 10 == 4 ? JapaneseNumber.reading(value) : hour(value)) + "にち"
    }
}
