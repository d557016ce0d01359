// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
public import Localization
public import Storage

public import struct Foundation.Date

/// Who wants what, in which language: the subscribers of one city.
public struct Registry: Sendable {
    let database: any Database
    let seal: AddressSeal

    /// - Parameters:
    ///   - database: migrated to `Registry.migrations`.
    ///   - key: the city's secret; with another one no stored address can be read.
    public init(database: any Database, key: KeyFile) {
        self.database = database
        self.seal = AddressSeal(key: key)
    }

    /// The steps of the schema that this room needs.
    public static let migrations: [Migration] = [.m0010Subscribers, .m0011QuietHours, .m0015Suppressions]

    /// What became of a subscriber that was stored.
    public enum Stored: Sendable, Hashable {
        case added(Subscriber.ID)
        /// The address was known: language, subscriptions and quiet hours are now the new ones. Where it was suppressed, it
        /// is no longer.
        case replaced(Subscriber.ID)
        /// The owner of the address left; nobody else may subscribe it again.
        case refusedHasLeft
    }

    /// Stores subscribers, each wholly, all in one transaction.
    public func store(_ subscribers: [Subscriber], now: Date) throws -> [Stored] {
        try database.write { session in
            try subscribers.map { try store($0, now: now, in: session) }
        }
    }

    private func store(_ subscriber: Subscriber, now: Date, in session: any SQLSession) throws -> Stored {
        let lookup = SQLValue(seal.lookup(subscriber.address.key))
        let known = try session.firstRow("SELECT id, state FROM subscribers WHERE lookup = $1", [lookup])
        let id: Subscriber.ID
        if let known {
            guard try known.text(1) == "active" else { return .refusedHasLeft }
            id = Subscriber.ID(rawValue: try known.integer(0))
            try session.execute(
                """
                UPDATE subscribers SET language = $1, changed_at = $2, quiet_from = $4, quiet_until = $5 WHERE id = $3
                """,
                [
                    SQLValue(subscriber.language.rawValue), SQLValue(now), SQLValue(id.rawValue),
                    SQLValue(subscriber.quiet?.from), SQLValue(subscriber.quiet?.until),
                ]
            )
            try session.execute("DELETE FROM subscriptions WHERE subscriber_id = $1", [SQLValue(id.rawValue)])
            // Who is subscribed again wants mail, and says that the address is good.
            _ = try lift(id, now: now, in: session)
        } else {
            let row = try session.firstRow(
                """
                INSERT INTO subscribers
                    (lookup, address, mail_domain, language, state, created_at, changed_at, quiet_from, quiet_until)
                VALUES ($1, $2, $3, $4, 'active', $5, $5, $6, $7) RETURNING id
                """,
                [
                    lookup, SQLValue(try seal.seal(subscriber.address.wire)), SQLValue(subscriber.address.domain),
                    SQLValue(subscriber.language.rawValue), SQLValue(now), SQLValue(subscriber.quiet?.from),
                    SQLValue(subscriber.quiet?.until),
                ]
            )
            id = Subscriber.ID(rawValue: try row?.integer(0) ?? 0)
        }
        for subscription in subscriber.subscriptions {
            try session.execute(
                """
                INSERT INTO subscriptions (subscriber_id, topic, area, threshold) VALUES ($1, $2, $3, $4)
                ON CONFLICT (subscriber_id, topic, area) DO UPDATE SET threshold = excluded.threshold
                """,
                [
                    SQLValue(id.rawValue), SQLValue(subscription.topic.rawValue),
                    SQLValue(subscription.area.rawValue), SQLValue(subscription.threshold.rawValue),
                ]
            )
        }
        return known == nil ? .added(id) : .replaced(id)
    }

    /// What following a subscriber's own link led to.
    public enum Departure: String, Sendable, Hashable {
        case left
        case hadLeft
        case unknownLink
    }

    /// Ends all subscriptions of a link's owner; durable when this returns.
    public func leave(token: String, now: Date) throws -> Departure {
        guard let id = seal.subscriber(token: token) else { return .unknownLink }
        return try database.write { session in
            let changed = try session.execute(
                "UPDATE subscribers SET state = 'left', changed_at = $1 WHERE id = $2 AND state = 'active'",
                [SQLValue(now), SQLValue(id.rawValue)]
            )
            if changed > 0 { return .left }
            let known = try session.firstRow("SELECT 1 FROM subscribers WHERE id = $1", [SQLValue(id.rawValue)])
            return known == nil ? .unknownLink : .hadLeft
        }
    }

    /// The language of a link's owner, so that the page speaks it; nil for a link that is not ours.
    public func language(token: String) throws -> Language? {
        guard let id = seal.subscriber(token: token) else { return nil }
        return try database.read { session in
            let row = try session.firstRow(
                "SELECT language FROM subscribers WHERE id = $1",
                [SQLValue(id.rawValue)]
            )
            return try row.flatMap { Language(rawValue: try $0.text(0)) }
        }
    }

    /// The subscriber of an address, by its key.
    public func subscriber(addressKey: String) throws -> Subscriber.ID? {
        try database.read { session in
            try session.firstRow(
                "SELECT id FROM subscribers WHERE lookup = $1",
                [SQLValue(seal.lookup(addressKey))]
            ).map { Subscriber.ID(rawValue: try $0.integer(0)) }
        }
    }
}
