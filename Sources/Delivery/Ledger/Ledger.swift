// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation
public import Storage

/// Who got what, when, or why not.
public struct Ledger: Sendable {
    let database: any Database

    /// - Parameter database: migrated to `DeliveryStore.migrations`.
    public init(database: any Database) {
        self.database = database
    }

    /// One release's account.
    public struct Account: Sendable, Hashable, Codable {
        /// The alert.
        public var alert: String
        /// live or drill.
        public var world: String
        /// sending or finished.
        public var state: String
        /// Why it was stopped, if it was.
        public var stopReason: String?
        /// How many were meant.
        public var audience: Int
        /// How many are settled, by final state.
        public var settled: [String: Int]
        /// The same by language.
        public var byLanguage: [String: [String: Int]]
        /// The same by lane.
        public var byLane: [String: [String: Int]]
        /// How many of the open ones wait until their quiet hours are over.
        public var quiet: Int
        /// When it was planned.
        public var createdAt: Date
        /// When its last recipient was settled.
        public var finishedAt: Date?
        /// Since when it is held back until people decide; nil where it is not.
        public var pausedAt: Date?
        /// When all but these counts was forgotten; nil where it is not.
        public var prunedAt: Date?

        /// How many are still open.
        public var open: Int { audience - settled.values.reduce(0, +) }
    }

    /// The accounts of the latest releases, newest first, or of one alert's.
    public func accounts(alert: String? = nil, limit: Int = 20) throws -> [Account] {
        try database.read { session in
            let rows = try session.rows(
                """
                SELECT id, alert_id, world, state, stop_reason, audience, created_at, finished_at, paused_at, pruned_at
                FROM releases
                WHERE CAST($1 AS TEXT) IS NULL OR alert_id = $1 ORDER BY id DESC LIMIT $2
                """,
                [SQLValue(alert), SQLValue(limit)]
            )
            return try rows.map { row in
                var settled: [String: Int] = [:]
                var languages: [String: [String: Int]] = [:]
                var lanes: [String: [String: Int]] = [:]
                let sums = try session.rows(
                    """
                    SELECT language, lane, SUM(sent), SUM(failed), SUM(expired), SUM(suppressed), SUM(cancelled), SUM(total)
                    FROM \(try row.optionalDate(9) == nil ? "slices" : "release_counts")
                    WHERE release_id = $1 GROUP BY language, lane ORDER BY language, lane
                    """,
                    [SQLValue(try row.integer(0))]
                )
                let quiet = try session.firstRow(
                    """
                    SELECT SUM(total - sent - failed - expired - suppressed - cancelled) FROM slices
                    WHERE release_id = $1 AND state = 'ready' AND asleep = 1 AND heeds_quiet = 1
                    """,
                    [SQLValue(try row.integer(0))]
                )?.optionalInteger(0)
                for sum in sums {
                    var counts: [String: Int] = ["total": try sum.int(7)]
                    for (offset, state) in [FinalState.sent, .failed, .expired, .suppressed, .cancelled].enumerated() {
                        let count = try sum.int(2 + offset)
                        settled[state.rawValue, default: 0] += count
                        counts[state.rawValue] = count
                    }
                    languages[try sum.text(0), default: [:]].merge(counts) { $0 + $1 }
                    lanes[try sum.text(1), default: [:]].merge(counts) { $0 + $1 }
                }
                return Account(
                    alert: try row.text(1),
                    world: try row.text(2),
                    state: try row.text(3),
                    stopReason: try row.optionalText(4),
                    audience: try row.int(5),
                    settled: settled,
                    byLanguage: languages,
                    byLane: lanes,
                    quiet: Int(quiet ?? 0),
                    createdAt: try row.date(6),
                    finishedAt: try row.optionalDate(7),
                    pausedAt: try row.optionalDate(8),
                    prunedAt: try row.optionalDate(9)
                )
            }
        }
    }

    /// How many releases there are, those of which only the counts are kept among them.
    public func count() throws -> Int {
        try database.read { session in try session.firstRow("SELECT COUNT(*) FROM releases")?.int(0) ?? 0 }
    }

    /// Of how many releases only the counts are kept (`DeliveryStore.prune`).
    public func prunedReleases() throws -> Int {
        try database.read { session in
            try session.firstRow("SELECT COUNT(*) FROM releases WHERE pruned_at IS NOT NULL")?.int(0) ?? 0
        }
    }
}
