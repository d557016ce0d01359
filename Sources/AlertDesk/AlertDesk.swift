// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
import Crypto
public import Foundation
public import Storage

/// The desk between what comes in and what goes out: hazard states, alerts and their lives.
public struct AlertDesk: Sendable {
    /// A telegram as the desk keeps it.
    public struct Telegram: Sendable, Hashable {
        /// SHA-256 of its bytes, in hexadecimal: the same bytes count once.
        public var digest: String
        /// The kind of bulletin.
        public var bulletin: String
        /// Head/ReportDateTime.
        public var reportedAt: Date

        /// Names a telegram by its bytes.
        public init(bytes: some Sequence<UInt8>, bulletin: String, reportedAt: Date) {
            digest = AlertDesk.digest(bytes)
            self.bulletin = bulletin
            self.reportedAt = reportedAt
        }
    }

    let database: any Database
    private let rules: IssueRules

    /// - Parameters:
    ///   - database: migrated to `AlertDesk.migrations`.
    ///   - rules: the city's.
    public init(database: any Database, rules: IssueRules) {
        self.database = database
        self.rules = rules
    }

    /// The steps of the schema that this room needs.
    public static let migrations: [Migration] = [.m0020Alerts]

    /// SHA-256 in lower-case hexadecimal.
    public static func digest(_ bytes: some Sequence<UInt8>) -> String {
        SHA256.hash(data: Data(bytes)).map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }

    /// Notes a telegram that does not concern the city, so that "why was nothing sent?" has an answer.
    public func note(_ telegram: Telegram, notConcerned reason: String, now: Date) throws -> Disposition {
        try database.write { session in
            if let earlier = try earlier(telegram, in: session) { return .duplicate(earlier) }
            let disposition = Disposition.notConcerned(reason)
            try keep(telegram, disposition, now: now, in: session)
            return disposition
        }
    }

    /// Takes a report: remembers the telegram, folds the hazard's state and makes the alert that the change deserves,
    /// all or nothing.
    public func receive(_ report: HazardReport, from telegram: Telegram, now: Date) throws -> Disposition {
        try database.write { session in
            if let earlier = try earlier(telegram, in: session) { return .duplicate(earlier) }
            let disposition = try decide(report, now: now, in: session)
            try keep(telegram, disposition, now: now, in: session)
            return disposition
        }
    }

    private func decide(_ report: HazardReport, now: Date, in session: any SQLSession) throws -> Disposition {
        guard report.status == .actual || report.status == .exercise else {
            return .noChange("a technical test (試験) is never announced")
        }
        guard report.reportedAt.timeIntervalSince(now) <= rules.clockTolerance else {
            return .noChange("it is dated ahead of this machine's clock; check the clock and the source")
        }
        let event = report.event
        var state = try storedState(event, in: session) ?? HazardState()
        let fold = state.fold(report, minimum: rules.minimum[report.hazard])
        switch fold {
        case .nothing(let reason):
            try store(state, of: event, now: now, in: session)
            return .noChange(reason)
        case .change(let change, let facts, let after):
            let alert = try rules.alert(change, facts, after: after, revision: state.revision + 1, report: report)
            guard alert.expires > now else {
                // The state keeps what it says; residents are not woken by the past.
                state.pass(over: change)
                try store(state, of: event, now: now, in: session)
                return .noChange("it comes too late: its alert would have expired")
            }
            state.announce(change, facts: facts, as: alert.id)
            try store(state, of: event, now: now, in: session)
            try insert(alert, now: now, in: session)
            return .alert(alert)
        }
    }

    // MARK: Rows

    private func earlier(_ telegram: Telegram, in session: any SQLSession) throws -> String? {
        // One that was refused for its date comes again, once the clock is right.
        try session.firstRow(
            "SELECT disposition FROM telegrams WHERE digest = $1 AND reported_at - received_at <= $2",
            [SQLValue(telegram.digest), SQLValue(Int64(rules.clockTolerance * 1000))]
        )?.text(0)
    }

    private func keep(
        _ telegram: Telegram,
        _ disposition: Disposition,
        now: Date,
        in session: any SQLSession
    ) throws {
        var alertID: String?
        if case .alert(let alert) = disposition { alertID = alert.id.rawValue }
        try session.execute(
            """
            INSERT INTO telegrams (digest, bulletin, reported_at, received_at, disposition, alert_id)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (digest) DO UPDATE SET received_at = excluded.received_at,
                disposition = excluded.disposition, alert_id = excluded.alert_id
            """,
            [
                SQLValue(telegram.digest), SQLValue(telegram.bulletin), SQLValue(telegram.reportedAt), SQLValue(now),
                SQLValue(disposition.summary), SQLValue(alertID),
            ]
        )
    }

    private func storedState(_ event: EventKey, in session: any SQLSession) throws -> HazardState? {
        guard
            let row = try session.firstRow(
                "SELECT state FROM hazard_states WHERE event = $1",
                [SQLValue(event.rawValue)]
            )
        else { return nil }
        return try JSONDecoder().decode(HazardState.self, from: Data(try row.text(0).utf8))
    }

    private func store(_ state: HazardState, of event: EventKey, now: Date, in session: any SQLSession) throws {
        try session.execute(
            """
            INSERT INTO hazard_states (event, state, changed_at) VALUES ($1, $2, $3)
            ON CONFLICT (event) DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at
            """,
            [SQLValue(event.rawValue), SQLValue(try json(state)), SQLValue(now)]
        )
    }

    private func insert(_ alert: Alert, now: Date, in session: any SQLSession) throws {
        var lifecycle = Lifecycle()
        try lifecycle.perform(.submit)
        try session.execute(
            """
            INSERT INTO alerts (id, event, status, state, priority, created_at, expires_at, body)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                SQLValue(alert.id.rawValue), SQLValue(alert.event.rawValue), SQLValue(alert.status.rawValue),
                SQLValue(lifecycle.state.rawValue), SQLValue(alert.priority.rawValue), SQLValue(now),
                SQLValue(alert.expires), SQLValue(try json(alert)),
            ]
        )
    }

    func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
