// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation

/// What delivery does not decide by itself: two clocks and the dice.
public struct DeliveryClock: Sendable {
    /// The wall clock, for expiry and leases; it may be set.
    public var date: @Sendable () -> Date
    /// A clock that never goes back, from any origin, for rates and pauses.
    public var uptime: @Sendable () -> Duration
    /// A number from 0 up to, not including, 1, for jitter.
    public var random: @Sendable () -> Double

    /// Clocks and dice; those of the machine where none are given.
    public init(
        date: @escaping @Sendable () -> Date = { Date() },
        uptime: @escaping @Sendable () -> Duration = { DeliveryClock.machineUptime },
        random: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
    ) {
        self.date = date
        self.uptime = uptime
        self.random = random
    }

    private static let origin = ContinuousClock.now

    /// The machine's own monotonic clock.
    public static var machineUptime: Duration { ContinuousClock.now - origin }
}
