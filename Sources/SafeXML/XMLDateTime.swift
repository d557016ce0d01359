// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import struct Foundation.Date

/// Reads `xs:dateTime` with a zone, as JMA telegrams and CAP alerts write times.
public enum XMLDateTime {
    /// The moment that a text names; nil where it is not `YYYY-MM-DDThh:mm:ss[.f…](Z|±hh:mm)` or not a real date.
    public static func date(_ text: String) -> Date? {
        var rest = Substring(text)
        guard let year = number(&rest, digits: 4, behind: nil),
            let month = number(&rest, digits: 2, behind: "-"), (1...12).contains(month),
            let day = number(&rest, digits: 2, behind: "-"), day >= 1, day <= days(in: month, of: year),
            let hour = number(&rest, digits: 2, behind: "T"), hour <= 23,
            let minute = number(&rest, digits: 2, behind: ":"), minute <= 59,
            let second = number(&rest, digits: 2, behind: ":"), second <= 60
        else { return nil }
        if rest.first == "." {
            rest = rest.dropFirst()
            guard let first = rest.first, first.isASCII, first.isNumber else { return nil }
            rest = rest.drop { $0.isASCII && $0.isNumber }
        }
        guard let offset = zone(rest) else { return nil }
        let clock = hour * 3_600 + minute * 60 + second
        return Date(timeIntervalSince1970: Double(daysSinceEpoch(year, month, day) * 86_400 + clock - offset))
    }

    /// Seconds east of Greenwich.
    private static func zone(_ text: Substring) -> Int? {
        if text == "Z" { return 0 }
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        var rest = text.dropFirst()
        guard let hours = number(&rest, digits: 2, behind: nil), hours <= 14,
            let minutes = number(&rest, digits: 2, behind: ":"), minutes <= 59, rest.isEmpty
        else { return nil }
        return (sign == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60)
    }

    private static func number(_ rest: inout Substring, digits: Int, behind mark: Character?) -> Int? {
        if let mark {
            guard rest.first == mark else { return nil }
            rest = rest.dropFirst()
        }
        let head = rest.prefix(digits)
        guard head.count == digits, head.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        rest = rest.dropFirst(digits)
        return Int(head)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from 1970-01-01 in the Gregorian calendar, the year taken to begin in March so that leap days come last.
    private static func daysSinceEpoch(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }
}
