// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Foundation
public import Storage

extension AlertDesk {
    /// Approves an alert that waits for officers for a time, and keeps what was shown to them.
    ///
    /// - Parameters:
    ///   - texts: what it says, by language.
    ///   - officers: two of them at least.
    /// - Throws: `Schedule.Refusal` for a time that cannot be.
    public func schedule(
        _ id: Alert.ID,
        _ schedule: Schedule,
        texts: [String: [UInt8]],
        by officers: [String],
        now: Date
    ) throws {
        let names = try names(of: officers, for: id)
        try database.write { session in
            guard var stored = try stored(id, in: session) else { throw AlertDeskError.unknownAlert(id.rawValue) }
            guard stored.hold != nil, stored.lifecycle.state == .inReview else { throw notWaiting(stored) }
            try Schedule.check(schedule.at, for: stored.alert, now: now)
            try stored.lifecycle.perform(.approve)
            let approval = Approval(authority: .officers(names), at: now, contentHash: schedule.contentHash)
            try session.execute(
                "UPDATE alerts SET state = $2, approval = $3, hold = NULL, officers = $4 WHERE id = $1",
                [
                    SQLValue(id.rawValue), SQLValue(stored.lifecycle.state.rawValue), SQLValue(try json(approval)),
                    SQLValue(try json(names)),
                ]
            )
            try forgetSchedule(of: id, in: session)
            try session.execute(
                "INSERT INTO schedules (alert_id, release_at, audience, content_hash) VALUES ($1, $2, $3, $4)",
                [
                    SQLValue(id.rawValue), SQLValue(schedule.at), SQLValue(schedule.audience),
                    SQLValue(schedule.contentHash),
                ]
            )
            for (language, content) in texts.sorted(by: { $0.key < $1.key }) {
                try session.execute(
                    "INSERT INTO schedule_texts (alert_id, language, content) VALUES ($1, $2, $3)",
                    [SQLValue(id.rawValue), SQLValue(language), SQLValue(content)]
                )
            }
            _ = try clear(.waiting, about: id.rawValue, now: now, in: session)
            _ = try clear(.schedule, about: id.rawValue, now: now, in: session)
        }
    }

    /// The alerts that are approved for a time and have not gone out, the next first.
    public func scheduled() throws -> [StoredAlert] {
        try alerts(in: [.approved]).filter { $0.schedule != nil }
            .sorted { ($0.schedule?.at ?? .distantPast) < ($1.schedule?.at ?? .distantPast) }
    }

    /// What was shown when an alert was approved for a time, by language.
    public func scheduledTexts(of id: Alert.ID) throws -> [String: [UInt8]] {
        try database.read { session in
            let rows = try session.rows(
                "SELECT language, content FROM schedule_texts WHERE alert_id = $1 ORDER BY language",
                [SQLValue(id.rawValue)]
            )
            return try Dictionary(uniqueKeysWithValues: rows.map { (try $0.text(0), try $0.bytes(1)) })
        }
    }

    /// Puts an alert that is approved for a time back among those that wait for officers; refused once it goes out.
    public func unschedule(_ id: Alert.ID, now: Date) throws {
        try database.write { session in
            guard let stored = try stored(id, in: session) else { throw AlertDeskError.unknownAlert(id.rawValue) }
            guard stored.lifecycle.state == .approved, let schedule = stored.schedule, schedule.firedAt == nil else {
                throw AlertDeskError.notScheduled(id.rawValue, state: stored.lifecycle.state.rawValue)
            }
            let reason = "taken off its schedule, \(Schedule.text(of: schedule.at))"
            try hold(stored, reason, in: session)
            _ = try raise(.waiting, about: id.rawValue, waiting(reason, id), now: now, in: session)
        }
    }

    /// Puts an alert that does not go out at its time back among those that wait for officers, with an alarm.
    ///
    /// - Parameter isPlanned: asked in the same transaction whether its release is planned already, by a process that was
    ///   faster.
    /// - Returns: false where it is, in which case nothing changes.
    @discardableResult
    public func hold(
        _ id: Alert.ID,
        _ reason: Schedule.Reason,
        now: Date,
        unless isPlanned: (any SQLSession) throws -> Bool = { _ in false }
    ) throws -> Bool {
        try database.write { session in
            if try isPlanned(session) { return false }
            guard let stored = try stored(id, in: session) else { throw AlertDeskError.unknownAlert(id.rawValue) }
            guard stored.lifecycle.state == .approved, let schedule = stored.schedule else {
                throw AlertDeskError.notScheduled(id.rawValue, state: stored.lifecycle.state.rawValue)
            }
            let text = "it did not go out at \(Schedule.text(of: schedule.at)): \(reason)"
            try hold(stored, text, in: session)
            _ = try raise(.schedule, about: id.rawValue, waiting(text, id), now: now, in: session)
            return true
        }
    }

    /// Notes that a scheduled alert's release begins: from now on it counts as told.
    ///
    /// - Returns: false where it is no longer scheduled; nothing of it may be sent then.
    public func fire(_ id: Alert.ID, now: Date) throws -> Bool {
        try database.write { session in
            try session.execute(
                """
                UPDATE schedules SET fired_at = COALESCE(fired_at, $2)
                WHERE alert_id = $1 AND EXISTS (SELECT 1 FROM alerts WHERE id = $1 AND state = 'approved')
                """,
                [SQLValue(id.rawValue), SQLValue(now)]
            ) == 1
        }
    }

    /// The latest alert that refers to another and was not refused, whether or not it has gone out.
    public func successor(of id: Alert.ID) throws -> Alert.ID? {
        try database.read { session in
            guard let stored = try stored(id, in: session) else { return nil }
            let rows = try session.rows(
                "SELECT id, state FROM alerts WHERE event = $1 AND id <> $2 ORDER BY created_at DESC, id DESC",
                [SQLValue(stored.alert.event.rawValue), SQLValue(id.rawValue)]
            )
            for row in rows where try row.text(1) != Lifecycle.State.rejected.rawValue {
                guard let other = Alert.ID(rawValue: try row.text(0)),
                    try self.stored(other, in: session)?.alert.references.contains(id) == true
                else { continue }
                return other
            }
            return nil
        }
    }

    /// Its approval is taken back, and its schedule is gone.
    private func hold(_ scheduled: StoredAlert, _ reason: String, in session: any SQLSession) throws {
        var stored = scheduled
        try stored.lifecycle.perform(.hold)
        try session.execute(
            "UPDATE alerts SET state = $2, hold = $3, approval = NULL, officers = NULL WHERE id = $1",
            [
                SQLValue(stored.alert.id.rawValue), SQLValue(stored.lifecycle.state.rawValue), SQLValue(reason),
            ]
        )
        try forgetSchedule(of: stored.alert.id, in: session)
    }

    func forgetSchedule(of id: Alert.ID, in session: any SQLSession) throws {
        try session.execute("DELETE FROM schedule_texts WHERE alert_id = $1", [SQLValue(id.rawValue)])
        try session.execute("DELETE FROM schedules WHERE alert_id = $1", [SQLValue(id.rawValue)])
    }
}
