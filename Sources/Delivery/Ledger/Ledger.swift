// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation
public import Registry
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

        /// How many are still open.
        public var open: Int { audience - settled.values.reduce(0, +) }
    }

    /// The accounts of the latest releases, newest first, or of one alert's.
    public func accounts(alert: String? = nil, limit: Int = 20) throws -> [Account] {
        try database.read { session in
            let rows = try session.rows(
                """
                SELECT id, alert_id, world, state, stop_reason, audience, created_at, finished_at FROM releases
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
                    SELECT language, lane, SUM(sent), SUM(failed), SUM(expired), SUM(suppressed), SUM(cancelled), SUM(total),
                        SUM(CASE WHEN asleep = 1 AND heeds_quiet = 1
                            THEN total - sent - failed - expired - suppressed - cancelled ELSE 0 END)
                    FROM slices WHERE release_id = $1 GROUP BY language, lane ORDER BY language, lane
                    """,
                    [SQLValue(try row.integer(0))]
                )
                var quiet = 0
                for sum in sums {
                    quiet += try sum.int(8)
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
                    quiet: quiet,
                    createdAt: try row.date(6),
                    finishedAt: try row.optionalDate(7)
                )
            }
        }
    }

    /// What one subscriber was sent, or why not.
    public struct Entry: Sendable, Hashable, Codable {
        /// The alert.
        public var alert: String
        /// In which language.
        public var language: String
        /// sent, failed, expired, suppressed, cancelled; deferred or open where it is not settled.
        public var state: String
        /// Stage, code and text of the last answer that was not plain acceptance.
        public var stage: String?
        /// The reply code.
        public var code: Int?
        /// The enhanced status code.
        public var enhanced: String?
        /// What it means: unknown-user, mailbox-full …
        public var meaning: String?
        /// The text.
        public var detail: String?
        /// When the release was planned.
        public var releasedAt: Date
    }

    /// A subscriber's entries, newest first.
    public func entries(of subscriber: Subscriber.ID, limit: Int = 50) throws -> [Entry] {
        try database.read { session in
            var entries: [Entry] = []
            try session.forEachRow(
                """
                SELECT r.alert_id, s.language, s.members, s.progress, o.state, o.stage, o.code, o.enhanced, o.detail,
                    r.created_at, o.class
                FROM slices s JOIN releases r ON r.id = s.release_id
                LEFT JOIN outcomes o ON o.release_id = r.id AND o.subscriber_id = $1
                ORDER BY r.id DESC, s.id
                """,
                [SQLValue(subscriber.rawValue)]
            ) { row throws(StorageError) in
                guard let members = MemberList.decode(try row.bytes(2)),
                    let index = members.firstIndex(of: subscriber)
                else { return true }
                // Nobody is called sent to where the progress cannot be read.
                let progress = try row.bytes(3)
                let isSettled = index >> 3 < progress.count && progress[index >> 3] & (1 << (index & 7)) != 0
                entries.append(
                    Entry(
                        alert: try row.text(0),
                        language: try row.text(1),
                        // No row of its own means plainly sent, once the bit is set.
                        state: try row.optionalText(4) ?? (isSettled ? FinalState.sent.rawValue : "open"),
                        stage: try row.optionalText(5),
                        code: try row.optionalInteger(6).map(Int.init),
                        enhanced: try row.optionalText(7),
                        meaning: try row.optionalText(10),
                        detail: try row.optionalText(8),
                        releasedAt: try row.date(9)
                    )
                )
                return entries.count < limit
            }
            return entries
        }
    }
}
