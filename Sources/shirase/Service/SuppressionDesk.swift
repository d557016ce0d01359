// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Delivery
import Foundation
import Logging
import Registry

/// Suppresses subscribers whose addresses are dead, few at a time; many at once wait for an operator.
struct SuppressionDesk: Sendable {
    /// What came of a look.
    enum Outcome: Sendable, Equatable {
        case suppressed(Int)
        /// More than may be suppressed in a day without an operator's word: nobody was.
        case tooMany(Int, limit: Int)
    }

    let registry: Registry
    let ledger: Ledger
    let desk: AlertDesk
    let limit: SuppressionLimit
    var rule = SuppressionRule()
    let logger: Logger

    init(_ rooms: Rooms, limit: SuppressionLimit, logger: Logger) {
        registry = rooms.registry
        ledger = rooms.ledger
        desk = rooms.desk
        self.limit = limit
        self.logger = logger
    }

    /// Those who would be suppressed now.
    ///
    /// - Parameter alert: only among those whom its release found unknown; nil for everybody.
    func candidates(after alert: Alert.ID? = nil, now: Date) throws -> [Registry.Suppression] {
        let dead = try ledger.deadAddresses(
            by: rule,
            amongRecipientsOf: alert,
            forgiven: try registry.restorations(),
            now: now
        )
        guard !dead.isEmpty else { return [] }
        let subscribed = Set(try registry.groups(of: Set(dead.map(\.subscriber))).flatMap(\.members))
        return dead.filter { subscribed.contains($0.subscriber) }.map {
            Registry.Suppression(subscriber: $0.subscriber, since: $0.since, reason: $0.reply, lane: $0.lane, at: now)
        }
    }

    /// Looks for dead addresses and suppresses their owners.
    ///
    /// - Parameter isConfirmed: an operator has looked at them: however many they are.
    @discardableResult
    func run(after alert: Alert.ID? = nil, isConfirmed: Bool = false, now: Date) throws -> Outcome {
        let candidates = try candidates(after: alert, now: now)
        let subscribers = try registry.countByLanguage().reduce(0) { $0 + $1.count }
        let start = SuppressionLimit.startOfDay(now)
        let today = try registry.suppressions().count { $0.at >= start }
        guard candidates.isEmpty || isConfirmed || limit.allows(candidates.count, today: today, of: subscribers) else {
            let limit = limit.perDay(of: subscribers)
            let isNew = try desk.raise(
                .massSuppression,
                about: "subscribers",
                "\(candidates.count) addresses look dead, \(today) were suppressed today, and more than \(limit) a day are a "
                    + "fault until somebody has looked: nobody is suppressed; `shirase subscribers suppress` lists them, "
                    + "with --confirm it suppresses them",
                now: now
            )
            if isNew {
                logger.critical(
                    "too many addresses look dead; nobody is suppressed",
                    metadata: ["addresses": "\(candidates.count)", "limit": "\(limit)"]
                )
            }
            return .tooMany(candidates.count, limit: limit)
        }
        let suppressed = try registry.suppress(candidates)
        // An alert's own look says nothing of what the look at everybody found.
        if alert == nil || isConfirmed { try desk.clear(.massSuppression, about: "subscribers", now: now) }
        for id in suppressed {
            logger.notice("dead address suppressed", metadata: ["subscriber": "\(registry.pseudonym(of: id))"])
        }
        return .suppressed(suppressed.count)
    }
}
