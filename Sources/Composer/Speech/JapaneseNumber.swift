// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// How Japanese reads a number, in hiragana.
enum JapaneseNumber {
    /// The reading of digits, with a point or without; more than eight digits before it, or a 0 in front, are read one
    /// by one.
    static func reading(_ digits: String) -> String {
        let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let whole = String(parts.first ?? "")
        guard let value = Int(whole), whole.count <= 8, whole == "0" || !whole.hasPrefix("0") else {
            return digits.map { $0 == "." ? "てん" : single($0) }.joined()
        }
        guard parts.count == 2 else { return reading(value) }
        // 1.5 is いってんご, 8.1 はってんいち, 10.2 じゅってんに.
        return geminated(value) + "てん" + parts[1].map(single).joined()
    }

    /// The reading of a whole number below 100,000,000.
    static func reading(_ value: Int) -> String {
        guard value > 0 else { return "れい" }
        let high = value / 10_000
        let low = value % 10_000
        return (high > 0 ? belowTenThousand(high) + "まん" : "") + belowTenThousand(low)
    }

    /// The reading before a counter that doubles its consonant: いっ, はっ, じゅっ; with `six`, ろっ too.
    static func geminated(_ value: Int, six: Bool = false) -> String {
        let reading = reading(value)
        let endings = [("いち", "いっ"), ("はち", "はっ"), ("じゅう", "じゅっ"), ("ひゃく", "ひゃっ")]
        for (ending, doubled) in endings + (six ? [("ろく", "ろっ")] : []) where reading.hasSuffix(ending) {
            return reading.dropLast(ending.count) + doubled
        }
        return reading
    }

    private static let digits = ["れい", "いち", "に", "さん", "よん", "ご", "ろく", "なな", "はち", "きゅう"]

    private static func single(_ digit: Character) -> String {
        digit.wholeNumberValue.flatMap { digits.indices.contains($0) ? digits[$0] : nil } ?? ""
    }

    private static func belowTenThousand(_ value: Int) -> String {
        let (thousands, hundreds, tens, ones) = (value / 1000, value / 100 % 10, value / 10 % 10, value % 10)
        var reading = ""
        switch thousands {
        case 0: break
        case 1: reading += "せん"
        case 3: reading += "さんぜん"
        case 8: reading += "はっせん"
        default: reading += digits[thousands] + "せん"
        }
        switch hundreds {
        case 0: break
        case 1: reading += "ひゃく"
        case 3: reading += "さんびゃく"
        case 6: reading += "ろっぴゃく"
        case 8: reading += "はっぴゃく"
        default: reading += digits[hundreds] + "ひゃく"
        }
        if tens > 0 { reading += (tens > 1 ? digits[tens] : "") + "じゅう" }
        if ones > 0 { reading += digits[ones] }
        return reading
    }
}
