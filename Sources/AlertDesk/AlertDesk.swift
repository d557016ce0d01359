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

    /// What is woken where an alert was made or let go by officers: who releases alerts waits at it.
    public static let channel = "shirase_alerts"

    let database: any Database
    let judge: Judge

    /// - Parameters:
    ///   - database: migrated to `AlertDesk.migrations`.
    ///   - judge: decides by the city's rules.
    public init(database: any Database, judge: Judge) {
        self.database = database
        self.judge = judge
    }

    /// The steps of the schema that this room needs.
    public static let migrations: [Migration] = [.m0020Alerts, .m0021Judgement, .m0022Intake, .m0023Schedules]

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

    /// Notes bytes that cannot be read, and alarms operators: it may have been the one telegram that mattered.
    ///
    /// - Parameter channel: by which way it came; one alarm is open for each.
    public func note(unreadable bytes: some Sequence<UInt8>, reason: String, channel: String, now: Date) throws {
        let telegram = Telegram(bytes: bytes, bulletin: "unreadable", reportedAt: now)
        try database.write { session in
            guard try earlier(telegram, in: session) == nil else { return }
            try keep(telegram, .unreadable(reason), now: now, in: session)
            let message = "\(reason); `shirase status` lists what came, `shirase alarm clear` closes this"
            _ = try raise(.unreadable, about: channel, message, now: now, in: session)
        }
    }

    /// Takes what a telegram says of the city: remembers the telegram, folds the state of each hazard and makes the
    /// alerts that the changes deserve, all or nothing.
    ///
    /// - Parameter reports: one for each hazard and subject; at least one.
    public func receive(_ reports: [HazardReport], from telegram: Telegram, now: Date) throws -> Disposition {
        try database.write { session in
            if let earlier = try earlier(telegram, in: session) { return .duplicate(earlier) }
            let disposition = Disposition(try reports.map { try decide($0, now: now, in: session) })
            try keep(telegram, disposition, now: now, in: session)
            return disposition
        }
    }

    func decide(_ report: HazardReport, now: Date, in session: any SQLSession) throws -> Judge.Verdict {
        let event = report.event
        var state = try storedState(event, in: session) ?? HazardState()
        let before = state
        let verdict = try judge.decide(report, state: &state, now: now) {
            Int(
                try session.firstRow(
                    "SELECT COUNT(*) FROM alerts WHERE created_at > $1 AND status = $2 AND hold IS NULL",
                    [SQLValue(now.addingTimeInterval(-3600)), SQLValue(AlertStatus.actual.rawValue)]
                )?.integer(0) ?? 0
            )
        }
        if state != before { try store(state, of: event, now: now, in: session) }
        if case .alert(let alert, let rule, let hold) = verdict {
            if let reason = try close(alert, now: now, in: session) { return .shown(reason) }
            try insert(alert, rule: rule, hold: hold, now: now, in: session)
        }
        return verdict
    }

    /// Closes a chain of which officers had not let anything go: nobody hears of the end of what nobody was told.
    ///
    /// - Returns: why nothing is sent; nil where residents were told something.
    private func close(_ end: Alert, now: Date, in session: any SQLSession) throws -> String? {
        guard end.change == .ended || end.change == .withdrawn else { return nil }
        var waiting: [StoredAlert] = []
        for id in end.references {
            guard let earlier = try stored(id, in: session) else { return nil }
            switch earlier.lifecycle.state {
            case .rejected: continue
            case .inReview where earlier.hold != nil: waiting.append(earlier)
            case .approved where earlier.schedule != nil && earlier.schedule?.firedAt == nil: waiting.append(earlier)
            default: return nil
            }
        }
        for earlier in waiting { try reject(earlier, now: now, in: session) }
        return "\(end.change.rawValue) before officers let any of it go"
    }

    /// Rejects an alert that waits for officers, or cancels one that waits for its time; ends the alarm that it waits.
    func reject(_ waiting: StoredAlert, now: Date, in session: any SQLSession) throws {
        var stored = waiting
        try stored.lifecycle.perform(stored.lifecycle.state == .approved ? .cancel : .reject)
        try session.execute(
            "UPDATE alerts SET state = $2 WHERE id = $1",
            [SQLValue(stored.alert.id.rawValue), SQLValue(stored.lifecycle.state.rawValue)]
        )
        _ = try clear(.waiting, about: stored.alert.id.rawValue, now: now, in: session)
        try forgetSchedule(of: stored.alert.id, in: session)
    }

    // MARK: Rows

    func earlier(_ telegram: Telegram, in session: any SQLSession) throws -> String? {
        // What was postponed or could not be read comes again, once the clock is right or the program newer.
        try session.firstRow(
            "SELECT disposition FROM telegrams WHERE digest = $1 AND is_open = 0",
            [SQLValue(telegram.digest)]
        )?.text(0)
    }

    func keep(
        _ telegram: Telegram,
        _ disposition: Disposition,
        now: Date,
        in session: any SQLSession
    ) throws {
        var alertID: String?
        if case .alerts(let made) = disposition { alertID = made.first?.alert.id.rawValue }
        var isOpen = false
        switch disposition {
        case .postponed, .unreadable: isOpen = true
        case .alerts, .shown, .noChange, .notConcerned, .duplicate: break
        }
        try session.execute(
            """
            INSERT INTO telegrams (digest, bulletin, reported_at, received_at, disposition, alert_id, is_open)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (digest) DO UPDATE SET bulletin = excluded.bulletin, reported_at = excluded.reported_at,
                received_at = excluded.received_at, disposition = excluded.disposition,
                alert_id = excluded.alert_id, is_open = excluded.is_open
            """,
            [
                SQLValue(telegram.digest), SQLValue(telegram.bulletin), SQLValue(telegram.reportedAt), SQLValue(now),
                SQLValue(disposition.summary), SQLValue(alertID), SQLValue(isOpen ? 1 : 0),
            ]
        )
    }

    func storedState(_ event: EventKey, in session: any SQLSession) throws -> HazardState? {
        guard
            let row = try session.firstRow(
                "SELECT state FROM hazard_states WHERE event = $1",
                [SQLValue(event.rawValue)]
            )
        else { return nil }
        return try JSONDecoder().decode(HazardState.self, from: Data(try row.text(0).utf8))
    }

    /// Stores a state, and since when its bulletins disagree; an alarm about that closes once they agree.
    func store(_ state: HazardState, of event: EventKey, now: Date, in session: any SQLSession) throws {
        let since = Disagreement(in: state) == nil ? nil : now
        if since == nil { _ = try clear(.disagreement, about: event.rawValue, now: now, in: session) }
        try session.execute(
            """
            INSERT INTO hazard_states (event, state, changed_at, disagreeing_since) VALUES ($1, $2, $3, $4)
            ON CONFLICT (event) DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at,
                disagreeing_since = CASE WHEN excluded.disagreeing_since IS NULL THEN NULL
                    ELSE COALESCE(hazard_states.disagreeing_since, excluded.disagreeing_since) END
            """,
            [SQLValue(event.rawValue), SQLValue(try json(state)), SQLValue(now), SQLValue(since)]
        )
    }

    private func insert(
        _ alert: Alert,
        rule: String,
        hold: String?,
        now: Date,
        in session: any SQLSession
    ) throws {
        var lifecycle = Lifecycle()
        try lifecycle.perform(.submit)
        try session.execute(
            """
            INSERT INTO alerts (id, event, status, state, priority, created_at, expires_at, body, rule, hold)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [
                SQLValue(alert.id.rawValue), SQLValue(alert.event.rawValue), SQLValue(alert.status.rawValue),
                SQLValue(lifecycle.state.rawValue), SQLValue(alert.priority.rawValue), SQLValue(now),
                SQLValue(alert.expires), SQLValue(try json(alert)), SQLValue(rule), SQLValue(hold),
            ]
        )
        try session.wake(Self.channel)
        if let hold {
            _ = try raise(.waiting, about: alert.id.rawValue, waiting(hold, alert.id), now: now, in: session)
        }
    }

    /// What officers read of an alert that waits for them.
    func waiting(_ reason: String, _ id: Alert.ID) -> String {
        "\(reason); `shirase alert show \(id)` shows it, `alert approve` or `reject` decides"
    }

    func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
