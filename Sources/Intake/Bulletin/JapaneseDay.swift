// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation

/// A day in Japan, where all have 24 hours.
public struct JapaneseDay: Sendable, Hashable, Comparable, CustomStringConvertible {
    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 9 * 3600) ?? .gmt
        return calendar
    }()

    /// The midnight with which it begins.
    public let start: Date

    /// The day of a moment.
    public init(of moment: Date) {
        start = Self.calendar.startOfDay(for: moment)
    }

    /// The hour of a moment, 0 to 23.
    public static func hour(of moment: Date) -> Int { calendar.component(.hour, from: moment) }

    /// The midnight with which it ends.
    public var end: Date { start.addingTimeInterval(24 * 3600) }

    /// The day after it.
    public var next: JapaneseDay { JapaneseDay(of: end) }

    /// The day of the month, 1 to 31.
    public var dayOfMonth: Int { Self.calendar.component(.day, from: start) }

    /// `2024-08-11`.
    public var description: String {
        let parts = Self.calendar.dateComponents([.year, .month, .day], from: start)
        return [parts.year, parts.month, parts.day].map { part in
            let digits = String(part ?? 0)
            return digits.count < 2 ? "0\(digits)" : digits
        }
        .joined(separator: "-")
    }

    /// Earlier first.
    public static func < (left: JapaneseDay, right: JapaneseDay) -> Bool {
        left.start < right.start
    }
}
