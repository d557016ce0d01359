// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Registry
import Storage

extension DeliveryStore {
    /// How many slices one transaction wakes.
    private static let batch = 1_000

    /// What an audience asks for, as a release keeps it.
    static func stored(_ query: AudienceQuery) throws -> String {
        String(decoding: try JSONEncoder().encode(query), as: UTF8.self)
    }

    /// Whether slices sleep whose time has come, or whose release was stopped.
    func hasSleepersDue(world: String, now: Date, in session: any SQLSession) throws -> Bool {
        let due = try session.firstRow(
            "SELECT 1 FROM slices WHERE world = $1 AND asleep = 1 AND not_before <= $2 LIMIT 1",
            [SQLValue(world), SQLValue(now)]
        )
        if due != nil { return true }
        return try session.firstRow(
            """
            SELECT 1 FROM releases r CROSS JOIN slices s
            WHERE s.release_id = r.id AND r.state = 'sending' AND r.stop_reason IS NOT NULL AND s.state = 'ready'
                AND r.world = $1 AND s.asleep = 1 LIMIT 1
            """,
            [SQLValue(world)]
        ) != nil
    }

    /// Wakes slices whose time has come, or whose release was stopped.
    ///
    /// Each release's take their places from where the others of their lane and priority are: they neither overtake what
    /// is under way nor wait until it is over.
    func wake(world: String, now: Date) throws {
        try database.write { session in
            var rows = try session.rows(
                """
                SELECT id, release_id, lane, priority FROM slices
                WHERE world = $1 AND asleep = 1 AND not_before <= $2 ORDER BY position, id LIMIT $3
                """,
                [SQLValue(world), SQLValue(now), SQLValue(Self.batch)]
            )
            rows += try session.rows(
                """
                SELECT s.id, s.release_id, s.lane, s.priority FROM releases r CROSS JOIN slices s
                WHERE s.release_id = r.id AND r.state = 'sending' AND r.stop_reason IS NOT NULL AND s.state = 'ready'
                    AND r.world = $1 AND s.asleep = 1 ORDER BY s.position, s.id LIMIT $2
                """,
                [SQLValue(world), SQLValue(Self.batch)]
            )
            var first: [Queue: Int] = [:]
            var next: [Place: Int] = [:]
            for row in rows {
                let queue = Queue(lane: try row.text(2), priority: try row.int(3))
                let place = Place(release: try row.integer(1), queue: queue)
                let start = try first[queue] ?? front(of: queue, world: world, now: now, in: session)
                first[queue] = start
                let position = next[place] ?? start
                next[place] = position + 1
                try session.execute(
                    "UPDATE slices SET asleep = 0, position = $1 WHERE id = $2 AND asleep = 1",
                    [SQLValue(position), SQLValue(try row.integer(0))]
                )
            }
        }
    }

    /// The first place of what is awake and has not gone out.
    private func front(of queue: Queue, world: String, now: Date, in session: any SQLSession) throws -> Int {
        let row = try session.firstRow(
            """
            SELECT MIN(position) FROM slices
            WHERE world = $1 AND state = 'ready' AND asleep = 0 AND priority = $2 AND lane = $3 AND attempts = 0
            """,
            [SQLValue(world), SQLValue(queue.priority), SQLValue(queue.lane)]
        )
        return Int(try row?.optionalInteger(0) ?? 0)
    }

    private struct Queue: Hashable {
        let lane: String
        let priority: Int
    }

    private struct Place: Hashable {
        let release: Int64
        let queue: Queue
    }
}
