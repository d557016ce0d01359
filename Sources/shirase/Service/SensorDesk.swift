// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Foundation
import Logging
import Sensors

/// What became of a batch of readings.
struct ObservationReceipt: Sendable, Encodable {
    /// How many count.
    var counted = 0
    /// How many had come before.
    var repeated = 0
    /// How many came behind a later one.
    var late = 0
    /// Those that count for nothing, and why.
    var refused: [ObservationBatch.Refusal] = []
    /// The alerts that were made.
    var alerts: [String] = []

    /// One line.
    var summary: String {
        let first = refused.first.map { "; reading \($0.index): \($0.reason)" } ?? ""
        return "\(counted) counted, \(repeated) repeated, \(late) late, \(refused.count) refused\(first)"
    }
}

/// Between the gauges and the alert desk: readings in, reports and alarms out.
struct SensorDesk: Sendable {
    private let store: SensorStore
    private let desk: AlertDesk
    private let logger: Logger

    init(rooms: Rooms, logger: Logger) {
        store = rooms.sensors
        desk = rooms.desk
        self.logger = logger
    }

    /// Takes readings; all of them, and the alerts that they make, are durable when this returns.
    func take(_ batch: ObservationBatch, now: Date) throws -> ObservationReceipt {
        var receipt = ObservationReceipt()
        receipt.refused = batch.refusals
        let readings = batch.readings
        for (reading, verdict) in zip(readings, try store.take(readings.map(\.observation), now: now)) {
            switch verdict {
            case .taken(.counted): receipt.counted += 1
            case .taken(.repeated): receipt.repeated += 1
            case .taken(.late): receipt.late += 1
            case .taken(.impossible(let reason)), .refused(let reason):
                receipt.refused.append(.init(index: reading.index, reason: reason))
            }
        }
        receipt.refused.sort { $0.index < $1.index }
        receipt.alerts = try settle(now: now)
        return receipt
    }

    /// Looks for gauges that have fallen silent, and finishes what a crash left.
    func tick(now: Date) throws {
        try store.tick(now: now)
        _ = try settle(now: now)
    }

    /// Hands pending reports to the alert desk, and raises or clears the gauges' alarms.
    private func settle(now: Date) throws -> [String] {
        var alerts: [String] = []
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        defer { complain(now: now) }
        try store.deliver(now: now) { report in
            let telegram = AlertDesk.Telegram(
                bytes: try encoder.encode(report),
                bulletin: report.source.bulletin,
                reportedAt: report.reportedAt
            )
            let disposition = try desk.receive([report], from: telegram, now: now)
            logger.notice(
                "a gauge passed a step",
                metadata: ["event": "\(report.event)", "disposition": "\(disposition.summary)"]
            )
            if case .alerts(let made) = disposition { alerts += made.map(\.alert.id.rawValue) }
        }
        return alerts
    }

    private func complain(now: Date) {
        do {
            for (gauge, state) in try store.overview() {
                let subject = gauge.id.description
                if let complaint = state?.complaint(of: gauge) {
                    guard try desk.raise(.station, about: subject, complaint, now: now) else { continue }
                    logger.error(
                        "a gauge cannot be believed",
                        metadata: ["gauge": "\(subject)", "reason": "\(complaint)"]
                    )
                } else if try desk.clear(.station, about: subject, now: now) {
                    logger.notice("a gauge can be believed again", metadata: ["gauge": "\(subject)"])
                }
            }
        } catch {
            logger.error("alarms of gauges cannot be stored", metadata: ["reason": "\(error)"])
        }
    }
}
