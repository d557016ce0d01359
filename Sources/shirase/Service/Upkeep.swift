// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Delivery
import Foundation
import Logging

/// What is done after a release and by the day: dead addresses are suppressed, and old releases forgotten.
struct Upkeep: Sendable {
    private let suppression: SuppressionDesk
    private let store: DeliveryStore
    private let ledger: Ledger
    private let days: Int
    private let logger: Logger

    init(_ rooms: Rooms, settings: Settings.Upkeep, logger: Logger) {
        suppression = SuppressionDesk(rooms, limit: settings.suppression, logger: logger)
        store = rooms.store
        ledger = rooms.ledger
        days = settings.ledgerDays
        self.logger = logger
    }

    /// Works until the task is cancelled.
    func run() async {
        var looked = Date()
        var daily: ContinuousClock.Instant?
        var hourly: ContinuousClock.Instant?
        while !Task.isCancelled {
            let now = Date()
            if daily.map({ .now - $0 >= .seconds(86_400) }) ?? true {
                daily = .now
                attempt("dead addresses cannot be looked for") { try suppression.run(now: now) }
            }
            if hourly.map({ .now - $0 >= .seconds(3_600) }) ?? true {
                hourly = .now
                attempt("old releases cannot be forgotten") { try forget(now: now) }
            }
            attempt("dead addresses cannot be looked for") {
                // A minute's grace for transactions that took their time; twice changes nothing.
                for alert in try ledger.finished(since: looked.addingTimeInterval(-60)) {
                    try suppression.run(after: alert, now: now)
                }
                looked = now
            }
            try? await Task.sleep(for: .seconds(15))
        }
    }

    private func forget(now: Date) throws {
        let count = try store.prune(finishedBefore: now.addingTimeInterval(-Double(days) * 86_400), now: now)
        if count > 0 { logger.info("old releases forgotten but for their counts", metadata: ["releases": "\(count)"]) }
    }

    private func attempt(_ failure: String, _ body: () throws -> Void) {
        do { try body() } catch { logger.error("\(failure)", metadata: ["reason": "\(error)"]) }
    }
}
