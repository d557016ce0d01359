// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Foundation
public import Logging
public import Registry
import Synchronization

/// Sends the releases of one world: leases slices, hands parcels to transports, records what came of them.
///
/// Record after the answer, never before (P2): a crash may repeat what was answered but not yet recorded, under the
/// same Message-ID, and loses nothing.
public final class Fanout<W: World>: Sendable {
    /// Where transports take their work.
    public let outbox: Outbox

    private let store: DeliveryStore
    private let registry: Registry
    private let transport: any Transport<W>
    private let settings: FanoutSettings
    private let now: @Sendable () -> Date
    private let logger: Logger
    private let plans = Signal()
    private let wakes = Signal()
    private let threads = Mutex<Threads>(Threads())

    private struct Threads {
        var workers: [Worker] = []
        var loader: Worker?
        var recorder: Worker?
    }

    /// - Parameters:
    ///   - transport: of the same world.
    ///   - now: the wall clock, for expiry and leases.
    public init(
        store: DeliveryStore,
        registry: Registry,
        transport: any Transport<W>,
        settings: FanoutSettings,
        now: @escaping @Sendable () -> Date = { Date() },
        logger: Logger
    ) {
        self.store = store
        self.registry = registry
        self.transport = transport
        self.settings = settings
        self.now = now
        var logger = logger
        logger[metadataKey: "world"] = "\(W.name)"
        self.logger = logger
        outbox = Outbox(now: now) { key in try store.rendering(release: key.release, language: key.language) }
    }

    /// Frees what this owner held in this world before a crash, and starts working.
    public func start() throws {
        try store.freeLeases(of: settings.owner, world: W.name)
        threads.withLock { threads in
            threads.workers = (0..<settings.connections).map { number in
                Worker(name: "\(W.name)-\(number)") { [self] in work(number) }
            }
            threads.loader = Worker(name: "\(W.name)-load") { [self] in load() }
            threads.recorder = Worker(name: "\(W.name)-record") { [self] in record() }
        }
    }

    /// Hands nothing more out, waits for what is on the wire, records it, frees the leases.
    ///
    /// Where nothing can be recorded it gives up after the length of a lease: what was not recorded goes out again.
    public func stop() {
        outbox.close()
        plans.raise()
        let threads = threads.withLock { threads in
            defer { threads = Threads() }
            return threads
        }
        threads.workers.forEach { $0.join() }
        threads.loader?.join()
        // Only now can no lease be added and no report come.
        outbox.drain()
        threads.recorder?.join()
    }

    /// Tells that there are new slices, or that a release was stopped.
    public func wake() {
        plans.raise()
        wakes.raise()
        outbox.reports.raise()
    }

    // MARK: Threads

    /// One connection after another.
    private func work(_ number: Int) {
        var failures = 0
        while !outbox.isClosed {
            outbox.waitForWork(milliseconds: 1000)
            guard outbox.hasWork else { continue }
            do {
                try transport.serve(outbox)
                failures = 0
            } catch {
                failures += 1
                let pause = RetrySchedule(first: .milliseconds(500), longest: .seconds(30))
                    .pause(after: failures, random: .random(in: 0..<1))
                logger.warning(
                    "no connection to the relay",
                    metadata: [
                        "connection": "\(number)", "failures": "\(failures)",
                        "reason": "\(Outcome.Reply.redacted("\(error)"))",
                    ]
                )
                let until = Date(timeIntervalSinceNow: pause.seconds)
                while !outbox.isClosed, Date() < until { plans.wait(after: plans.current, milliseconds: 100) }
            }
        }
    }

    /// Keeps the outbox filled, most urgent first.
    private func load() {
        while !outbox.isClosed {
            let seen = plans.current
            do {
                // With enough ahead, only something more urgent than all of it may come in.
                let full = outbox.waiting >= settings.ahead
                let until = now().addingTimeInterval(settings.lease.seconds)
                let claim = try store.claim(
                    world: W.name,
                    moreUrgentThan: full ? outbox.mostUrgentWaiting : nil,
                    held: outbox.held,
                    limit: 4,
                    owner: settings.owner,
                    until: until,
                    now: now()
                )
                if !claim.unreadable.isEmpty {
                    logger.critical(
                        "slices cannot be read; their recipients stay open; see `shirase ledger verify`",
                        metadata: ["slices": "\(claim.unreadable)"]
                    )
                }
                guard !claim.slices.isEmpty else {
                    plans.wait(after: seen, milliseconds: settings.poll.milliseconds)
                    continue
                }
                outbox.add(
                    claim.slices.compactMap {
                        entry($0, isStopped: claim.stopped.contains($0.release.id), until: until)
                    },
                    stopped: claim.stopped
                )
            } catch {
                logger.error("slices cannot be loaded", metadata: ["reason": "\(error)"])
                plans.wait(after: plans.current, milliseconds: 1000)
            }
        }
    }

    /// A slice with its recipients' addresses; nil for one that had to be given back, so that it never holds up others.
    private func entry(_ slice: LeasedSlice, isStopped: Bool, until: Date) -> Outbox.Entry? {
        do {
            // Nobody is written to of what is over, so that no address is needed to settle it.
            let isOver = isStopped || now() >= slice.release.expires
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
        var watch = Watch(now: now())
        var drained: ContinuousClock.Instant?
        while true {
            let seen = outbox.reports.current
            let isDrained = outbox.isDrained
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
            if isDrained, outbox.leases.isEmpty { return }
            if let drained, ContinuousClock.now - drained > settings.lease {
                logger.critical("stopped with results that could not be recorded; they go out again")
                return
            }
            outbox.reports.wait(after: seen, milliseconds: isDrained ? 20 : 500)
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
            let now = now()
            outbox.stop(try store.stopped(among: outbox.releases))
            // A minute's grace for clocks that differ and transactions that took their time.
            outbox.drop(try registry.departures(since: watch.departures.addingTimeInterval(-60)))
            outbox.sweep(now: now)
            (watch.sweep, watch.wakes, watch.departures) = (.now, woken, now)
        }
        if ContinuousClock.now - watch.renewal >= settings.renewal || outbox.hasLapsed(now()) {
            watch.renewal = .now
            let leases = outbox.leases
            let until = now().addingTimeInterval(settings.lease.seconds)
            let lost = try store.renew(leases, until: until)
            outbox.renewed(leases, lost: lost, until: until)
            if !lost.isEmpty {
                logger.warning("leases were lost to another owner", metadata: ["slices": "\(lost.count)"])
            }
        }
    }

    /// One commit; false where there was nothing to write, or writing failed.
    private func writeRecords() -> Bool {
        let closing = outbox.isClosed
        let records = outbox.takeRecords { [self] attempts in
            closing
                ? now()
                : now().addingTimeInterval(settings.retry.pause(after: attempts, random: .random(in: 0..<1)).seconds)
        }
        guard !records.isEmpty else { return false }
        do {
            let lost = try store.record(records, now: now())
            if !lost.isEmpty {
                logger.warning("leases were lost to another owner", metadata: ["slices": "\(lost.count)"])
            }
            outbox.forget(records, lost: lost)
            if records.contains(where: { $0.returned != nil }) { plans.raise() }
            return true
        } catch {
            logger.critical(
                "results cannot be recorded; sending pauses until they can",
                metadata: ["reason": "\(error)"]
            )
            outbox.pause(records)
            Thread.sleep(forTimeInterval: 0.5)
            return false
        }
    }
}
