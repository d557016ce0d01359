// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Storage

public import struct Foundation.Date

extension Registry {
    /// Everybody whom an alert concerns, each once, grouped by language and mail domain; who is suppressed is left out.
    ///
    /// Nobody where the query names no area.
    public func audience(of query: AudienceQuery) throws -> [AudienceGroup] {
        guard !query.areas.isEmpty else { return [] }
        let areas = query.areas.sorted()
        var groups: [[String]: [Subscriber.ID]] = [:]
        try database.read { session in
            let suppressed = try suppressed(in: session)
            try session.forEachRow(
                """
                SELECT DISTINCT s.id, s.language, s.mail_domain
                FROM subscriptions p JOIN subscribers s ON s.id = p.subscriber_id
                WHERE p.topic = $1 AND p.threshold <= $2 AND s.state = 'active'
                    AND p.area IN (\(session.placeholders(areas.count, from: 3)))
                ORDER BY s.id
                """,
                [SQLValue(query.topic.rawValue), SQLValue(query.measure.rawValue)] + areas.map { SQLValue($0.rawValue) }
            ) { row throws(StorageError) in
                let id = Subscriber.ID(rawValue: try row.integer(0))
                if !suppressed.contains(id) { groups[[try row.text(1), try row.text(2)], default: []].append(id) }
                return true
            }
        }
        return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map { AudienceGroup(language: $0.key[0], domain: $0.key[1], members: $0.value) }
    }

    /// The contacts of those who are still subscribed; who left or was suppressed meanwhile is missing.
    ///
    /// - Parameter members: 1,000 at most.
    /// - Throws: `RegistryError.unsealable` where not one address opens, so that the key must be another's; single ones
    ///   that do not open are named in the answer and never stop the others.
    public func contacts(of members: [Subscriber.ID]) throws -> Contacts {
        var found = Contacts()
        guard !members.isEmpty else { return found }
        found.reachable.reserveCapacity(members.count)
        try database.read { session in
            // The state is looked at here: asked for it, SQLite walks through all who are active instead.
            let rows = try session.rows(
                """
                SELECT s.id, s.address, CASE WHEN x.subscriber_id IS NULL THEN s.state ELSE 'suppressed' END
                FROM subscribers s LEFT JOIN suppressions x ON x.subscriber_id = s.id AND x.lifted_at IS NULL
                WHERE s.id IN (\(session.placeholders(members.count)))
                """,
                members.map { SQLValue($0.rawValue) }
            )
            for row in rows where try row.text(2) == "active" {
                let id = Subscriber.ID(rawValue: try row.integer(0))
                let sealed = try row.bytes(1)
                do throws(RegistryError) {
                    found.reachable[id] = Contact(
                        id: id,
                        address: try seal.open(sealed),
                        pseudonym: seal.pseudonym(id),
                        token: seal.token(id)
                    )
                } catch {
                    found.unreadable.insert(id)
                }
            }
        }
        guard found.unreadable.isEmpty || !found.reachable.isEmpty else { throw RegistryError.unsealable }
        return found
    }

    /// Who has left or was suppressed at or after an instant, so that nothing more is sent to them.
    public func departures(since instant: Date) throws -> Set<Subscriber.ID> {
        try database.read { session in
            Set(
                try session.rows(
                    """
                    SELECT id FROM subscribers WHERE state = 'left' AND changed_at >= $1
                    UNION SELECT subscriber_id FROM suppressions WHERE lifted_at IS NULL AND at >= $1
                    """,
                    [SQLValue(instant)]
                ).map { Subscriber.ID(rawValue: try $0.integer(0)) }
            )
        }
    }

    /// The pseudonym of a subscriber.
    public func pseudonym(of id: Subscriber.ID) -> String {
        seal.pseudonym(id)
    }

    /// How many are subscribed, by language, most first.
    public func countByLanguage() throws -> [(language: String, count: Int)] {
        try database.read { session in
            try session.rows(
                """
                SELECT language, COUNT(*) FROM subscribers WHERE state = 'active'
                GROUP BY language ORDER BY COUNT(*) DESC, language
                """
            ).map { (try $0.text(0), try $0.int(1)) }
        }
    }

    /// How many are subscribed to each topic.
    public func countByTopic() throws -> [(topic: String, count: Int)] {
        try database.read { session in
            try session.rows(
                """
                SELECT p.topic, COUNT(DISTINCT p.subscriber_id)
                FROM subscriptions p JOIN subscribers s ON s.id = p.subscriber_id WHERE s.state = 'active'
                GROUP BY p.topic ORDER BY p.topic
                """
            ).map { (try $0.text(0), try $0.int(1)) }
        }
    }
}
