// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
import Storage

public import struct Foundation.Date

extension Ledger {
    /// The alerts whose releases finished since an instant, the first to finish first.
    public func finished(since instant: Date) throws -> [Alert.ID] {
        try database.read { session in
            try session.rows(
                "SELECT alert_id FROM releases WHERE state = 'finished' AND finished_at >= $1 ORDER BY finished_at, id",
                [SQLValue(instant)]
            ).compactMap { Alert.ID(rawValue: try $0.text(0)) }
        }
    }

    /// What the lanes of an alert's release answered so far, and how many recipients were unknown there.
    ///
    /// Who was refused without a word, since the connection broke or the address does not open, is no answer.
    public func answers(alert: String) throws -> UnknownUserWatch {
        try database.read { session in
            var tallies: [String: UnknownUserWatch.Tally] = [:]
            let sent = try session.rows(
                """
                SELECT s.lane, SUM(s.sent) FROM slices s JOIN releases r ON r.id = s.release_id
                WHERE r.alert_id = $1 GROUP BY s.lane
                """,
                [SQLValue(alert)]
            )
            for row in sent { tallies[try row.text(0), default: .init()].answers += try row.int(1) }
            let refused = try session.rows(
                """
                SELECT o.lane, COUNT(*), SUM(CASE WHEN o.class = 'unknown-user' THEN 1 ELSE 0 END)
                FROM outcomes o JOIN releases r ON r.id = o.release_id
                WHERE r.alert_id = $1 AND o.state = 'failed' AND o.code IS NOT NULL AND o.lane IS NOT NULL
                GROUP BY o.lane
                """,
                [SQLValue(alert)]
            )
            for row in refused {
                tallies[try row.text(0), default: .init()].answers += try row.int(1)
                tallies[try row.text(0), default: .init()].unknownUsers += try row.int(2)
            }
            return UnknownUserWatch(tallies: tallies)
        }
    }
}
