// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
public import Foundation
import Storage

extension AlertDesk {
    /// Raises an alarm, unless one of its kind and subject is open already.
    ///
    /// - Returns: whether it is new.
    @discardableResult
    public func raise(_ kind: Alarm.Kind, about subject: String, _ message: String, now: Date) throws -> Bool {
        try database.write { session in try raise(kind, about: subject, message, now: now, in: session) }
    }

    /// Closes the alarm of a kind and subject, where one is open.
    ///
    /// - Returns: whether one was.
    @discardableResult
    public func clear(_ kind: Alarm.Kind, about subject: String, now: Date) throws -> Bool {
        try database.write { session in try clear(kind, about: subject, now: now, in: session) }
    }

    /// The alarms that are open, oldest first.
    public func openAlarms() throws -> [Alarm] {
        try database.read { session in
            try session.rows(
                "SELECT kind, subject, message, raised_at, cleared_at FROM alarms WHERE cleared_at IS NULL ORDER BY raised_at, subject"
            ).compactMap(Self.alarm)
        }
    }

    /// The latest alarms, open or not, newest first.
    public func latestAlarms(_ count: Int) throws -> [Alarm] {
        try database.read { session in
            try session.rows(
                "SELECT kind, subject, message, raised_at, cleared_at FROM alarms ORDER BY raised_at DESC, subject LIMIT $1",
                [SQLValue(count)]
            ).compactMap(Self.alarm)
        }
    }

    /// Looks for bulletins that have disagreed for longer than the city bears; raises and clears what is due.
    ///
    /// - Returns: the alarms that are new.
    public func reviewDisagreements(now: Date) throws -> [Alarm] {
        let limit = now.addingTimeInterval(-Double(judge.rules.disagreementMinutes) * 60)
        let due = try database.read { session in
            try session.rows(
                "SELECT event, state FROM hazard_states WHERE disagreeing_since <= $1",
                [SQLValue(limit)]
            ).map { (try $0.text(0), try $0.text(1)) }
        }
        guard !due.isEmpty else { return [] }
        var raised: [Alarm] = []
        try database.write { session in
            for (event, stored) in due {
                let state = try JSONDecoder().decode(HazardState.self, from: Data(stored.utf8))
                guard let disagreement = Disagreement(in: state) else { continue }
                let message = "\(disagreement.description). Compare with JMA's page; nothing was sent because of it"
                if try raise(.disagreement, about: event, message, now: now, in: session) {
                    raised.append(Alarm(kind: .disagreement, subject: event, message: message, raisedAt: now))
                }
            }
        }
        return raised
    }

    func raise(
        _ kind: Alarm.Kind,
        about subject: String,
        _ message: String,
        now: Date,
        in session: any SQLSession
    ) throws -> Bool {
        try session.execute(
            """
            INSERT INTO alarms (kind, subject, message, raised_at)
            SELECT $1, $2, $3, $4 WHERE NOT EXISTS
                (SELECT 1 FROM alarms WHERE kind = $1 AND subject = $2 AND cleared_at IS NULL)
            """,
            [SQLValue(kind.rawValue), SQLValue(subject), SQLValue(message), SQLValue(now)]
        ) > 0
    }

    func clear(_ kind: Alarm.Kind, about subject: String, now: Date, in session: any SQLSession) throws -> Bool {
        try session.execute(
            "UPDATE alarms SET cleared_at = $3 WHERE kind = $1 AND subject = $2 AND cleared_at IS NULL",
            [SQLValue(kind.rawValue), SQLValue(subject), SQLValue(now)]
        ) > 0
    }

    private static func alarm(_ row: SQLRow) throws -> Alarm? {
        // A kind of a newer program is not ours to show.
        guard let kind = Alarm.Kind(rawValue: try row.text(0)) else { return nil }
        return Alarm(
            kind: kind,
            subject: try row.text(1),
            message: try row.text(2),
            raisedAt: try row.date(3),
            clearedAt: try row.optionalDate(4)
        )
    }
}
