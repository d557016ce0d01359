// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Delivery
import Foundation
import Registry
import Roster

/// What an operator asks first: how many are subscribed, what came, what went.
struct StatusReport: Encodable {
    struct AlertLine: Encodable {
        let alert: String
        let hazard: String
        let change: String
        let state: String
        let priority: String
        let sentAt: Date
        let expiresAt: Date
    }

    struct TelegramLine: Encodable {
        let bulletin: String
        let receivedAt: Date
        let disposition: String
    }

    let version: String
    let subscribers: Int
    /// The alerts that are approved for a time, the next first.
    let scheduled: [ScheduledLine]
    let alerts: [AlertLine]
    let telegrams: [TelegramLine]
    let releases: [Ledger.Account]
    let alarms: [Alarm]
    /// Who serves, who stopped and who is silent.
    let instances: [RosterEntry]

    init(_ rooms: Rooms) throws {
        version = Version.number
        subscribers = try rooms.registry.countByLanguage().reduce(0) { $0 + $1.count }
        let now = Date()
        scheduled = try rooms.desk.scheduled().compactMap { ScheduledLine($0, now: now) }
        alerts = try rooms.desk.latest(10).map { stored in
            AlertLine(
                alert: stored.alert.id.rawValue,
                hazard: stored.alert.hazard.rawValue,
                change: stored.alert.change.rawValue,
                state: stored.lifecycle.state.rawValue,
                priority: stored.alert.priority.name,
                sentAt: stored.alert.sent,
                expiresAt: stored.alert.expires
            )
        }
        telegrams = try rooms.desk.latestTelegrams(10).map {
            TelegramLine(bulletin: $0.bulletin, receivedAt: $0.receivedAt, disposition: $0.disposition)
        }
        alarms = try rooms.desk.openAlarms()
        instances = try rooms.roster.entries(now: Date())
        releases = try rooms.ledger.accounts(limit: 10)
    }
}
