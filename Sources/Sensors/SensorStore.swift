// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Foundation
public import Storage

/// What is known of the city's gauges, kept over restarts.
///
/// A reading and what follows of it become durable in one transaction: a report stays pending in its gauge until the alert
/// desk has taken it, so that a crash in between repeats it and loses nothing.
public struct SensorStore: Sendable {
    /// What became of one reading of a batch.
    public enum Verdict: Sendable, Hashable {
        /// It was looked at.
        case taken(GaugeState.Taken)
        /// It is none of the city's readings, and why.
        case refused(String)
    }

    /// How far ahead of this machine's clock a reading may be dated, in seconds.
    private static let clockTolerance: TimeInterval = 300

    private let database: any Database
    private let gauges: [Gauge.ID: Gauge]

    /// - Parameters:
    ///   - database: migrated to `SensorStore.migrations`.
    ///   - gauges: those of the city's profile, each of another id.
    public init(database: any Database, gauges: [Gauge]) {
        self.database = database
        self.gauges = Dictionary(gauges.map { ($0.id, $0) }) { first, _ in first }
    }

    /// The steps of the schema that this room needs.
    public static let migrations: [Migration] = [.m0050Gauges]

    /// Takes readings in the order of their times, all of them durable when this returns.
    ///
    /// - Returns: what became of each, in the order given.
    public func take(_ observations: [Observation], now: Date) throws -> [Verdict] {
        try database.write { session in
            var verdicts: [Int: Verdict] = [:]
            var states: [Gauge.ID: GaugeState] = [:]
            for (place, observation) in observations.enumerated()
                .sorted(by: { ($0.element.observedAt, $0.offset) < ($1.element.observedAt, $1.offset) })
            {
                guard let gauge = gauges[observation.gauge] else {
                    verdicts[place] = .refused(
                        "the profile has no gauge \(observation.gauge); stations.yaml lists them"
                    )
                    continue
                }
                guard observation.observedAt.timeIntervalSince(now) <= Self.clockTolerance else {
                    verdicts[place] = .refused("it is dated ahead of this machine's clock; check both clocks")
                    continue
                }
                var state = try states[gauge.id] ?? state(of: gauge.id, in: session) ?? GaugeState(awaitedSince: now)
                verdicts[place] = .taken(state.take(observation.value, observedAt: observation.observedAt, of: gauge))
                states[gauge.id] = state
            }
            for (id, state) in states { try store(state, of: id, now: now, in: session) }
            return observations.indices.map { verdicts[$0] ?? .refused("it was not looked at") }
        }
    }

    /// Looks which gauges have become silent; the first look makes a gauge awaited.
    public func tick(now: Date) throws {
        for gauge in gauges.values {
            let known = try database.read { session in try state(of: gauge.id, in: session) }
            var looked = known ?? GaugeState(awaitedSince: now)
            looked.tick(now, of: gauge)
            guard looked != known else { continue }
            try database.write { session in
                var state = try state(of: gauge.id, in: session) ?? GaugeState(awaitedSince: now)
                state.tick(now, of: gauge)
                try store(state, of: gauge.id, now: now, in: session)
            }
        }
    }

    /// All gauges of the profile with what is known of them, by station and quantity.
    public func overview() throws -> [(gauge: Gauge, state: GaugeState?)] {
        try database.read { session in
            try gauges.values.sorted { $0.id < $1.id }.map { ($0, try state(of: $0.id, in: session)) }
        }
    }

    /// Hands over each pending report, a gauge's oldest first, and forgets it once it was taken.
    ///
    /// - Parameter consumer: must bear to see a report twice. Where it throws, the gauge's reports stay and the next
    ///   gauge's turn comes; the last error is thrown in the end.
    public func deliver(now: Date, _ consumer: (HazardReport) throws -> Void) throws {
        let waiting = try database.read { session in
            try session.rows("SELECT station, quantity FROM gauges WHERE has_pending = 1 ORDER BY station, quantity")
                .map { (try $0.text(0), try $0.text(1)) }
        }
        var failure: (any Error)?
        for (station, name) in waiting {
            guard let quantity = ObservationFacts.Quantity(rawValue: name) else { continue }
            do {
                try deliver(Gauge.ID(station: station, quantity: quantity), now: now, consumer)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    private func deliver(_ id: Gauge.ID, now: Date, _ consumer: (HazardReport) throws -> Void) throws {
        for report in try database.read({ session in try state(of: id, in: session) })?.pending ?? [] {
            try consumer(report)
            try database.write { session in
                guard var state = try state(of: id, in: session) else { return }
                state.pending.removeAll { $0 == report }
                try store(state, of: id, now: now, in: session)
            }
        }
    }

    private func state(of id: Gauge.ID, in session: any SQLSession) throws -> GaugeState? {
        try session.firstRow(
            "SELECT state FROM gauges WHERE station = $1 AND quantity = $2",
            [SQLValue(id.station), SQLValue(id.quantity.rawValue)]
        ).map { try JSONDecoder().decode(GaugeState.self, from: Data(try $0.text(0).utf8)) }
    }

    private func store(_ state: GaugeState, of id: Gauge.ID, now: Date, in session: any SQLSession) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try session.execute(
            """
            INSERT INTO gauges (station, quantity, state, has_pending, changed_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (station, quantity) DO UPDATE SET state = excluded.state,
                has_pending = excluded.has_pending, changed_at = excluded.changed_at
            """,
            [
                SQLValue(id.station), SQLValue(id.quantity.rawValue),
                SQLValue(String(decoding: try encoder.encode(state), as: UTF8.self)),
                SQLValue(state.pending.isEmpty ? 0 : 1), SQLValue(now),
            ]
        )
    }
}
