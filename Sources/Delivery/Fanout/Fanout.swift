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
    private let threads = Mutex<(workers: [Worker], clerks: [Worker])>(([], []))

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

    /// Frees what this owner held before a crash, and starts working.
    public func start() throws {
        try store.freeLeases(of: settings.owner)
        threads.withLock { threads in
            threads.workers = (0..<settings.connections).map { number in
                Worker(name: "\(W.name)-\(number)") { [self] in work(number) }
            }
            threads.clerks = [
                Worker(name: "\(W.name)-load") { [self] in load() },
                Worker(name: "\(W.name)-record") { [self] in record() },
            ]
        }
    }

    /// Hands nothing more out, waits for what is on the wire, records it, frees the leases.
    public func stop() {
        outbox.close()
        plans.raise()
        let (workers, clerks) = threads.withLock { threads in
            defer { threads = ([], []) }
            return threads
        }
        workers.forEach { $0.join() }
        outbox.reports.raise()
        clerks.forEach { $0.join() }
    }

    /// Tells that there are new slices, or that a release was stopped.
    public func wake() {
        plans.raise()
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
                    metadata: ["connection": "\(number)", "failures": "\(failures)", "reason": "\(error)"]
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
                let claim = try store.claim(
                    world: W.name,
                    moreUrgentThan: full ? outbox.mostUrgentWaiting : nil,
                    limit: 4,
                    owner: settings.owner,
                    until: now().addingTimeInterval(settings.lease.seconds),
                    now: now()
                )
                guard !claim.slices.isEmpty else {
                    plans.wait(after: seen, milliseconds: settings.poll.milliseconds)
                    continue
                }
                let entries = try claim.slices.map { slice in
                    Outbox.Entry(slice: slice, contacts: try registry.contacts(of: slice.members))
                }
                outbox.add(entries, stopped: claim.stopped)
            } catch {
                logger.error("slices cannot be loaded", metadata: ["reason": "\(error)"])
                plans.wait(after: plans.current, milliseconds: 1000)
            }
        }
    }

    /// Writes what came back, many slices in one transaction, and looks after leases, expiry and stops.
    private func record() {
        var lastRenewal = ContinuousClock.now
        var lastSweep = ContinuousClock.now
        while true {
            let seen = outbox.reports.current
            let closing = outbox.isClosed
            do {
                if ContinuousClock.now - lastSweep >= .milliseconds(500) {
                    lastSweep = .now
                    outbox.stop(try store.stopped(among: outbox.sweep(now: now())))
                }
                if ContinuousClock.now - lastRenewal >= settings.renewal {
                    lastRenewal = .now
                    try store.renew(outbox.leases, until: now().addingTimeInterval(settings.lease.seconds))
                }
            } catch {
                logger.error("leases cannot be renewed", metadata: ["reason": "\(error)"])
            }
            guard !writeRecords() else { continue }
            if closing, outbox.leases.isEmpty { return }
            outbox.reports.wait(after: seen, milliseconds: closing ? 20 : 500)
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
