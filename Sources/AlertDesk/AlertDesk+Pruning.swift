// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation
import Storage

extension AlertDesk {
    /// How long the desk remembers what it no longer needs, in days.
    public enum Retention {
        /// Telegrams and messages of others: by which the same bytes count once, and "why was nothing sent?" is answered.
        static let telegrams = 400.0
        /// States in which nothing is announced: nobody sends a word on an earthquake of last month.
        static let states = 30.0
        /// Alarms that are over.
        static let alarms = 400.0
    }

    /// Forgets telegrams, states and alarms that are too old to matter; alerts are never forgotten here.
    ///
    /// - Returns: how many rows went.
    @discardableResult
    public func prune(now: Date) throws -> Int {
        func before(_ days: Double) -> SQLValue { SQLValue(now.addingTimeInterval(-days * 86_400)) }
        let stale = try database.read { session in
            try session.rows(
                "SELECT event, state FROM hazard_states WHERE changed_at < $1 ORDER BY changed_at LIMIT 1000",
                [before(Retention.states)]
            ).compactMap { row -> String? in
                let state = try JSONDecoder().decode(HazardState.self, from: Data(try row.text(1).utf8))
                // What was announced and not lifted waits for its end, however long.
                if let announced = state.announced, announced.until.map({ $0 > now }) ?? true { return nil }
                return try row.text(0)
            }
        }
        return try database.write { session in
            var gone = 0
            for event in stale {
                gone += try session.execute(
                    "DELETE FROM hazard_states WHERE event = $1 AND changed_at < $2",
                    [SQLValue(event), before(Retention.states)]
                )
            }
            gone += try session.execute(
                "DELETE FROM telegrams WHERE received_at < $1",
                [before(Retention.telegrams)]
            )
            gone += try session.execute(
                "DELETE FROM foreign_messages WHERE received_at < $1",
                [before(Retention.telegrams)]
            )
            // What was shown for a schedule is of no use once the alert has gone out or is over.
            gone += try session.execute(
                "DELETE FROM schedule_texts WHERE alert_id NOT IN (SELECT id FROM alerts WHERE state = 'approved')",
                []
            )
            gone += try session.execute(
                "DELETE FROM alarms WHERE cleared_at < $1",
                [before(Retention.alarms)]
            )
            return gone
        }
    }
}
