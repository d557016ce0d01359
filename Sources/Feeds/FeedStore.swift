// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation
public import Storage

/// Which entries of feeds were taken.
public struct FeedStore: Sendable {
    /// JMA's long feeds reach back some days; what is older is named by none.
    private static let keptFor: TimeInterval = 30 * 86_400
    private let database: any Database

    /// - Parameter database: migrated to `FeedStore.migrations`.
    public init(database: any Database) {
        self.database = database
    }

    /// The steps of the schema that this room needs.
    public static let migrations: [Migration] = [.m0040Feeds]

    /// Those of some ids that were not taken yet.
    public func unseen(_ ids: [String]) throws -> Set<String> {
        var unseen = Set(ids)
        for start in stride(from: 0, to: ids.count, by: 500) {
            let part = Array(ids[start..<min(start + 500, ids.count)])
            let rows = try database.read { session in
                try session.rows(
                    "SELECT id FROM feed_entries WHERE id IN (\(session.placeholders(part.count)))",
                    part.map { SQLValue($0) }
                )
            }
            for row in rows { unseen.remove(try row.text(0)) }
        }
        return unseen
    }

    /// Notes that an entry was taken.
    public func take(_ id: String, of feed: String, now: Date) throws {
        try database.write { session in
            _ = try session.execute(
                "INSERT INTO feed_entries (id, feed, seen_at) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING",
                [SQLValue(id), SQLValue(feed), SQLValue(now)]
            )
        }
    }

    /// Forgets what no feed names any more.
    public func prune(now: Date) throws {
        try database.write { session in
            _ = try session.execute(
                "DELETE FROM feed_entries WHERE seen_at < $1",
                [SQLValue(now.addingTimeInterval(-Self.keptFor))]
            )
        }
    }
}
