// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Logging
import Registry
import Storage

/// Keeps the outboxes of a world filled, most urgent first; each lane by itself, so that none takes another's room.
struct Loader: Sendable {
    /// What to do after a step.
    enum Next: Sendable, Hashable {
        case again
        /// Look again when there are new plans, or after so long.
        case wait(Duration)
    }

    let world: String
    let store: any SliceStore
    let contacts: any ContactBook
    let outboxes: [Outbox]
    let settings: FanoutSettings
    /// Whether addresses of several slices are read at once: a database on another machine, or in another process, is
    /// waited for as little as can be. Not in a simulation, where one thing happens after another.
    var readsTogether = true
    let clock: DeliveryClock
    let logger: Logger

    /// One look at what there is to claim.
    func step() -> Next {
        do {
            var found = false
            for outbox in outboxes where try fill(outbox) { found = true }
            return found ? .again : .wait(settings.poll)
        } catch {
            logger.error("slices cannot be loaded", metadata: ["reason": "\(error)"])
            return .wait(.seconds(1))
        }
    }

    /// Claims slices for a lane; false where there was nothing to claim.
    private func fill(_ outbox: Outbox) throws -> Bool {
        var ranges: [ClosedRange<Priority>] = []
        // With enough ahead, only something more urgent than most of it may come in, and more of what is most urgent, so
        // that nothing else goes out between two slices of an alert (P4).
        if outbox.waiting < settings.ahead {
            ranges.append(.immediate ... .bulk)
        } else if let urgent = outbox.mostUrgentWaiting {
            if outbox.waiting(of: urgent) < settings.ahead {
                ranges.append(.immediate...urgent)
            } else if let more = Priority(rawValue: urgent.rawValue - 1) {
                ranges.append(.immediate...more)
            }
        }
        // Confirmations have connections of their own, and never wait behind what is more urgent.
        if outbox.lane.accountConnections > 0, !outbox.hasAccount { ranges.append(.account ... .account) }
        var found = false
        for range in ranges where try claim(range, for: outbox) { found = true }
        return found
    }

    private func claim(_ priorities: ClosedRange<Priority>, for outbox: Outbox) throws -> Bool {
        let now = clock.date()
        let until = now.addingTimeInterval(settings.lease.seconds)
        let request = SliceRequest(
            world: world,
            lane: settings.lanes.filter(of: outbox.lane),
            priorities: priorities,
            held: outbox.held,
            limit: 4
        )
        let claim = try store.claim(request, owner: settings.owner, until: until, now: now)
        if !claim.unreadable.isEmpty {
            logger.critical(
                "slices cannot be read; their recipients stay open; see `shirase ledger verify`",
                metadata: ["slices": "\(claim.unreadable)"]
            )
        }
        guard !claim.slices.isEmpty else { return claim.isContested }
        outbox.add(entries(claim, until: until), stopped: claim.stopped)
        return true
    }

    /// What was claimed, with addresses, in the order of the claim.
    private func entries(_ claim: DeliveryStore.Claim, until: Date) -> [Outbox.Entry] {
        let read = { @Sendable (slice: LeasedSlice) in
            entry(slice, isStopped: claim.stopped.contains(slice.release.id), until: until)
        }
        guard readsTogether else { return claim.slices.compactMap(read) }
        return claim.slices.concurrentMap(read).compactMap { $0 }
    }

    /// A slice with its recipients' addresses; nil for one that had to be given back, so that it never holds up others:
    /// addresses cannot be read now, or all of them are in their quiet hours.
    private func entry(_ slice: LeasedSlice, isStopped: Bool, until: Date) -> Outbox.Entry? {
        do {
            // Nobody is written to of what is over, so that no address is needed to settle it.
            let isOver = isStopped || clock.date() >= slice.release.expires
            let contacts = isOver ? nil : try contacts.contacts(of: slice.members, heeding: slice.wishes)
            let now = clock.date()
            if let contacts, let until = slice.quietEnd(standing: { contacts.standing(of: $0, at: now) }) {
                // Where this fails, the lease runs out by itself, and it is looked at again.
                _ = try? store.record([.sleeping(slice, until: until)], now: now)
                return nil
            }
            return Outbox.Entry(slice: slice, contacts: contacts, leaseUntil: until)
        } catch {
            logger.critical(
                "addresses cannot be read; their slice waits",
                metadata: ["slice": "\(slice.id)", "alert": "\(slice.release.alert)", "reason": "\(error)"]
            )
            // Where this fails too, the lease runs out by itself.
            try? store.giveBack(slice, until: until)
            return nil
        }
    }
}
