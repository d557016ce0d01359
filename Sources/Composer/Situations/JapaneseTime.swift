// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// Dates and times as officers write them, in Japan's time.
enum JapaneseTime {
    /// Japan has no summer time.
    private static let offset = 9 * 3600.0

    /// `2026-11-23 20:41`, `20:41` (today), `now`; also with T, seconds and a distance from UTC (RFC 3339).
    static func time(_ text: String, now: Date) -> Date? {
        if text == "now" { return Date(timeIntervalSince1970: (now.timeIntervalSince1970 / 60).rounded(.down) * 60) }
        if let match = text.wholeMatch(of: /(\d{1,2}):(\d{2})/) {
            return moment(day(of: now), match.output.1, match.output.2)
        }
        if let match = text.wholeMatch(of: /(\d{4}-\d{2}-\d{2})[ T](\d{1,2}):(\d{2})/) {
            return moment(day(String(match.output.1)), match.output.2, match.output.3)
        }
        return universal(text)
    }

    /// RFC 3339 section 5.6, to the second; what no clock shows is no time.
    private static func universal(_ text: String) -> Date? {
        let form = /(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:Z|([+-])(\d{2}):(\d{2}))/
        guard let match = text.wholeMatch(of: form)?.output, let second = Int(match.4), second < 60,
            let local = moment(day(String(match.1)), match.2, match.3)
        else { return nil }
        var distance = 0.0
        if let sign = match.5, let hours = match.6.flatMap({ Int($0) }), let minutes = match.7.flatMap({ Int($0) }) {
            guard hours < 24, minutes < 60 else { return nil }
            distance = Double(hours * 3600 + minutes * 60) * (sign == "-" ? -1 : 1)
        }
        return local.addingTimeInterval(offset + Double(second) - distance)
    }

    /// `2026-11-24`, `now` (today): the beginning of the day in Japan.
    static func day(_ text: String, now: Date) -> Date? {
        text == "now" ? day(of: now) : day(text)
    }

    private static func day(of date: Date) -> Date? {
        let days = ((date.timeIntervalSince1970 + offset) / 86_400).rounded(.down)
        return Date(timeIntervalSince1970: days * 86_400 - offset)
    }

    private static func day(_ text: String) -> Date? {
        guard let match = text.wholeMatch(of: /(\d{4})-(\d{2})-(\d{2})/),
            let year = Int(match.output.1), let month = Int(match.output.2), let day = Int(match.output.3)
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: Int(offset)) ?? .gmt
        let parts = DateComponents(year: year, month: month, day: day)
        // A calendar takes 30 February for 2 March.
        return calendar.date(from: parts).flatMap { date in
            calendar.dateComponents([.year, .month, .day], from: date) == parts ? date : nil
        }
    }

    private static func moment(_ day: Date?, _ hour: Substring, _ minute: Substring) -> Date? {
        guard let day, let hour = Int(hour), let minute = Int(minute), hour < 24, minute < 60 else { return nil }
        return day.addingTimeInterval(Double(hour * 3600 + minute * 60))
    }
}
