// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Storage

public import struct Foundation.Date

/// Who gets nothing more, since the address is dead; reversible, and not the same as having left.
///
/// A suppressed subscriber stands in no audience and has no contact; language and subscriptions stay. Whoever is stored again
/// (`Registry.store`) is suppressed no longer.
extension Registry {
    /// Why and since when a subscriber gets nothing more.
    public struct Suppression: Sendable, Hashable {
        /// Who.
        public var subscriber: Subscriber.ID
        /// Since when the address is dead.
        public var since: Date
        /// What the other side said.
        public var reason: String
        /// By which lane.
        public var lane: String
        /// When it was suppressed.
        public var at: Date

        /// A suppression.
        public init(subscriber: Subscriber.ID, since: Date, reason: String, lane: String, at: Date) {
            self.subscriber = subscriber
            self.since = since
            self.reason = reason
            self.lane = lane
            self.at = at
        }
    }

    /// Suppresses subscribers, all or none; who has left, or is suppressed already, stays as they are.
    ///
    /// - Returns: who is suppressed by this call.
    @discardableResult
    public func suppress(_ suppressions: [Suppression]) throws -> [Subscriber.ID] {
        try database.write { session in
            try suppressions.filter { suppression in
                try session.execute(
                    """
                    INSERT INTO suppressions (subscriber_id, since, reason, lane, at)
                    SELECT id, CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS BIGINT)
                    FROM subscribers WHERE id = $1 AND state = 'active'
                    ON CONFLICT (subscriber_id) DO UPDATE SET since = excluded.since, reason = excluded.reason,
                        lane = excluded.lane, at = excluded.at, lifted_at = NULL
                        WHERE suppressions.lifted_at IS NOT NULL
                    """,
                    [
                        SQLValue(suppression.subscriber.rawValue), SQLValue(suppression.since),
                        SQLValue(suppression.reason), SQLValue(suppression.lane), SQLValue(suppression.at),
                    ]
                ) > 0
            }.map(\.subscriber)
        }
    }

    /// Lets a subscriber get mail again; false where they were not suppressed.
    @discardableResult
    public func restore(_ id: Subscriber.ID, now: Date) throws -> Bool {
        try database.write { session in try lift(id, now: now, in: session) }
    }

    func lift(_ id: Subscriber.ID, now: Date, in session: any SQLSession) throws -> Bool {
        try session.execute(
            "UPDATE suppressions SET lifted_at = $2 WHERE subscriber_id = $1 AND lifted_at IS NULL",
            [SQLValue(id.rawValue), SQLValue(now)]
        ) > 0
    }

    /// Those suppressed now, oldest first; who has left meanwhile is not among them.
    public func suppressions() throws -> [Suppression] {
        try database.read { session in
            try session.rows(
                """
                SELECT x.subscriber_id, x.since, x.reason, x.lane, x.at
                FROM suppressions x JOIN subscribers s ON s.id = x.subscriber_id
                WHERE x.lifted_at IS NULL AND s.state = 'active' ORDER BY x.at, x.subscriber_id
                """
            ).map { row in
                Suppression(
                    subscriber: Subscriber.ID(rawValue: try row.integer(0)),
                    since: try row.date(1),
                    reason: try row.text(2),
                    lane: try row.text(3),
                    at: try row.date(4)
                )
            }
        }
    }

    /// When those were restored who had been suppressed: what was said of their addresses before counts no more.
    public func restorations() throws -> [Subscriber.ID: Date] {
        try database.read { session in
            Dictionary(
                uniqueKeysWithValues: try session.rows(
                    "SELECT subscriber_id, lifted_at FROM suppressions WHERE lifted_at IS NOT NULL"
                ).map { (Subscriber.ID(rawValue: try $0.integer(0)), try $0.date(1)) }
            )
        }
    }

    /// Some subscribers by language and mail domain, whatever they subscribed to; who has left or is suppressed is missing.
    ///
    /// For what has to reach those who got something: a cancel.
    public func groups(of members: Set<Subscriber.ID>) throws -> [AudienceGroup] {
        let members = members.sorted()
        var groups: [[String]: [Subscriber.ID]] = [:]
        try database.read { session in
            let suppressed = try suppressed(in: session)
            for chunk in stride(from: 0, to: members.count, by: 500) {
                let some = members[chunk..<min(chunk + 500, members.count)]
                for row in try session.rows(
                    """
                    SELECT id, language, mail_domain, state FROM subscribers
                    WHERE id IN (\(session.placeholders(some.count))) ORDER BY id
                    """,
                    some.map { SQLValue($0.rawValue) }
                ) where try row.text(3) == "active" {
                    let id = Subscriber.ID(rawValue: try row.integer(0))
                    guard !suppressed.contains(id) else { continue }
                    groups[[try row.text(1), try row.text(2)], default: []].append(id)
                }
            }
        }
        return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map { AudienceGroup(language: $0.key[0], domain: $0.key[1], members: $0.value) }
    }

    func suppressed(in session: any SQLSession) throws -> Set<Subscriber.ID> {
        Set(
            try session.rows("SELECT subscriber_id FROM suppressions WHERE lifted_at IS NULL")
                .map { Subscriber.ID(rawValue: try $0.integer(0)) }
        )
    }

    /// Who of these is, and perhaps some others: few are, so that to ask for each costs more than to look through them.
    func suppressed(in session: any SQLSession, among members: [Subscriber.ID]) throws -> Set<Subscriber.ID> {
        guard let first = members.min(), let last = members.max() else { return [] }
        return Set(
            try session.rows(
                """
                SELECT subscriber_id FROM suppressions
                WHERE lifted_at IS NULL AND subscriber_id BETWEEN $1 AND $2
                """,
                [SQLValue(first.rawValue), SQLValue(last.rawValue)]
            ).map { Subscriber.ID(rawValue: try $0.integer(0)) }
        )
    }
}
