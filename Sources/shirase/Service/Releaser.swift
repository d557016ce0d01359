// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Delivery
import Foundation
import Logging
import Registry
import Synchronization

/// Turns alerts that may go out into releases: words, audience, approval, plan.
///
/// Every step can be repeated after a crash: an alert stays where it is until the next step is durable.
struct Releaser: Sendable {
    let desk: AlertDesk
    let registry: Registry
    let store: DeliveryStore
    private let ledger: Ledger
    private let lanes: LaneTable
    private let drillsGoOut: Bool
    private let drafts: ReleaseDrafts
    private let timetable: Timetable
    let refusals = Refusals()
    let withdrawals = Withdrawals()
    let logger: Logger

    /// - Parameters:
    ///   - lanes: which mail domain belongs to which.
    ///   - drillsGoOut: whether there is a drill relay and the city lets drills use it.
    ///   - scheduleGrace: how late what was approved for a time may go out, in seconds.
    init(
        desk: AlertDesk,
        registry: Registry,
        store: DeliveryStore,
        ledger: Ledger,
        city: City,
        lanes: LaneTable,
        drillsGoOut: Bool,
        scheduleGrace: TimeInterval,
        gaps: PhraseGaps,
        logger: Logger
    ) {
        self.desk = desk
        self.registry = registry
        self.store = store
        self.ledger = ledger
        self.lanes = lanes
        self.drillsGoOut = drillsGoOut
        drafts = ReleaseDrafts(desk: desk, registry: registry, city: city, gaps: gaps, logger: logger)
        timetable = Timetable(
            desk: desk,
            store: store,
            drafts: drafts,
            lanes: lanes,
            drillsGoOut: drillsGoOut,
            grace: scheduleGrace,
            logger: logger
        )
        self.logger = logger
    }

    /// Releases what waits, and moves alerts on whose release has finished or whose time is over.
    ///
    /// One process at a time: two would approve and render the same alert. Should a frozen one go on in the middle while
    /// another has taken over, nobody gets anything twice: a state is left once, an alert is planned once.
    ///
    /// - Parameters:
    ///   - mayGoOn: asked before each alert.
    ///   - preparing: told of each alert before its words and its audience are made.
    /// - Returns: whether a release was planned.
    func run(
        now: Date = Date(),
        while mayGoOn: () -> Bool = { true },
        preparing: (Alert) -> Void = { _ in }
    ) throws -> Bool {
        let waiting = try desk.alerts(in: [.inReview, .approved])
        // Before anything is planned: what is cancelled must not begin.
        var planned = stopWithdrawn(waiting, now: now)
        let paused = try store.pausedAlerts()
        for stored in waiting where refusals.mayTry(stored.alert.id, now: now) {
            guard mayGoOn() else { return planned }
            do {
                // An alert released a moment ago may have taken this one's place.
                guard let current = try desk.alert(stored.alert.id), !current.lifecycle.state.isFinal else { continue }
                // Officers decide; until then only its expiry concerns us.
                if current.hold != nil, current.alert.expires > now { continue }
                if paused.contains(current.alert.id.rawValue) {
                    guard current.alert.expires <= now else { continue }
                    try store.resume(current.alert.id.rawValue)
                }
                // What was approved for a time goes out by what is found then.
                if current.schedule != nil, current.lifecycle.state == .approved {
                    guard try timetable.plan(current, now: now) else { continue }
                    try begin(current.alert)
                    planned = true
                    continue
                }
                preparing(current.alert)
                if try release(current, now: now) { planned = true }
            } catch {
                // One alert that cannot go out never stops the next, and does not fill the log.
                refusals.note(stored.alert.id, now: now)
                logger.critical(
                    "alert cannot be released",
                    metadata: ["alert": "\(stored.alert.id)", "reason": "\(error)"]
                )
            }
        }
        guard mayGoOn() else { return planned }
        for stored in try desk.alerts(in: [.sending]) { try watch(stored.alert, now: now) }
        for stored in try desk.alerts(in: [.sending]) where try store.isFinished(stored.alert.id) == true {
            try desk.perform(.finishSending, on: stored.alert.id)
            logger.info("release finished", metadata: ["alert": "\(stored.alert.id)"])
        }
        for stored in try desk.alerts(in: [.active]) where stored.alert.expires <= now {
            try desk.perform(.end, on: stored.alert.id)
        }
        if !paused.isEmpty, try store.forgetOverPauses() == 0 { try desk.clear(.paused, about: "start", now: now) }
        return planned
    }

    /// An alarm for each lane that calls more recipients unknown than can be dead; it is for officers to close.
    private func watch(_ alert: Alert, now: Date) throws {
        let answers = try ledger.answers(alert: alert.id.rawValue)
        for lane in answers.alarmedLanes() {
            guard let tally = answers.tallies[lane] else { continue }
            let isNew = try desk.raise(
                .refusedLane,
                about: "\(lane)/\(alert.id)",
                "\(tally.unknownUsers) of \(tally.answers) recipients in lane \(lane) are called unknown: a block of the "
                    + "city, or a list that was never cleaned; ask the provider, and remove nobody for it",
                now: now
            )
            if isNew {
                logger.critical(
                    "a destination refuses the city",
                    metadata: ["lane": "\(lane)", "alert": "\(alert.id)", "unknown": "\(tally.unknownUsers)"]
                )
            }
        }
    }

    private func release(_ stored: StoredAlert, now: Date) throws -> Bool {
        let alert = stored.alert
        guard alert.expires > now else {
            // What nobody decided in time was never told: its hazard's state must not believe that it was.
            if stored.hold != nil {
                try desk.refuse(alert.id, now: now)
                logger.error("alert expired before officers decided", metadata: ["alert": "\(alert.id)"])
                return false
            }
            try desk.perform(stored.lifecycle.state == .approved ? .end : .reject, on: alert.id)
            logger.error("alert expired before it could be released", metadata: ["alert": "\(alert.id)"])
            return false
        }
        if try mustWait(alert) { return false }
        switch alert.status {
        case Live.status: try plan(Live.self, stored, now: now)
        case Drill.status where drillsGoOut: try plan(Drill.self, stored, now: now)
        default:
            try desk.perform(.reject, on: alert.id)
            logger.notice("drill recorded, not sent", metadata: ["alert": "\(alert.id)"])
            return false
        }
        return true
    }

    private func plan<W: World>(_ world: W.Type, _ stored: StoredAlert, now: Date) throws {
        let alert = stored.alert
        guard try store.isFinished(alert.id) == nil else {
            // A crash came after the plan: what was planned is what was approved.
            return try begin(alert)
        }
        let (audience, scope) = try audience(of: alert, world: W.name, now: now)
        let release = try Release<W>(
            of: alert,
            scope: scope,
            renderings: try drafts.renderings(of: alert, in: Set(audience.map(\.language)))
        )
        let approval = Approval(
            authority: stored.officers.isEmpty
                ? .rule(stored.rule ?? "telegram") : .officers(stored.officers),
            at: now,
            contentHash: release.contentHash
        )
        if stored.lifecycle.state == .inReview {
            try desk.approve(alert.id, approval)
        } else {
            // A crash came between approval and plan; a rule's approval is for what is rendered now.
            try desk.renew(alert.id, approval)
        }
        let count = try store.plan(
            release,
            for: audience,
            asked: drafts.query(for: alert),
            approval: approval,
            now: now,
            whereApproval: { try desk.isApproved(alert.id, for: release.contentHash, in: $0) },
            lane: lanes.lane
        )
        try begin(alert)
        logger.notice(
            "alert released",
            metadata: [
                "alert": "\(alert.id)", "priority": "\(alert.priority.name)", "audience": "\(count)",
                "languages": "\(release.renderings.count)", "world": "\(W.name)",
            ]
        )
    }

    /// Moves a planned alert on its way; first those whose place it takes, so that a crash leaves none of them behind.
    private func begin(_ alert: Alert) throws {
        for earlier in alert.references {
            // What is over already stays as it is.
            _ = try? desk.perform(alert.messageType == .cancel ? .cancel : .supersede, on: earlier)
        }
        try desk.perform(.startSending, on: alert.id)
    }

    /// Who gets it, and that in a fixed form.
    private func audience(of alert: Alert, world: String, now: Date) throws -> ([AudienceGroup], scope: String) {
        if alert.messageType == .cancel { return try whoHeard(of: alert, world: world) }
        return (try drafts.audience(of: alert, now: now), drafts.scope(of: alert, world: world))
    }
}

/// Alerts whose release failed: each is tried again after ten seconds.
final class Refusals: Sendable {
    private static let pause: TimeInterval = 10
    private let last = Mutex<[Alert.ID: Date]>([:])

    func mayTry(_ alert: Alert.ID, now: Date) -> Bool {
        last.withLock { last in last[alert].map { now.timeIntervalSince($0) >= Self.pause } ?? true }
    }

    func note(_ alert: Alert.ID, now: Date) {
        last.withLock { $0[alert] = now }
    }
}
