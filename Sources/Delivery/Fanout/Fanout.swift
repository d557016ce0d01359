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
    private let transport: any Transport<W>
    private let settings: FanoutSettings
    private let loader: Loader
    private let recorder: Recorder
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
        self.transport = transport
        self.settings = settings
        var logger = logger
        logger[metadataKey: "world"] = "\(W.name)"
        self.logger = logger
        let (reports, plans) = (reports, plans)
        let outboxes = settings.lanes.lanes.map { lane in
            Outbox(lane: lane, clock: clock, reports: reports, room: plans) { key in
                try store.rendering(release: key.release, language: key.language)
            }
        }
        self.outboxes = outboxes
        loader = Loader(
            world: W.name,
            store: store,
            contacts: registry,
            outboxes: outboxes,
            settings: settings,
            clock: clock,
            logger: logger
        )
        recorder = Recorder(
            store: store,
            contacts: registry,
            outboxes: outboxes,
            plans: plans,
            settings: settings,
            clock: clock,
            logger: logger
        )
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
    /// What a relay has not answered by the end of `FanoutSettings.farewell` stays open: it may go out again.
    /// Where nothing can be recorded it gives up after the length of a lease: what was not recorded goes out again.
    public func stop() {
        outboxes.forEach { $0.close() }
        plans.raise()
        let threads = threads.withLock { threads in
            defer { threads = Threads() }
            return threads
        }
        let deadline = DispatchTime.now() + settings.farewell.seconds
        let late = threads.workers.count { !$0.join(until: deadline) }
        if late > 0 {
            logger.warning("relays did not answer before the end", metadata: ["connections": "\(late)"])
        }
        threads.loader?.join()
        // Only now can no lease be added and no report come.
        outboxes.forEach { $0.drain() }
        threads.recorder?.join()
    }

    /// How long what is less urgent stands aside for what is being prepared.
    private static var longestWay: Duration { .seconds(1) }

    /// Tells that a release of that priority is being prepared: what is less urgent stands aside, so that neither processors
    /// nor the database are busy with it, until `wake` or for a second. Confirmations go on over their own connections.
    public func makeWay(for priority: Priority) {
        for outbox in outboxes { outbox.makeWay(for: priority, Self.longestWay) }
    }

    /// Tells that there are new slices, or that a release was stopped.
    public func wake() {
        outboxes.forEach { $0.endWay() }
        plans.raise()
        wakes.raise()
        reports.raise()
    }

    private var isClosed: Bool { outboxes.allSatisfy(\.isClosed) }

    // MARK: Threads

    /// One connection of a lane after another.
    private func work(_ outbox: Outbox, _ role: ConnectionRole) {
        while true {
            switch outbox.opening(role) {
            case .over: return
            case .wait(let seen, let pause): outbox.work.wait(after: seen, milliseconds: pause.milliseconds + 1)
            case .connect(let connection):
                do {
                    try transport.serve(connection)
                    outbox.ended(connection, failed: false)
                } catch {
                    outbox.ended(connection, failed: true)
                    logger.warning(
                        "no connection to the relay",
                        metadata: [
                            "lane": "\(outbox.lane.name)", "relay": "\(connection.relay)",
                            "reason": "\(Outcome.Reply.redacted("\(error)"))",
                        ]
                    )
                }
            }
        }
    }

    /// Keeps the outboxes filled.
    private func load() {
        while !isClosed {
            let seen = plans.current
            switch loader.step() {
            case .again: continue
            case .wait(let pause): plans.wait(after: seen, milliseconds: pause.milliseconds)
            }
        }
    }

    /// Records what came back until all is drained.
    private func record() {
        var recorder = recorder
        while true {
            let seen = reports.current
            switch recorder.step(wakes: wakes.current) {
            case .pause(let pause): Thread.sleep(forTimeInterval: pause.seconds)
            case .wait(let pause): reports.wait(after: seen, milliseconds: pause.milliseconds)
            case .done: return
            }
        }
    }
}
