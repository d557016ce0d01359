// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Foundation
public import Registry
import Storage

extension Ledger {
    /// A subscriber of whom the rule says that the address is dead.
    public struct DeadAddress: Sendable, Hashable {
        /// Who.
        public let subscriber: Subscriber.ID
        /// The last of the days that decided it began then.
        public let since: Date
        /// The lane of the last refusal.
        public let lane: String
        /// What the other side said last, without addresses.
        public let reply: String
    }

    /// Those whose addresses are dead by a rule.
    ///
    /// Looks at refusals first, of which there are few, and only of those whom they would condemn at what was accepted.
    ///
    /// - Parameters:
    ///   - alert: only those whom this alert's release found unknown; nil for everybody.
    ///   - forgiven: what was said before an instant does not count, for those who were restored then.
    public func deadAddresses(
        by rule: SuppressionRule,
        amongRecipientsOf alert: Alert.ID? = nil,
        forgiven: [Subscriber.ID: Date] = [:],
        now: Date
    ) throws -> [DeadAddress] {
        let start = now.addingTimeInterval(-Double(rule.window + 1) * 86_400)
        var refusals = try refusals(since: start, atLeast: rule.days, alert: alert)
        let alarmed = try alarmed(among: Set(refusals.values.joined().map(\.release)))
        func verdict(_ subscriber: Subscriber.ID, _ accepted: [SuppressionRule.Answer]) -> Date? {
            let answers = (refusals[subscriber] ?? []).map {
                SuppressionRule.Answer(release: $0.release, at: $0.at, word: .unknownUser)
            }
            guard case .suppress(let since) = rule.verdict(on: answers + accepted, alarmed: alarmed) else { return nil }
            return since
        }
        for (subscriber, instant) in forgiven { refusals[subscriber]?.removeAll { $0.at <= instant } }
        let condemned = refusals.keys.filter { verdict($0, []) != nil }.sorted()
        guard !condemned.isEmpty else { return [] }
        let first = condemned.compactMap { refusals[$0]?.map(\.at).min() }.min() ?? start
        let accepted = try acceptances(of: condemned, since: first)
        return condemned.compactMap { subscriber in
            guard let since = verdict(subscriber, accepted[subscriber] ?? []),
                let last = refusals[subscriber]?.max(by: { $0.at < $1.at })
            else { return nil }
            return DeadAddress(subscriber: subscriber, since: since, lane: last.lane, reply: last.reply)
        }
    }

    private struct Refusal {
        let release: Alert.ID
        let at: Date
        let lane: String
        let reply: String
    }

    /// What was said for good of those who were unknown often enough to matter.
    private func refusals(
        since start: Date,
        atLeast count: Int,
        alert: Alert.ID?
    ) throws -> [Subscriber.ID: [Refusal]] {
        var found: [Subscriber.ID: [Refusal]] = [:]
        let rows = try database.read { session in
            try session.rows(
                """
                SELECT o.subscriber_id, r.alert_id, o.at, COALESCE(o.lane, ''), COALESCE(o.code, 0), COALESCE(o.enhanced, ''),
                    COALESCE(o.detail, '')
                FROM outcomes o JOIN releases r ON r.id = o.release_id
                WHERE o.class = 'unknown-user' AND o.state = 'failed' AND o.at >= $1 AND o.subscriber_id IN (
                    SELECT subscriber_id FROM outcomes WHERE class = 'unknown-user' AND at >= $1
                    GROUP BY subscriber_id HAVING COUNT(*) >= $2
                ) AND (CAST($3 AS TEXT) IS NULL OR EXISTS (
                    SELECT 1 FROM outcomes p JOIN releases q ON q.id = p.release_id
                    WHERE q.alert_id = $3 AND p.subscriber_id = o.subscriber_id AND p.class = 'unknown-user'
                ))
                """,
                [SQLValue(start), SQLValue(count), SQLValue(alert?.rawValue)]
            )
        }
        for row in rows {
            guard let release = Alert.ID(rawValue: try row.text(1)) else { continue }
            let reply = [try row.int(4) == 0 ? "" : "\(try row.int(4))", try row.text(5), try row.text(6)]
            found[Subscriber.ID(rawValue: try row.integer(0)), default: []].append(
                Refusal(
                    release: release,
                    at: try row.date(2),
                    lane: try row.text(3),
                    reply: reply.filter { !$0.isEmpty }.joined(separator: " ")
                )
            )
        }
        return found
    }

    /// The releases that found too many unknown in a lane for it to be dead addresses (`UnknownUserWatch`).
    private func alarmed(among releases: Set<Alert.ID>) throws -> Set<Alert.ID> {
        try releases.filter { try !answers(alert: $0.rawValue).countsTowardsSuppression() }
    }

    /// What was accepted for some subscribers since an instant; of a plain success the latest time that it may have.
    ///
    /// One walk over the slices, of which only those are decoded that may hold one of them.
    private func acceptances(
        of subscribers: [Subscriber.ID],
        since start: Date
    ) throws -> [Subscriber.ID: [SuppressionRule.Answer]] {
        try database.read { session in
            // By release, what is known of single recipients: nil for what was not accepted.
            var known: [String: [Subscriber.ID: Date?]] = [:]
            for chunk in stride(from: 0, to: subscribers.count, by: 500) {
                let some = subscribers[chunk..<min(chunk + 500, subscribers.count)]
                for row in try session.rows(
                    """
                    SELECT r.alert_id, o.subscriber_id, CASE WHEN o.state = 'sent' THEN o.at END
                    FROM releases r JOIN outcomes o ON o.release_id = r.id
                    WHERE (r.finished_at IS NULL OR r.finished_at >= $1)
                        AND o.subscriber_id IN (\(session.placeholders(some.count, from: 2)))
                    """,
                    [SQLValue(start)] + some.map { SQLValue($0.rawValue) }
                ) {
                    let subscriber = Subscriber.ID(rawValue: try row.integer(1))
                    known[try row.text(0), default: [:]][subscriber] = .some(try row.optionalDate(2))
                }
            }
            var found: [Subscriber.ID: [SuppressionRule.Answer]] = [:]
            try session.forEachRow(
                """
                SELECT s.members, s.progress, r.alert_id, COALESCE(s.recorded_at, r.finished_at, r.created_at),
                    COALESCE(s.first_member, 0), COALESCE(s.last_member, $2)
                FROM releases r JOIN slices s ON s.release_id = r.id
                WHERE (r.finished_at IS NULL OR r.finished_at >= $1) AND s.sent > 0
                """,
                [SQLValue(start), SQLValue(Int64.max)]
            ) { row throws(StorageError) in
                let bounds = (first: Subscriber.ID(rawValue: try row.integer(4)), last: try row.integer(5))
                let some = subscribers.drop { $0 < bounds.first }.prefix { $0.rawValue <= bounds.last }
                guard !some.isEmpty, let release = Alert.ID(rawValue: try row.text(2)),
                    let members = MemberList.decode(try row.bytes(0))
                else { return true }
                let progress = try row.bytes(1)
                let places = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($0.element, $0.offset) })
                for subscriber in some {
                    guard let index = places[subscriber], index >> 3 < progress.count,
                        progress[index >> 3] & (1 << (index & 7)) != 0
                    else { continue }
                    let own = known[release.rawValue]?[subscriber]
                    let latest = try row.date(3)
                    guard let at = own ?? latest else { continue }
                    found[subscriber, default: []].append(.init(release: release, at: at, word: .accepted))
                }
                return true
            }
            return found
        }
    }
}
