// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Registry

/// One connection after another to a relay with its weather: what a thread and a transport do in the service.
///
/// `@unchecked Sendable`: a simulation runs on one thread.
final class SimulatedConnection: @unchecked Sendable {
    /// A message on the wire.
    private final class Flight {
        let parcel: Parcel
        /// Whether its content was handed over whole before the connection broke, should it break.
        let isWritten: Bool
        /// What the relay says, once it has.
        var answer: Outcome?
        /// Gone with its connection: the relay never sees it.
        var isDropped = false

        init(_ parcel: Parcel, isWritten: Bool) {
            self.parcel = parcel
            self.isWritten = isWritten
        }
    }

    private enum Phase {
        case closed
        case connecting(LaneConnection)
        case open(LaneConnection)
    }

    /// How long a session waits for an answer.
    private static let deadline = Duration.seconds(30)
    /// A connection without work is closed after so long.
    private static let idleLimit = Duration.seconds(10)

    private unowned let instance: SimulatedInstance
    private let life: ProcessLife
    private let born: Int
    private let outbox: Outbox
    private let role: ConnectionRole
    private let world: String
    private let scenario: Scenario
    private let timeline: Timeline
    private let dice: Dice
    private let referee: Referee

    private var phase = Phase.closed
    /// In the order in which they are answered.
    private var flights: [Flight] = []
    private let answers = Signal()
    private var isBroken = false
    private var isHasty = false
    private var lastAnswer = Duration.zero
    private var lastWork = Duration.zero

    init(
        instance: SimulatedInstance,
        life: ProcessLife,
        outbox: Outbox,
        role: ConnectionRole,
        world: String,
        scenario: Scenario,
        timeline: Timeline,
        dice: Dice,
        referee: Referee
    ) {
        self.instance = instance
        self.life = life
        born = life.number
        self.outbox = outbox
        self.role = role
        self.world = world
        self.scenario = scenario
        self.timeline = timeline
        self.dice = dice
        self.referee = referee
    }

    /// What the thread does next.
    func step() -> Stage.Pause {
        switch phase {
        case .closed:
            switch outbox.opening(role) {
            case .over: return .stop
            case .wait(let seen, let pause): return .signal(outbox.work, seen: seen, pause + .milliseconds(1))
            case .connect(let connection):
                phase = .connecting(connection)
                return .after(dice.time(1...5))
            }
        case .connecting(let connection):
            if weather(connection)?.refuses(dice) == true {
                referee.note("no connection", outbox.lane.name)
                return close(connection, failed: true)
            }
            (isBroken, isHasty, lastAnswer, lastWork) = (false, false, timeline.now, timeline.now)
            phase = .open(connection)
            return converse(connection)
        case .open(let connection): return converse(connection)
        }
    }

    private func converse(_ connection: LaneConnection) -> Stage.Pause {
        let seen = (work: outbox.work.current, answers: answers.current)
        while let flight = flights.first, let answer = flight.answer {
            flights.removeFirst()
            report(flight, answer, over: connection)
            lastWork = timeline.now
        }
        if isBroken { return close(connection, failed: !isHasty) }
        while flights.count < scenario.window, let parcel = connection.take() { send(parcel, over: connection) }
        guard flights.isEmpty else { return .signal(answers, seen: seen.answers, .seconds(60)) }
        guard !connection.isOver, timeline.now - lastWork < Self.idleLimit else {
            return close(connection, failed: false)
        }
        return .signal(outbox.work, seen: seen.work, .seconds(1))
    }

    private func close(_ connection: LaneConnection, failed: Bool) -> Stage.Pause {
        for flight in flights {
            let reply = Outcome.Reply(stage: "connection", code: nil, enhanced: nil, detail: "closed")
            report(
                flight,
                flight.answer
                    ?? (isHasty ? .rateLimited(reply) : flight.isWritten ? .unknown(reply) : .transient(reply)),
                over: connection
            )
        }
        flights = []
        outbox.ended(connection, failed: failed)
        phase = .closed
        return .after(.zero)
    }

    // MARK: The wire

    private func weather(_ connection: LaneConnection) -> Weather? {
        guard world == "live" else { return nil }
        return scenario.weather["\(outbox.lane.name)/\(connection.relay)"]?
            .first { $0.from <= timeline.now && timeline.now < $0.until }
    }

    private func send(_ parcel: Parcel, over connection: LaneConnection) {
        referee.handedOut(parcel, by: instance, world: world, lane: outbox.lane.name, role: role)
        let flight = Flight(parcel, isWritten: dice.chance(0.7))
        lastWork = timeline.now
        do {
            referee.said(try connection.content(of: parcel.rendering), to: parcel)
        } catch {
            let reply = Outcome.Reply(stage: "compose", code: nil, enhanced: nil, detail: "\(error)")
            return report(flight, .transient(reply), over: connection)
        }
        flights.append(flight)
        switch weather(connection)?.fate(dice) {
        case nil:
            answer(flight, after: dice.time(1...10), scenario.unknownUsers.contains(parcel.contact.id) ? 550 : 250)
        case .accepted(let pause): answer(flight, after: pause, 250)
        case .deferred(let pause): answer(flight, after: pause, 451)
        case .hasty(let pause): answer(flight, after: pause, 421)
        case .broken(let pause, let takenOver): breakDown(flight, after: pause, takenOver: takenOver)
        case .silence: breakDown(flight, after: Self.deadline, takenOver: dice.chance(0.3))
        }
    }

    /// The relay acts, whatever has become of the process; the process learns of it if it still lives.
    private func answer(_ flight: Flight, after pause: Duration, _ code: Int) {
        lastAnswer = max(lastAnswer, timeline.now + pause)
        timeline.at(lastAnswer) { [self] in
            guard !flight.isDropped, isAlive || flight.isWritten else { return }
            let reply = Outcome.Reply(stage: "content", code: code, enhanced: nil, detail: "")
            switch code {
            case 250:
                referee.tookOver(flight.parcel)
                flight.answer = .accepted
            case 550:
                referee.refused(flight.parcel)
                flight.answer = .permanent(reply)
            case 421:
                flight.answer = .rateLimited(reply)
                isHasty = true
                drop()
            default: flight.answer = .transient(reply)
            }
            answers.raise()
        }
    }

    private func breakDown(_ flight: Flight, after pause: Duration, takenOver: Bool) {
        lastAnswer = max(lastAnswer, timeline.now + pause)
        timeline.at(lastAnswer) { [self] in
            guard !flight.isDropped, isAlive || flight.isWritten else { return }
            if takenOver, flight.isWritten { referee.tookOver(flight.parcel) }
            drop()
            answers.raise()
        }
    }

    /// The connection is gone, and with it all that the relay has not answered.
    private func drop() {
        isBroken = true
        for flight in flights where flight.answer == nil { flight.isDropped = true }
    }

    private var isAlive: Bool { life.number == born }

    private func report(_ flight: Flight, _ outcome: Outcome, over connection: LaneConnection) {
        connection.report(flight.parcel.ticket, outcome)
        referee.reported(flight.parcel, outcome, by: instance.number)
    }
}
