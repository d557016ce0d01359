// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation

/// The two clocks that delivery lives by.
public struct DeliveryClock: Sendable {
    /// The wall clock, for expiry and leases; it may be set.
    public var date: @Sendable () -> Date
    /// A clock that never goes back, from any origin, for rates and pauses.
    public var uptime: @Sendable () -> Duration

    /// Clocks; those of the machine where none are given.
    public init(
        date: @escaping @Sendable () -> Date = { Date() },
        uptime: @escaping @Sendable () -> Duration = { DeliveryClock.machineUptime }
    ) {
        self.date = date
        self.uptime = uptime
    }

    private static let origin = ContinuousClock.now

    /// The machine's own monotonic clock.
    public static var machineUptime: Duration { ContinuousClock.now - origin }
}
