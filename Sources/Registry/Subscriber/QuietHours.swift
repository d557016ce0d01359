// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import struct Foundation.Date

/// The hours of each day in which a resident does not want to hear of what can wait, in Japan's time, which knows no
/// summer time. They may span midnight.
public struct QuietHours: Sendable, Hashable, CustomStringConvertible {
    /// The minute of the day from which on they are quiet.
    public let from: Int
    /// The minute of the day from which on they are not.
    public let until: Int

    /// Nil where a minute is not one of a day, or both are the same.
    public init?(from: Int, until: Int) {
        guard Self.minutes.contains(from), Self.minutes.contains(until), from != until else { return nil }
        self.from = from
        self.until = until
    }

    /// Reads `22:00-07:00`; nil for anything else. `24:00` is midnight.
    public init?(_ text: String) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(Self.minute)
        guard ends.count == 2, let from = ends[0], let until = ends[1] else { return nil }
        self.init(from: from, until: until)
    }

    /// When they are over, where they last at an instant; nil where they do not.
    ///
    /// Rounded up to five minutes: those whose quiet hours end at about the same time are sent to together, however many
    /// different minutes they chose.
    public func resumption(at instant: Date) -> Date? {
        let second = Int(instant.timeIntervalSince1970.rounded(.down)) + Self.zone
        let ofDay = (second % Self.day + Self.day) % Self.day
        let length = (until - from) * 60
        let lasting = length > 0 ? length : length + Self.day
        let passed = ofDay - from * 60
        guard (passed >= 0 ? passed : passed + Self.day) < lasting else { return nil }
        let rest = until * 60 - ofDay
        let end = second + (rest > 0 ? rest : rest + Self.day)
        return Date(timeIntervalSince1970: Double((end + Self.step - 1) / Self.step * Self.step - Self.zone))
    }

    /// As it is read.
    public var description: String { "\(Self.text(from))-\(Self.text(until))" }

    private static let minutes = 0..<1_440
    private static let day = 86_400
    private static let zone = 9 * 3_600
    private static let step = 300

    private static func minute(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count <= 2, parts[1].count == 2,
            parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60,
            hour < 24 || (hour == 24 && minute == 0)
        else { return nil }
        return hour % 24 * 60 + minute
    }

    private static func text(_ minute: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return two(minute / 60) + ":" + two(minute % 60)
    }
}
