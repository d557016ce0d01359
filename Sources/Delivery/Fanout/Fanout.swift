// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
import Foundation
public import Logging
public import Registry
import Synchronization

/// Sends the releases of one world: leases slices, hands parcels to transports, records what came of them.
///
/// Record after the answer, never before (P2): a crash may repeat what was answered but not yet recorded, under the
/// same Message-ID, and loses nothing.
public final class Fanout<W: World>: Sendable {
    /// One a lane, in the order of the table.
    let outboxes: [Outbox]
    private let store: DeliveryStore
    private let registry: Registry
    private let transport: any Transport<W>
    private let settings: FanoutSettings
    private let clock: DeliveryClock
    private let logger: Logger
    private let plans = Signal()
    private let wakes = Signal()
    private let reports = Signal()
    private let threads = Mutex<Threads>(Threads())

    private struct Threads {
        var workers: [Worker] = []
        var loader: Worker?
        var recorder: Worker?
    }

    /// - Parameter transport: of the same world; it knows the relays that the lanes name.
    public init(
        store: DeliveryStore,
        registry: Registry,
        transport: any Transport<W>,
        settings: FanoutSettings,
        clock: DeliveryClock = DeliveryClock(),
        logger: Logger
    ) {
        self.store = store
        self.registry = registry
        self.transport = transport
        self.settings = settings
        self.clock = clock
        var logger = logger
        logger[metadataKey: "world"] = "\(W.name)"
        self.logger = logger
        let reports = reports
        outboxes = settings.lanes.lanes.map { lane in
            Outbox(lane: lane, clock: clock, reports: reports) { key in
                try store.rendering(release: key.release, language: key.language)
            }
        }
    }

    /// Frees what this owner held in this world before a crash, and starts working.
    public func start() throws {
        try store.freeLeases(of: settings.owner, world: W.name)
        threads.withLock { threads in
            threads.workers = outboxes.flatMap { outbox in
                workers(of: outbox, .all, outbox.lane.connections)
                    + workers(of: outbox, .account, outbox.lane.accountConnections)
            }
            threads.loader = Worker(name: "\(W.name)-load") { [self] in load() }
            threads.recorder = Worker(name: "\(W.name)-record") { [self] in record() }
        }
    }

    private func workers(of outbox: Outbox, _ role: ConnectionRole, _ count: Int) -> [Worker] {
        (0..<count).map { number in
            Worker(name: "\(W.name)-\(outbox.lane.name)-\(number)") { [self] in work(outbox, role) }
        }
    }

    /// Hands nothing more out, waits for what is on the wire, records it, frees the leases.
    ///
    /// Where nothing can be recorded it gives up after the length of a lease: what was not recorded goes out again.
    public func stop() {
        outboxes.forEach { $0.close() }
        plans.raise()
        let threads = threads.withLock { threads in
            defer { threads = Threads() }
            return threads
        }
        threads.workers.forEach { $0.join() }
        threads.loader?.join()
        // Only now can no lease be added and no report come.
        outboxes.forEach { $0.drain() }
        threads.recorder?.join()
    }

    /// Tells that there are new slices, or that a release was stopped.
    public func wake() {
        plans.raise()
        wakes.raise()
        reports.raise()
    }

    private var isClosed: Bool { outboxes.allSatisfy(\.isClosed) }

    // MARK: Threads

    /// One connection of a lane after another.
    private func work(_ outbox: Outbox, _ role: ConnectionRole) {
        while !outbox.isClosed {
            outbox.waitForWork(role, milliseconds: 1000)
            guard outbox.hasWork(role) else { continue }
            let seen = outbox.work.current
            switch outbox.connect(role) {
            case .later(let pause):
                // Whatever may change that raises the signal, but for time.
                outbox.work.wait(after: seen, milliseconds: min(pause?.milliseconds ?? 1000, 1000) + 1)
            case .relay(let relay):
                let connection = LaneConnection(outbox, role: role, relay: relay)
                do {
                    try transport.serve(connection)
                    outbox.ended(connection, failed: false)
                } catch {
                    outbox.ended(connection, failed: true)
                    logger.warning(
                        "no connection to the relay",
                        metadata: [
                            "lane": "\(outbox.lane.name)", "relay": "\(relay)",
                            "reason": "\(Outcome.Reply.redacted("\(error)"))",
                        ]
                    )
                }
            }
        }
    }

    /// Keeps the outboxes filled, most urgent first; each lane by itself, so that none takes another's room.
    private func load() {
        while !isClosed {
            let seen = plans.current
            do {
                var found = false
                for outbox in outboxes where try fill(outbox) { found = true }
                if !found { plans.wait(after: seen, milliseconds: settings.poll.milliseconds) }
            } catch {
                logger.error("slices cannot be loaded", metadata: ["reason": "\(error)"])
                plans.wait(after: plans.current, milliseconds: 1000)
            }
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
        let claim = try store.claim(
            world: W.name,
            lane: settings.lanes.filter(of: outbox.lane),
            priorities: priorities,
            held: outbox.held,
            limit: 4,
            owner: settings.owner,
            until: until,
            now: now
        )
        if !claim.unreadable.isEmpty {
            logger.critical(
                "slices cannot be read; their recipients stay open; see `shirase ledger verify`",
                metadata: ["slices": "\(claim.unreadable)"]
            )
        }
        guard !claim.slices.isEmpty else { return claim.isContested }
        outbox.add(
            claim.slices.compactMap { entry($0, isStopped: claim.stopped.contains($0.release.id), until: until) },
            stopped: claim.stopped
        )
        return true
    }

    /// A slice with its recipients' addresses; nil for one that had to be given back, so that it never holds up others.
    private func entry(_ slice: LeasedSlice, isStopped: Bool, until: Date) -> Outbox.Entry? {
        do {
            // Nobody is written to of what is over, so that no address is needed to settle it.
            let isOver = isStopped || clock.date() >= slice.release.expires
            let contacts = isOver ? Contacts() : try registry.contacts(of: slice.members)
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

    /// Writes what came back, many slices in one transaction, and looks after leases, expiry and stops.
    private func record() {
        var watch = Watch(now: clock.date())
        var drained: ContinuousClock.Instant?
        while true {
            let seen = reports.current
            let isDrained = outboxes.allSatisfy(\.isDrained)
            if isDrained, drained == nil { drained = .now }
            do {
                try look(&watch)
            } catch {
                logger.error("leases cannot be renewed", metadata: ["reason": "\(error)"])
            }
            if writeRecords() {
                // What comes meanwhile goes into the next commit together.
                if !isDrained { Thread.sleep(forTimeInterval: settings.commitInterval.seconds) }
                continue
            }
            if isDrained, outboxes.allSatisfy(\.leases.isEmpty) { return }
            if let drained, ContinuousClock.now - drained > settings.lease {
                logger.critical("stopped with results that could not be recorded; they go out again")
                return
            }
            reports.wait(after: seen, milliseconds: isDrained ? 20 : 500)
        }
    }

    /// When the recorder last looked at what.
    private struct Watch {
        var renewal = ContinuousClock.now
        var sweep = ContinuousClock.now
        var wakes: UInt64 = 0
        /// Departures before this are known.
        var departures: Date

        init(now: Date) { departures = now }
    }

    /// Twice a second, and when woken: stops, expiry, departures. Every few seconds, and when a clock has jumped: leases.
    private func look(_ watch: inout Watch) throws {
        let woken = wakes.current
        if woken != watch.wakes || ContinuousClock.now - watch.sweep >= .milliseconds(500) {
            let now = clock.date()
            let stopped = try store.stopped(among: outboxes.reduce(into: []) { $0.formUnion($1.releases) })
            // A minute's grace for clocks that differ and transactions that took their time.
            let departed = try registry.departures(since: watch.departures.addingTimeInterval(-60))
            for outbox in outboxes {
                outbox.stop(stopped)
                outbox.drop(departed)
                outbox.sweep(now: now)
            }
            (watch.sweep, watch.wakes, watch.departures) = (.now, woken, now)
        }
        let now = clock.date()
        if ContinuousClock.now - watch.renewal >= settings.renewal || outboxes.contains(where: { $0.hasLapsed(now) }) {
            watch.renewal = .now
            let leases = outboxes.map(\.leases)
            let until = clock.date().addingTimeInterval(settings.lease.seconds)
            let lost = try store.renew(leases.flatMap { $0 }, until: until)
            for (outbox, leases) in zip(outboxes, leases) { outbox.renewed(leases, lost: lost, until: until) }
            if !lost.isEmpty {
                logger.warning("leases were lost to another owner", metadata: ["slices": "\(lost.count)"])
            }
        }
    }

    /// One commit for all lanes; false where there was nothing to write, or writing failed.
    private func writeRecords() -> Bool {
        let taken = outboxes.map { outbox in
            let closing = outbox.isClosed
            return outbox.takeRecords { [clock] attempts in
                closing
                    ? clock.date()
                    : clock.date().addingTimeInterval(
                        outbox.lane.retry.pause(after: attempts, random: .random(in: 0..<1)).seconds
                    )
            }
        }
        let records = taken.flatMap { $0 }
        guard !records.isEmpty else {
            outboxes.forEach { $0.resume() }
            return false
        }
        do {
            let lost = try store.record(records, now: clock.date())
            if !lost.isEmpty {
                logger.warning("leases were lost to another owner", metadata: ["slices": "\(lost.count)"])
            }
            for (outbox, records) in zip(outboxes, taken) { outbox.forget(records, lost: lost) }
            if records.contains(where: { $0.returned != nil }) { plans.raise() }
            return true
        } catch {
            logger.critical(
                "results cannot be recorded; sending pauses until they can",
                metadata: ["reason": "\(error)"]
            )
            for (outbox, records) in zip(outboxes, taken) { outbox.pause(records) }
            Thread.sleep(forTimeInterval: 0.5)
            return false
        }
    }
}
