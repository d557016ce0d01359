// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation
public import Storage

/// Which entries of feeds were taken, each in which version.
public struct FeedStore: Sendable {
    /// Longer than any feed is out of reach; what a feed still names is kept.
    private static let keptFor: TimeInterval = 30 * 86_400
    private let database: any Database

    /// - Parameter database: migrated to `FeedStore.migrations`.
    public init(database: any Database) {
        self.database = database
    }

    /// The steps of the schema that this room needs.
    public static let migrations: [Migration] = [.m0040Feeds, .m0041FeedVersions]

    /// Those of a feed's entries that were not taken yet, in the version that it names or a later one.
    public func unseen(_ entries: [AtomFeed.Entry], of feed: String) throws -> [AtomFeed.Entry] {
        var taken: [String: Int64] = [:]
        for part in Self.parts(entries.map(\.id)) {
            let rows = try database.read { session in
                try session.rows(
                    "SELECT id, updated_at FROM feed_entries WHERE feed = $1 AND id IN (\(session.placeholders(part.count, from: 2)))",
                    [SQLValue(feed)] + part.map { SQLValue($0) }
                )
            }
            // Of what was taken before versions were noted any version counts.
            for row in rows { taken[try row.text(0)] = try row.optionalInteger(1) ?? .max }
        }
        return entries.filter { entry in
            guard let version = taken[entry.id], case .integer(let named) = SQLValue(entry.updated) else { return true }
            return version < named
        }
    }

    /// Notes that an entry was taken.
    public func take(_ entry: AtomFeed.Entry, of feed: String, now: Date) throws {
        try database.write { session in
            _ = try session.execute(
                """
                INSERT INTO feed_entries (feed, id, updated_at, named_at) VALUES ($1, $2, $3, $4)
                ON CONFLICT (feed, id) DO UPDATE SET updated_at = excluded.updated_at, named_at = excluded.named_at
                WHERE feed_entries.updated_at IS NULL OR feed_entries.updated_at < excluded.updated_at
                """,
                [SQLValue(feed), SQLValue(entry.id), SQLValue(entry.updated), SQLValue(now)]
            )
        }
    }

    /// Forgets what no feed has named for a month.
    ///
    /// - Parameter named: what each feed names now.
    public func prune(keeping named: [String: Set<String>], now: Date) throws {
        try database.write { session in
            for (feed, ids) in named {
                for part in Self.parts(Array(ids)) {
                    _ = try session.execute(
                        "UPDATE feed_entries SET named_at = $1 WHERE feed = $2 AND id IN (\(session.placeholders(part.count, from: 3)))",
                        [SQLValue(now), SQLValue(feed)] + part.map { SQLValue($0) }
                    )
                }
            }
            _ = try session.execute(
                "DELETE FROM feed_entries WHERE named_at < $1",
                [SQLValue(now.addingTimeInterval(-Self.keptFor))]
            )
        }
    }

    /// As many as a statement may hold, and more again.
    private static func parts(_ ids: [String]) -> [[String]] {
        stride(from: 0, to: ids.count, by: 500).map { Array(ids[$0..<min($0 + 500, ids.count)]) }
    }
}
