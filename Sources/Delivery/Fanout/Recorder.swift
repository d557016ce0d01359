// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Logging
import Registry

/// Writes what came back, many slices in one transaction, and looks after leases, expiry, departures and stops.
struct Recorder {
    /// What to do after a step.
    enum Next: Sendable, Hashable {
        /// Step again after so long, whatever happens: what comes meanwhile goes into the next commit together.
        case pause(Duration)
        /// Step again when there is something to report, or after so long.
        case wait(Duration)
        /// Nothing is left, or nothing of it can be recorded.
        case done
    }

    private let store: any SliceStore
    private let contacts: any ContactBook
    private let outboxes: [Outbox]
    private let plans: Signal
    private let settings: FanoutSettings
    private let clock: DeliveryClock
    private let logger: Logger

    /// When leases were renewed last.
    private var renewed: Duration
    /// When stops, departures and expiry were looked at last.
    private var swept: Duration
    private var wakes: UInt64 = 0
    /// Departures before this are known.
    private var departures: Date
    /// Since when nobody takes or reports any more.
    private var drained: Duration?

    /// - Parameter plans: raised when a slice was given back.
    init(
        store: any SliceStore,
        contacts: any ContactBook,
        outboxes: [Outbox],
        plans: Signal,
        settings: FanoutSettings,
        clock: DeliveryClock,
        logger: Logger
    ) {
        self.store = store
        self.contacts = contacts
        self.outboxes = outboxes
        self.plans = plans
        self.settings = settings
        self.clock = clock
        self.logger = logger
        renewed = clock.uptime()
        swept = clock.uptime()
        departures = clock.date()
    }

    /// One look, and one commit where there is something to write.
    ///
    /// - Parameter wakes: changes where something outside may have happened: a plan, a stop.
    mutating func step(wakes: UInt64) -> Next {
        let isDrained = outboxes.allSatisfy(\.isDrained)
        if isDrained, drained == nil { drained = clock.uptime() }
        do {
            try look(wakes)
        } catch {
            logger.error("leases cannot be renewed", metadata: ["reason": "\(error)"])
        }
        switch write() {
        case .wrote: return .pause(isDrained ? .zero : settings.commitInterval)
        case .failed where drained.map({ clock.uptime() - $0 <= settings.lease }) ?? true:
            return .pause(.milliseconds(500))
        case .nothing where isDrained && outboxes.allSatisfy(\.leases.isEmpty): return .done
        case .failed, .nothing: break
        }
        if let drained, clock.uptime() - drained > settings.lease {
            logger.critical("stopped with results that could not be recorded; they go out again")
            return .done
        }
        return .wait(.milliseconds(isDrained ? 20 : 500))
    }

    /// Twice a second, and when woken: stops, expiry, departures. Every few seconds, and when a clock has jumped: leases.
    private mutating func look(_ wakes: UInt64) throws {
        if wakes != self.wakes || clock.uptime() - swept >= .milliseconds(500) {
            let now = clock.date()
            let stopped = try store.stopped(among: outboxes.reduce(into: []) { $0.formUnion($1.releases) })
            // A minute's grace for clocks that differ and transactions that took their time.
            let departed = try contacts.departures(since: departures.addingTimeInterval(-60))
            for outbox in outboxes {
                outbox.stop(stopped)
                outbox.drop(departed)
                outbox.sweep(now: now)
            }
            (swept, self.wakes, departures) = (clock.uptime(), wakes, now)
        }
        let now = clock.date()
        if clock.uptime() - renewed >= settings.renewal || outboxes.contains(where: { $0.hasLapsed(now) }) {
            renewed = clock.uptime()
            let leases = outboxes.map(\.leases)
            let until = clock.date().addingTimeInterval(settings.lease.seconds)
            let lost = try store.renew(leases.flatMap { $0 }, until: until)
            for (outbox, leases) in zip(outboxes, leases) { outbox.renewed(leases, lost: lost, until: until) }
            note(lost)
        }
    }

    private enum Written { case wrote, nothing, failed }

    /// One commit for all lanes.
    private func write() -> Written {
        let taken = outboxes.map { outbox in
            let closing = outbox.isClosed
            return outbox.takeRecords { attempts in
                let pause = outbox.lane.retry.pause(after: attempts, random: clock.random())
                return closing ? clock.date() : clock.date().addingTimeInterval(pause.seconds)
            }
        }
        let records = taken.flatMap { $0 }
        guard !records.isEmpty else {
            // What could not be written is gone with its leases: sending goes on.
            outboxes.forEach { $0.resume() }
            return .nothing
        }
        do {
            let lost = try store.record(records, now: clock.date())
            note(lost)
            for (outbox, records) in zip(outboxes, taken) { outbox.forget(records, lost: lost) }
            if records.contains(where: { $0.returned != nil }) { plans.raise() }
            return .wrote
        } catch {
            logger.critical(
                "results cannot be recorded; sending pauses until they can",
                metadata: ["reason": "\(error)"]
            )
            for (outbox, records) in zip(outboxes, taken) { outbox.pause(records) }
            return .failed
        }
    }

    private func note(_ lost: Set<Int64>) {
        guard !lost.isEmpty else { return }
        logger.warning("leases were lost to another owner", metadata: ["slices": "\(lost.count)"])
    }
}
