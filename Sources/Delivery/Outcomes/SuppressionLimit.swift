// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import struct Foundation.Date

/// How many may be suppressed in one day without an operator's word.
///
/// Addresses die one by one. A rule that would take out many at once has been fed by a fault: of a list, of a relay, or of
/// our own.
public struct SuppressionLimit: Sendable, Hashable {
    /// Always allowed: a small registry has no large share.
    public static let floor = 20

    /// Percent of the registry that may be suppressed in a day.
    public let percent: Int

    /// A limit; 1 % unless another is given. From 0 to 100.
    public init(percent: Int = 1) {
        self.percent = min(max(percent, 0), 100)
    }

    /// How many a day, of so many subscribers.
    public func perDay(of subscribers: Int) -> Int {
        max(Self.floor, subscribers / 100 * percent + subscribers % 100 * percent / 100)
    }

    /// Whether so many more may be suppressed, all of them, after those of today.
    public func allows(_ count: Int, today: Int, of subscribers: Int) -> Bool {
        count <= perDay(of: subscribers) - today
    }

    /// When the day of an instant began, in Japan.
    public static func startOfDay(_ now: Date) -> Date {
        let offset = 9 * 3600.0
        let day = ((now.timeIntervalSince1970 + offset) / 86_400).rounded(.down)
        return Date(timeIntervalSince1970: day * 86_400 - offset)
    }
}
