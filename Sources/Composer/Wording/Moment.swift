// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization

/// An instant as people in Japan name it, in parts: readings and a.m. or p.m. depend on the parts.
struct Moment {
    let date: Date
    /// Whether `year` has the year of the era behind it: 2026（令和8）.
    var namesEra = false

    /// What `term.moment` and `term.clock` may name.
    ///
    /// `year` is text (2026, not 2,026); `hour` counts from 0 to 11 within `half`, `am` or `pm`.
    var arguments: [String: PhraseValue] {
        // Japan has no summer time, so a fixed distance from UTC is the whole rule.
        let seconds = Int(date.timeIntervalSince1970.rounded(.down)) + 9 * 3600
        let days = Int((Double(seconds) / 86400).rounded(.down))
        let minutes = (seconds - days * 86400) / 60
        let (year, month, day) = Self.civil(fromDays: days)
        let weekdays = ["thu", "fri", "sat", "sun", "mon", "tue", "wed"]
        return [
            "time": .time(date),
            "year": .text(namesEra ? "\(year)（\(Self.era(of: date))）" : String(year)),
            "month": .integer(month),
            "day": .integer(day),
            "weekday": .text(weekdays[((days % 7) + 7) % 7]),
            "half": .text(minutes < 720 ? "am" : "pm"),
            "hour": .integer(minutes / 60 % 12),
            "minute": .integer(minutes % 60),
        ]
    }

    /// The year as Japan counts it: 令和8, and 令和元 for the first. The names of eras are CLDR's.
    private static func era(of date: Date) -> String {
        let parts = eras.calendar.dateComponents([.era, .year], from: date)
        guard let era = parts.era, let year = parts.year, eras.names.indices.contains(era) else { return "" }
        return eras.names[era] + (year == 1 ? "元" : String(year))
    }

    private static let eras: (calendar: Calendar, names: [String]) = {
        var calendar = Calendar(identifier: .japanese)
        calendar.locale = Locale(identifier: "ja_JP")
        calendar.timeZone = TimeZone(secondsFromGMT: 9 * 3600) ?? .gmt
        return (calendar, calendar.eraSymbols)
    }()

    /// The Gregorian date so many days after 1970-01-01, counted in eras of 400 years that begin on 1 March.
    private static func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
