// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Logging
import Storage
import Synchronization

/// The time by which all processes of a city judge leases, expiry and departures: that of their database's machine.
///
/// Machines whose clocks differ would take each other's leases, and count as gone who has only just left. Over SQLite it is
/// this machine's own clock.
final class CityClock: Sendable {
    /// From here on it is told that this machine's clock is wrong.
    static let worthTelling: TimeInterval = 2
    /// An answer that took longer says too little.
    private static let slowest = Duration.seconds(1)

    private let database: any Database
    private let own: @Sendable () -> Date
    private let offset = Mutex<TimeInterval>(0)

    /// - Parameter own: this machine's clock.
    init(database: any Database, own: @escaping @Sendable () -> Date = { Date() }) {
        self.database = database
        self.own = own
    }

    /// Now.
    var now: Date { own().addingTimeInterval(offset.withLock { $0 }) }

    /// How far this machine's clock is behind, in seconds; less than zero where it is ahead.
    var lag: TimeInterval { offset.withLock { $0 } }

    /// Asks the database what time it is; where it cannot tell, the last answer stands.
    func adjust(_ logger: Logger) {
        let before = own()
        let start = ContinuousClock.now
        guard let theirs = try? database.time() else { return }
        let took = ContinuousClock.now - start
        guard took < Self.slowest else { return }
        // It was asked somewhere in between.
        let lag = theirs.timeIntervalSince(before) - (took / .seconds(1)) / 2
        let last = offset.withLock { offset in
            defer { offset = lag }
            return offset
        }
        if abs(lag) >= Self.worthTelling, abs(lag - last) >= Self.worthTelling {
            logger.critical(
                "this machine's clock differs from the database's, which is used instead; set it by NTP",
                metadata: ["seconds": "\((-lag).formatted(.number.precision(.fractionLength(1)).grouping(.never)))"]
            )
        }
    }
}
