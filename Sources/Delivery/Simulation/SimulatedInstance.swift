// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Logging

/// A serving process: the real outboxes, loader and recorder of both worlds, on virtual time.
///
/// `@unchecked Sendable`: a simulation runs on one thread.
final class SimulatedInstance: @unchecked Sendable {
    /// One world's fan-out.
    private struct Side {
        let world: String
        let outboxes: [Outbox]
        let plans: Signal
        let wakes: Signal
        let reports: Signal
    }

    let number: Int
    let store: FaultyStore
    private(set) var isUp = false
    /// How far its wall clock is off.
    var offset: Duration

    private let life = ProcessLife()
    private let contacts: SimulatedRegistry
    private let scenario: Scenario
    private let stage: Stage
    private let dice: Dice
    private let referee: Referee
    private var sides: [Side] = []
    /// Connections, loaders and recorders that have not ended.
    private var connections = 0
    private var recorders = 0
    private var back: Duration?
    /// What stands in the file beside the database: it outlives the process.
    private var seen: Resumption.Mark?

    init(
        number: Int,
        store: FaultyStore,
        contacts: SimulatedRegistry,
        scenario: Scenario,
        stage: Stage,
        dice: Dice,
        referee: Referee
    ) {
        self.number = number
        self.store = store
        self.contacts = contacts
        self.scenario = scenario
        self.stage = stage
        self.dice = dice
        self.referee = referee
        offset = scenario.skews[number]
    }

    private var now: Duration { stage.timeline.now }

    /// Its own wall clock.
    var date: Date { Simulation.epoch.addingTimeInterval((now + offset).seconds) }

    private var clock: DeliveryClock {
        DeliveryClock(
            date: { [self] in date },
            uptime: { [stage] in stage.timeline.now },
            random: { [dice] in dice.unit() }
        )
    }

    // MARK: Its life

    /// Starts as the service does; a process that cannot is started again a second later.
    func start() {
        guard !isUp else { return }
        do {
            seen = try store.begin(seen: seen, now: date, grace: scenario.grace)
            for world in scenario.worlds { try store.freeLeases(of: owner(world), world: world) }
        } catch {
            referee.disturbed(number, until: now + .seconds(1))
            stage.timeline.after(.seconds(1)) { [self] in start() }
            return
        }
        isUp = true
        back = nil
        referee.disturbed(number, until: now)
        sides = scenario.worlds.map(side)
        stage.start(in: life) { [self] in
            seen = (try? store.beat(seen: nil, now: date)) ?? seen
            return .after(.seconds(5))
        }
    }

    /// Power off: nothing of it is left but what is on the wire and in the database.
    func crash(back: Duration) {
        guard isUp else { return }
        referee.crashed(number)
        end(back: back)
    }

    /// SIGTERM: what is on the wire is awaited and recorded, leases are given back.
    func restart(back: Duration) {
        guard isUp, self.back == nil else { return }
        self.back = back
        referee.disturbed(number, until: now + .seconds(600))
        for side in sides {
            side.outboxes.forEach { $0.close() }
            side.plans.raise()
        }
    }

    func freeze(_ length: Duration) {
        life.frozenUntil = max(life.frozenUntil, now + length)
        referee.disturbed(number, until: now + length)
    }

    /// Tells that an alert is being prepared.
    func makeWay(for priority: Priority, in world: String) {
        for side in sides where side.world == world { side.outboxes.forEach { $0.makeWay(for: priority, .seconds(1)) } }
    }

    /// Tells that there are new slices, or that a release was stopped.
    func wake() {
        for side in sides {
            side.outboxes.forEach { $0.endWay() }
            side.plans.raise()
            side.wakes.raise()
            side.reports.raise()
        }
    }

    /// Lets go of what refers to itself.
    func vanish() { sides = [] }

    private func end(back: Duration) {
        isUp = false
        life.number += 1
        life.frozenUntil = .zero
        (sides, connections, recorders) = ([], 0, 0)
        referee.disturbed(number, until: now + back, restarts: true)
        stage.timeline.after(back) { [self] in start() }
    }

    private func owner(_ world: String) -> String { "\(number)-\(world)" }

    // MARK: Its threads

    private func side(_ world: String) -> Side {
        let logger = Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() }
        let (plans, wakes, reports) = (Signal(), Signal(), Signal())
        let settings = FanoutSettings(
            lanes: scenario.lanes,
            owner: owner(world),
            ahead: scenario.ahead,
            poll: scenario.poll
        )
        let outboxes = scenario.lanes.lanes.map { lane in
            Outbox(lane: lane, clock: clock, reports: reports, room: plans) { [store] key in
                try store.rendering(release: key.release, language: key.language)
            }
        }
        let loader = Loader(
            world: world,
            store: store,
            contacts: contacts,
            outboxes: outboxes,
            settings: settings,
            readsTogether: false,
            clock: clock,
            logger: logger
        )
        stage.start(in: life) {
            guard !outboxes.allSatisfy(\.isClosed) else { return .stop }
            let seen = plans.current
            switch loader.step() {
            case .again: return .after(.milliseconds(1))
            case .wait(let pause): return .signal(plans, seen: seen, pause)
            }
        }
        var recorder = Recorder(
            store: store,
            contacts: contacts,
            outboxes: outboxes,
            plans: plans,
            settings: settings,
            clock: clock,
            logger: logger
        )
        recorders += 1
        stage.start(in: life) { [self] in
            let seen = reports.current
            switch recorder.step(wakes: wakes.current) {
            case .pause(let pause): return .after(max(pause, .milliseconds(1)))
            case .wait(let pause): return .signal(reports, seen: seen, pause)
            case .done:
                recorders -= 1
                if recorders == 0, let back { end(back: back) }
                return .stop
            }
        }
        for outbox in outboxes {
            for (role, count) in [
                (ConnectionRole.all, outbox.lane.connections), (.account, outbox.lane.accountConnections),
            ] {
                for _ in 0..<count { connect(outbox, role, world) }
            }
        }
        return Side(world: world, outboxes: outboxes, plans: plans, wakes: wakes, reports: reports)
    }

    private func connect(_ outbox: Outbox, _ role: ConnectionRole, _ world: String) {
        let connection = SimulatedConnection(
            instance: self,
            life: life,
            outbox: outbox,
            role: role,
            world: world,
            scenario: scenario,
            timeline: stage.timeline,
            dice: dice,
            referee: referee
        )
        connections += 1
        stage.start(in: life) { [self] in
            let pause = connection.step()
            if case .stop = pause {
                connections -= 1
                if connections == 0 { sides.forEach { $0.outboxes.forEach { $0.drain() } } }
            }
            return pause
        }
    }
}
