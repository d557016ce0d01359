// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Storage

public import struct Foundation.Date

extension Registry {
    /// What the members of a group share.
    private struct Kind: Hashable {
        let language: String
        let domain: String
        let notBefore: Date?

        func precedes(_ other: Kind) -> Bool {
            (language, domain, notBefore ?? .distantPast) < (
                other.language, other.domain, other.notBefore ?? .distantPast
            )
        }
    }

    /// Everybody whom an alert concerns, each once, grouped by language and mail domain; who is suppressed is left out.
    ///
    /// Nobody where the query names no area.
    ///
    /// - Parameter instant: where quiet hours count: those whose quiet hours last then stand in groups of their own, by
    ///   the time at which they end.
    public func audience(of query: AudienceQuery, quietAt instant: Date? = nil) throws -> [AudienceGroup] {
        guard !query.areas.isEmpty else { return [] }
        // In two halves at once: nothing goes out before all are found.
        let middle = try database.read { session in
            try session.firstRow("SELECT COALESCE(MAX(id), 0) / 2 FROM subscribers")?.integer(0) ?? 0
        }
        let halves = [.min...middle, (middle + 1) ... .max]
        let groups = try halves.concurrentMap { try members(asking: query, in: $0, quietAt: instant) }
            .reduce(into: [:]) { all, some in all.merge(some) { $0 + $1 } }
        return groups.sorted { $0.key.precedes($1.key) }.map { kind, members in
            AudienceGroup(
                language: kind.language,
                domain: kind.domain,
                members: Self.ascending(members),
                notBefore: kind.notBefore
            )
        }
    }

    /// Those with these numbers, in no order; who asks for it in two areas twice.
    private func members(
        asking query: AudienceQuery,
        in numbers: ClosedRange<Int64>,
        quietAt instant: Date?
    ) throws -> [Kind: [Subscriber.ID]] {
        let areas = query.areas.sorted()
        var groups: [Kind: [Subscriber.ID]] = [:]
        try database.read { session in
            let suppressed = try suppressed(in: session)
            let hours: StaticString = instant == nil ? "" : ", s.quiet_from, s.quiet_until"
            // Neither DISTINCT nor ORDER BY: they make a table of all of them first.
            try session.forEachRow(
                """
                SELECT s.id, s.language, s.mail_domain
                    \(hours)
                FROM subscriptions p JOIN subscribers s ON s.id = p.subscriber_id
                WHERE p.topic = $1 AND p.threshold <= $2 AND s.state = 'active'
                    AND p.subscriber_id BETWEEN $3 AND $4
                    AND p.area IN (\(session.placeholders(areas.count, from: 5)))
                """,
                [
                    SQLValue(query.topic.rawValue), SQLValue(query.measure.rawValue),
                    SQLValue(numbers.lowerBound), SQLValue(numbers.upperBound),
                ] + areas.map { SQLValue($0.rawValue) }
            ) { row throws(StorageError) in
                let id = Subscriber.ID(rawValue: try row.integer(0))
                guard !suppressed.contains(id) else { return true }
                let hours = instant == nil ? nil : try QuietHours(row, at: 3)
                let kind = Kind(
                    language: try row.text(1),
                    domain: try row.text(2),
                    notBefore: instant.flatMap { hours?.resumption(at: $0) }
                )
                groups[kind, default: []].append(id)
                return true
            }
        }
        return groups
    }

    /// Each of them once, in ascending order.
    private static func ascending(_ members: [Subscriber.ID]) -> [Subscriber.ID] {
        var sorted = members
        sorted.sort()
        var last: Subscriber.ID?
        sorted.removeAll { member in
            defer { last = member }
            return member == last
        }
        return sorted
    }

    /// The contacts of those who are still subscribed; who left or was suppressed meanwhile is missing.
    ///
    /// - Parameter members: each once.
    /// - Throws: `RegistryError.unsealable` where not one address opens, so that the key must be another's; single ones
    ///   that do not open are named in the answer and never stop the others.
    public func contacts(of members: [Subscriber.ID]) throws -> Contacts {
        try contacts(of: members, heeding: Wishes())
    }

    /// The same, with who no longer wants it and whose quiet hours count.
    public func contacts(of members: [Subscriber.ID], heeding wishes: Wishes) throws -> Contacts {
        var found = Contacts()
        guard !members.isEmpty else { return found }
        found.reachable.reserveCapacity(members.count)
        try database.read { session in
            let suppressed = try suppressed(in: session, among: members)
            let hours: StaticString = wishes.heedsQuietHours ? ", quiet_from, quiet_until" : ""
            let willing = try wishes.query.map { try self.willing(members, $0, in: session) }
            try session.forEachRow(
                """
                SELECT id, address, state
                    \(hours)
                FROM subscribers WHERE \(session.among("id"))
                """,
                among: members.map(\.rawValue)
            ) { row throws(StorageError) in
                guard try row.text(2) == "active" else { return true }
                let id = Subscriber.ID(rawValue: try row.integer(0))
                guard !suppressed.contains(id) else { return true }
                let sealed = try row.bytes(1)
                do throws(RegistryError) {
                    found.reachable[id] = Contact(
                        id: id,
                        address: try seal.open(sealed),
                        marks: seal.marks(of: id)
                    )
                } catch {
                    found.unreadable.insert(id)
                    return true
                }
                if wishes.heedsQuietHours { found.quietHours[id] = try QuietHours(row, at: 3) }
                if let willing, !willing.contains(id) { found.unwilling.insert(id) }
                return true
            }
        }
        guard found.unreadable.isEmpty || !found.reachable.isEmpty else { throw RegistryError.unsealable }
        return found
    }

    /// Who of these still asks for it.
    private func willing(
        _ members: [Subscriber.ID],
        _ query: AudienceQuery,
        in session: any SQLSession
    ) throws -> Set<Subscriber.ID> {
        var found: Set<Subscriber.ID> = []
        // The topic is looked at here: asked for it, SQLite may walk through all who ticked it instead.
        try session.forEachRow(
            "SELECT subscriber_id, topic, area, threshold FROM subscriptions WHERE \(session.among("subscriber_id"))",
            among: members.map(\.rawValue)
        ) { row throws(StorageError) in
            let (topic, area, threshold) = (try row.text(1), try row.text(2), try row.int(3))
            if topic == query.topic.rawValue, threshold <= query.measure.rawValue,
                query.areas.contains(AreaCode(rawValue: area))
            {
                found.insert(Subscriber.ID(rawValue: try row.integer(0)))
            }
            return true
        }
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
        seal.marks(of: id).pseudonym
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

extension QuietHours {
    /// Two columns of a row; nil where they are empty.
    init?(_ row: SQLRow, at column: Int) throws(StorageError) {
        guard let from = try row.optionalInteger(column), let until = try row.optionalInteger(column + 1) else {
            return nil
        }
        self.init(from: Int(from), until: Int(until))
    }
}
