// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation
import Storage

extension DeliveryStore {
    /// Forgets who got what of releases that are long over, and keeps their counts by language and lane.
    ///
    /// In small transactions, so that nothing else waits; one that is interrupted goes on with the next call. What is open
    /// or was finished later stays whole.
    ///
    /// - Parameters:
    ///   - instant: releases finished before it.
    ///   - limit: releases of one call at most.
    /// - Returns: how many releases were forgotten wholly by this call.
    @discardableResult
    public func prune(finishedBefore instant: Date, limit: Int = 100, now: Date) throws -> Int {
        let due = try database.read { session in
            try session.rows(
                """
                SELECT id FROM releases
                WHERE state = 'finished' AND finished_at < $1
                    AND (pruned_at IS NULL OR EXISTS (SELECT 1 FROM slices WHERE release_id = releases.id))
                ORDER BY finished_at, id LIMIT $2
                """,
                [SQLValue(instant), SQLValue(limit)]
            ).map { try $0.integer(0) }
        }
        for release in due { try prune(release, now: now) }
        return due.count
    }

    /// The counts first, and with them the mark by which they are read; the slices last, by which what is left is found.
    private func prune(_ release: Int64, now: Date) throws {
        try database.write { session in
            try session.execute(
                """
                INSERT INTO release_counts
                    (release_id, language, lane, total, sent, failed, expired, suppressed, cancelled)
                SELECT release_id, language, lane, SUM(total), SUM(sent), SUM(failed), SUM(expired), SUM(suppressed),
                    SUM(cancelled)
                FROM slices WHERE release_id = $1
                    AND NOT EXISTS (SELECT 1 FROM releases WHERE id = $1 AND pruned_at IS NOT NULL)
                GROUP BY release_id, language, lane
                """,
                [SQLValue(release)]
            )
            try session.execute(
                "UPDATE releases SET pruned_at = $2 WHERE id = $1 AND pruned_at IS NULL",
                [SQLValue(release), SQLValue(now)]
            )
        }
        for statement in [
            """
            DELETE FROM outcomes WHERE release_id = $1 AND subscriber_id IN
                (SELECT subscriber_id FROM outcomes WHERE release_id = $1 LIMIT 1000)
            """,
            "DELETE FROM renderings WHERE release_id = $1",
            "DELETE FROM slices WHERE id IN (SELECT id FROM slices WHERE release_id = $1 LIMIT 100)",
        ] {
            while try database.write({ session in try session.execute(statement, [SQLValue(release)]) }) > 0 {}
        }
    }
}
