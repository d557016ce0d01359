// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Delivery
import Foundation
import Registry
import Synchronization

/// A transport without a wire: notes each parcel and answers as its script says.
final class FakeTransport<W: World>: Transport {
    struct Sent: Sendable, Hashable {
        var alert: String
        var language: String
        var address: String
        var pseudonym: String
        var text: String
        var lane: String
        var relay: String
    }

    enum Answer: Sendable {
        case outcome(Outcome)
        /// The process dies with this parcel on the wire: nothing is ever reported of it.
        case crash
    }

    struct NoConnection: Error, CustomStringConvertible {
        let description = "454 relay refused for <r1@b.example>"
    }

    private struct State {
        var sent: [Sent] = []
        var attempts: [String: Int] = [:]
        var refusals: Int
        var isDead = false
    }

    private let state: Mutex<State>
    /// Lets parcels through one by one; open where the test does not say otherwise.
    let gate: Gate
    private let answer: @Sendable (_ parcel: Sent, _ attempt: Int) -> Answer

    /// - Parameters:
    ///   - refusals: how many connections are refused before one is made.
    ///   - answer: by parcel and the how-manieth attempt at its recipient and alert, from 1.
    init(
        gate: Gate = Gate(isOpen: true),
        refusals: Int = 0,
        answer: @escaping @Sendable (_ parcel: Sent, _ attempt: Int) -> Answer = { _, _ in .outcome(.accepted) }
    ) {
        state = Mutex(State(refusals: refusals))
        self.gate = gate
        self.answer = answer
    }

    /// Every parcel handed over, in order.
    var sent: [Sent] { state.withLock { $0.sent } }

    func serve(_ connection: LaneConnection) throws {
        let isRefused = state.withLock { state in
            guard state.refusals > 0 else { return false }
            state.refusals -= 1
            return true
        }
        if isRefused { throw NoConnection() }
        while !connection.isOver, !state.withLock({ $0.isDead }) {
            guard let parcel = connection.take() else {
                connection.waitForWork(milliseconds: 20)
                continue
            }
            let text = String(decoding: try connection.content(of: parcel.rendering), as: UTF8.self)
            let sent = Sent(
                alert: parcel.alert,
                language: parcel.rendering.language,
                address: parcel.contact.address,
                pseudonym: parcel.contact.pseudonym,
                text: text,
                lane: connection.lane,
                relay: connection.relay
            )
            gate.enter()
            let attempt = state.withLock { state in
                state.sent.append(sent)
                state.attempts["\(sent.alert)/\(sent.address)", default: 0] += 1
                return state.attempts["\(sent.alert)/\(sent.address)"] ?? 0
            }
            switch answer(sent, attempt) {
            case .outcome(let outcome): connection.report(parcel.ticket, outcome)
            case .crash: state.withLock { $0.isDead = true }
            }
        }
    }
}

/// Where parcels wait until the test lets them through.
///
/// `@unchecked Sendable`: all is read and written under `condition`'s lock.
final class Gate: @unchecked Sendable {
    private let condition = NSCondition()
    private var isOpen: Bool
    private var permits = 0
    private var count = 0

    init(isOpen: Bool) { self.isOpen = isOpen }

    /// How many stand before it.
    var waiting: Int { condition.withLock { count } }

    func enter() {
        condition.withLock {
            count += 1
            while !isOpen, permits == 0 { condition.wait() }
            count -= 1
            if !isOpen { permits -= 1 }
        }
    }

    /// Lets so many through.
    func letThrough(_ number: Int) {
        condition.withLock {
            permits += number
            condition.broadcast()
        }
    }

    func open() {
        condition.withLock {
            isOpen = true
            condition.broadcast()
        }
    }
}
