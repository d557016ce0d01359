// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Registry

extension Referee {
    /// How long it may take until all instances know of a stop or a departure, where nothing is wrong.
    private static let newsTakes = Duration.milliseconds(1_000)
    /// The same where something is wrong: the length of a lease, and what a clock may be off.
    private static let newsTakesAtWorst = Duration.seconds(35)

    /// What must hold of each message when it is handed to the wire.
    func handedOut(_ parcel: Parcel, by instance: SimulatedInstance, world: String, lane: String, role: ConnectionRole)
    {
        let key = Key(alert: parcel.alert, subscriber: parcel.contact.id)
        note("handed out", key.alert, key.subscriber.rawValue, "by \(instance.number) in lane \(lane)")
        guard let known = releases[key.alert] else { return violate("\(key.alert) was never planned") }
        var what: String { "\(key.alert) to \(key.subscriber.rawValue)" }
        let isCalm = isCalm(instance.number, since: now - Self.newsTakes)
        let limit = isCalm ? Self.newsTakes : Self.newsTakesAtWorst

        // P6, P5.
        if known.world != world { violate("\(what): of the \(known.world) world in the \(world) world") }
        if !known.audience.contains(key.subscriber) { violate("\(what): not of the audience") }
        if scenario.lanes.lane(of: contacts[key.subscriber].domain) != lane { violate("\(what): in lane \(lane)") }
        // P3: not expired by its own clock, not replaced, not cancelled.
        if instance.date >= known.expires { violate("\(what): after its expiry") }
        if let stopped = known.stoppedAt, now - stopped > limit { violate("\(what): \(now - stopped) after its stop") }
        // Not in quiet hours, where these count.
        if known.heedsQuietHours, !known.awakened.contains(key.subscriber),
            contacts[key.subscriber].quiet?.resumption(at: instance.date) != nil
        {
            violate("\(what): in quiet hours")
        }
        // P5: not to who left.
        if let left = left[key.subscriber], now - left > limit { violate("\(what): \(now - left) after leaving") }
        checkOrder(known, what, instance: instance.number, lane: lane, role: role)
        checkCopy(key, parcel, what, instance: instance.number)

        var history = histories[key, default: History()]
        history.handedOut = (parcel.ticket.slice, parcel.ticket.fence, instance.number, now)
        // What was answered under an earlier lease is nothing that whoever sends it again could record.
        history.unrecordedSince = nil
        histories[key] = history
        releases[key.alert]?.untried[lane]?.remove(key.subscriber)
        lastUrgent["\(world)/\(lane)/\(known.priority.rawValue)"] = now
        lastHandedOut["\(world)/\(lane)"] = now
    }

    /// P4: nothing less urgent goes before what is waiting, a second after every instance can know of it.
    private func checkOrder(
        _ known: Known,
        _ what: @autoclosure () -> String,
        instance: Int,
        lane: String,
        role: ConnectionRole
    ) {
        guard role == .all, known.priority > .immediate, areCalm(since: now - .seconds(2)) else { return }
        // Until it is due by the slowest clock and looked for without a word.
        let behind = scenario.skews.map { .zero - $0 }.max() ?? .zero
        let patience = .seconds(1) + scenario.poll + max(.zero, behind)
        for alert in order {
            guard let other = releases[alert], other.priority < known.priority, other.world == known.world,
                other.priority != .account, now - other.plannedAt > patience, other.stoppedAt == nil,
                !wasHeld(other, since: now - patience),
                Simulation.epoch.addingTimeInterval((now + .seconds(3)).seconds) < other.expires,
                let untried = other.untried[lane], !untried.isEmpty
            else { continue }
            // Where something as urgent has just gone out, what follows it is being claimed: with few ready ahead and many on
            // the wire at once a lane may run out of it for a moment.
            let isBeingServed = Priority.allCases.contains { priority in
                priority <= other.priority
                    && lastUrgent["\(known.world)/\(lane)/\(priority.rawValue)"].map { now - $0 < .milliseconds(20) }
                        ?? false
            }
            guard !isBeingServed else { continue }
            // What was stopped is leased in its turn too, to be settled, and what expires leaves a lane that was full of it
            // empty: what comes after it waits for that, for moments.
            let date = Simulation.epoch.addingTimeInterval(now.seconds)
            let isCleared = releases.values.allSatisfy { one in
                one.world != known.world || one.priority > other.priority
                    || (one.stoppedAt == nil || one.untried[lane]?.isEmpty ?? true)
                        && abs(one.expires.timeIntervalSince(date)) > 2
            }
            guard isCleared else { continue }
            // What another instance has leased is its to send.
            var waiting = untried.filter { left[$0] == nil && contacts[$0].isReadable && !mayRest($0, other) }
            for holding in holdings.values where holding.instance != instance && holding.slice.release.alert == alert {
                waiting.subtract(holding.slice.members)
            }
            guard waiting.isEmpty else {
                return violate(
                    "\(what()) (\(known.priority.name)) before \(alert) (\(other.priority.name)) to \(waiting.map(\.rawValue).sorted())"
                )
            }
        }
    }

    /// Whether people have not decided about it, or only since then.
    private func wasHeld(_ known: Known, since: Duration) -> Bool {
        known.isHeld || known.heldUntil.map { $0 > since } ?? false
    }

    /// Whether quiet hours hold a recipient back, or did a moment ago: what sleeps does so until its time, which is later
    /// than the end of the hours themselves.
    private func mayRest(_ member: Subscriber.ID, _ known: Known) -> Bool {
        guard known.heedsQuietHours, let quiet = contacts[member].quiet else { return false }
        // Until what was asleep is woken, leased and read.
        let since = Simulation.epoch.addingTimeInterval((now - .seconds(30)).seconds)
        return stride(from: 0, through: now.seconds, by: 30).contains { second in
            quiet.resumption(at: Simulation.epoch.addingTimeInterval(second)).map { $0 > since } ?? false
        }
    }

    /// P2: a second attempt has a reason, a second copy too; retries are spaced (I9).
    private func checkCopy(_ key: Key, _ parcel: Parcel, _ what: @autoclosure () -> String, instance: Int) {
        guard let history = histories[key] else { return }
        // Who has lost a lease does not know it before its next commit or renewal.
        let isStale = holdings[parcel.ticket.slice]?.slice.fence != parcel.ticket.fence
        if history.settled != nil, !isStale || areCalm(since: now - .seconds(12)) {
            violate("\(what()): it was recorded as \(String(describing: history.settled))")
        }
        guard let last = history.handedOut else { return }
        if last.slice == parcel.ticket.slice, last.fence == parcel.ticket.fence {
            violate("\(what()): twice under one lease")
        }
        if history.copies > history.unknowns + history.excuses {
            if areCalm(since: last.at - .seconds(1)) {
                violate("\(what()): it was taken over, and nothing went wrong since")
            }
            // What went wrong excuses this copy, not the next one.
            histories[key]?.excuses = history.copies - history.unknowns
        }
        if let deferred = history.deferredAt, now - deferred < .milliseconds(1_490),
            scenario.skews.allSatisfy({ $0 == .zero }),
            areCalm(since: deferred - .seconds(12))
        {
            violate("\(what()): again after \((now - deferred).milliseconds) ms")
        }
    }

    // MARK: Leases

    func freed(_ instance: Int, world: String) {
        for (slice, holding) in holdings where holding.instance == instance {
            if releases[holding.slice.release.alert]?.world == world { holdings[slice] = nil }
        }
    }

    func gaveBack(_ slice: Int64) { holdings[slice] = nil }

    /// A lease is taken over only from who is in trouble.
    func claimed(_ instance: Int, _ slices: [LeasedSlice], now date: Date) {
        for slice in slices {
            if let known = releases[slice.release.alert], known.isHeld, known.stoppedAt == nil, date < known.expires {
                violate("slice \(slice.id) is leased while \(slice.release.alert) is held back")
            }
            releases[slice.release.alert]?.leased.formUnion(slice.members)
            // A claim of which nobody learned stays while the release is held back, and is nobody's when that ends.
            let isExcused = releases[slice.release.alert].map { wasHeld($0, since: now - .seconds(12)) } ?? false
            if let holding = holdings[slice.id], !isExcused {
                if holding.instance == instance, isCalm(instance, since: now - .seconds(12)) {
                    violate("slice \(slice.id) is claimed twice by instance \(instance)")
                }
                if isCalm(holding.instance, since: now - .seconds(12)), isCalm(instance, since: now - .seconds(12)) {
                    violate("slice \(slice.id) is taken from instance \(holding.instance), which is well")
                }
            }
            holdings[slice.id] = Holding(instance: instance, slice: slice)
            note("claimed", slice.release.alert, slice.id, "by \(instance)")
        }
    }

    // MARK: Recording

    /// What is recorded is true, and stays.
    func recorded(_ instance: Int, _ records: [DeliveryStore.Record], now date: Date) {
        for record in records {
            guard let holding = holdings[record.id], holding.slice.fence == record.fence else {
                violate("slice \(record.id): recorded under a lease that is not its")
                continue
            }
            let before = progress[record.id] ?? SliceProgress(total: record.progress.total)
            var states: [Subscriber.ID: FinalState] = [:]
            for remark in record.remarks { states[remark.subscriber] = remark.state }
            for (index, member) in holding.slice.members.enumerated() {
                switch (before.isSettled(index), record.progress.isSettled(index)) {
                case (true, false):
                    violate("\(holding.slice.release.alert) to \(member.rawValue): settled and open again")
                case (false, true):
                    settled(
                        member,
                        as: states[member] ?? .sent,
                        of: holding.slice.release.alert,
                        by: instance,
                        at: date
                    )
                default: break
                }
            }
            progress[record.id] = record.progress
            if record.returned != nil { holdings[record.id] = nil }
            note("recorded", holding.slice.release.alert, record.id, "by \(instance)")
        }
    }

    /// P1, P2: each final state has its cause.
    private func settled(
        _ member: Subscriber.ID,
        as state: FinalState,
        of alert: String,
        by instance: Int,
        at date: Date
    ) {
        let key = Key(alert: alert, subscriber: member)
        var history = histories[key] ?? History()
        guard let known = releases[alert] else { return violate("\(alert) was never planned") }
        switch state {
        case .sent: if history.copies == 0 { violate("\(alert) to \(member.rawValue): \(state) and never taken over") }
        case .failed:
            if !history.isRefused, contacts[member].isReadable {
                violate("\(alert) to \(member.rawValue): \(state) and never refused")
            }
        // A clock that was wrong when it ran out may be right when that is recorded.
        case .expired:
            if date < known.expires, health[instance].clockIsOffUntil <= now - .seconds(30) {
                violate("\(alert) to \(member.rawValue): \(state) before its expiry")
            }
        case .cancelled:
            if known.stoppedAt == nil { violate("\(alert) to \(member.rawValue): \(state) and never stopped") }
        case .suppressed:
            if left[member] == nil { violate("\(alert) to \(member.rawValue): \(state) and still subscribed") }
        }
        if state != .sent, history.copies > history.unknowns + history.excuses, let last = history.handedOut,
            areCalm(since: last.at - .seconds(1)), !history.isRefused
        {
            violate("\(alert) to \(member.rawValue): \(state) where it was taken over")
        }
        history.settled = state
        history.unrecordedSince = nil
        histories[key] = history
        releases[alert]?.untried[scenario.lanes.lane(of: contacts[member].domain)]?.remove(member)
        note("settled", alert, member.rawValue, state.rawValue)
    }

    // MARK: From second to second

    /// P4, I12: a lane whose relays are well sends what is due, whatever becomes of the others.
    func watch() {
        let since = now - .seconds(20)
        guard since > .zero, areCalm(since: since) else { return }
        for lane in scenario.lanes.lanes where lane.rates.isEmpty {
            let isWell = lane.relays.allSatisfy { relay in
                // What was sent into a silence holds its connection until the session's deadline.
                scenario.weather["\(lane.name)/\(relay.relay)"]?
                    .allSatisfy { !$0.touches(since - .seconds(40), now) } ?? true
            }
            for world in scenario.worlds where isWell || world == "drill" {
                guard lastHandedOut["\(world)/\(lane.name)"] ?? .zero < now - .seconds(15) else { continue }
                for alert in order {
                    guard let known = releases[alert], known.world == world, known.plannedAt < since,
                        known.stoppedAt == nil, !wasHeld(known, since: since), known.tamperedAt == nil,
                        known.expires > Simulation.epoch.addingTimeInterval((now + .seconds(25)).seconds)
                    else { continue }
                    let open = known.audience.filter { member in
                        scenario.lanes.lane(of: contacts[member].domain) == lane.name && left[member] == nil
                            && contacts[member].isReadable && !mayRest(member, known)
                            && histories[Key(alert: alert, subscriber: member)]?.settled == nil
                    }
                    if !open.isEmpty {
                        let names = open.map(\.rawValue).sorted()
                        return violate("lane \(lane.name) stands still with \(alert) open for \(names)")
                    }
                }
            }
        }
    }
}
