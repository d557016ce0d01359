// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation
import Storage

extension DeliveryStore {
    /// What the database says of its own life; nil before the first beat.
    public func lastLife() throws -> Resumption.LastLife? {
        try database.read { session in
            try session.firstRow("SELECT token, beats, alive_at FROM lifetimes WHERE id = 1").map { row in
                Resumption.LastLife(
                    mark: .init(token: try row.text(0), beats: try row.int(1)),
                    aliveAt: try row.date(2)
                )
            }
        }
    }

    /// Notes that a service is alive.
    ///
    /// - Parameters:
    ///   - token: for the first beat alone; a database keeps its own.
    ///   - seen: how far it was seen to have come; a copy that was put back goes on beyond it, so that it is not taken for
    ///     one again.
    /// - Returns: the mark, for a file beside the database.
    public func beat(token: String, beyond seen: Int = 0, now: Date) throws -> Resumption.Mark? {
        try database.write { session in
            try session.firstRow(
                """
                INSERT INTO lifetimes (id, token, beats, alive_at) VALUES (1, $1, $2, $3)
                ON CONFLICT (id) DO UPDATE SET alive_at = excluded.alive_at, beats =
                    CASE WHEN lifetimes.beats >= excluded.beats THEN lifetimes.beats + 1 ELSE excluded.beats END
                RETURNING token, beats
                """,
                [SQLValue(token), SQLValue(seen + 1), SQLValue(now)]
            ).map { .init(token: try $0.text(0), beats: try $0.int(1)) }
        }
    }
}
