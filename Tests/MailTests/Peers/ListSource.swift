// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Mail
import Synchronization
import Testing

/// Messages prepared beforehand, and what became of each.
final class ListSource: MessageSource {
    struct Message {
        var sender = "bounce@city.example.jp"
        var recipient: EmailAddress
        var content: [UInt8]
        var eightBit = false
    }

    private struct State {
        var next = 0
        var outcomes: [UInt64: [SMTPOutcome]] = [:]
        var order: [UInt64] = []
        var waits = 0
        var pauses: Set<Int>
    }

    private let messages: [Message]
    private let staysOpen: Bool
    private let state: Mutex<State>

    /// - Parameters:
    ///   - pauses: before which messages it says `.idle` until it is waited on.
    ///   - staysOpen: whether it goes on saying `.idle` when it has no more.
    init(_ messages: [Message], pausingBefore pauses: Set<Int> = [], staysOpen: Bool = false) {
        self.messages = messages
        self.staysOpen = staysOpen
        state = Mutex(State(pauses: pauses))
    }

    func next(into transaction: inout SMTPTransaction) -> NextTransaction {
        state.withLock { state in
            guard state.next < messages.count else { return staysOpen ? .idle : .finished }
            guard !state.pauses.contains(state.next) else { return .idle }
            let message = messages[state.next]
            transaction.tag = UInt64(state.next)
            transaction.sender = message.sender
            transaction.recipient = message.recipient
            transaction.content.append(contentsOf: message.content)
            transaction.eightBit = message.eightBit
            state.next += 1
            return .ready
        }
    }

    func completed(_ tag: UInt64, _ outcome: SMTPOutcome) {
        state.withLock { state in
            state.outcomes[tag, default: []].append(outcome)
            state.order.append(tag)
        }
    }

    func waitForWork(milliseconds: Int) {
        state.withLock { state in
            state.waits += 1
            state.pauses.remove(state.next)
        }
        if staysOpen { usleep(10_000) }
    }

    /// The messages that were handed out.
    var handedOut: Int { state.withLock { $0.next } }
    /// How often it was waited on.
    var waits: Int { state.withLock { $0.waits } }
    /// The tags in the order of their outcomes.
    var order: [UInt64] { state.withLock { $0.order } }

    /// The outcome of each message that was handed out; nil where there is not exactly one.
    var outcomes: [SMTPOutcome?] {
        state.withLock { state in
            (0..<state.next).map { index in
                let outcomes = state.outcomes[UInt64(index)] ?? []
                return outcomes.count == 1 ? outcomes[0] : nil
            }
        }
    }

    /// How a session ended that was to succeed; nil, and an issue, where it failed.
    func end(_ settings: SMTPSettings) async -> SMTPSession.End? {
        switch await send(settings) {
        case .success(let end): return end
        case .failure(let error):
            Issue.record(error)
            return nil
        }
    }

    /// All tests' sessions share its threads, as those of a service do.
    static let carrier = SMTPCarrier()

    /// Runs a session on a thread of its own.
    func send(
        _ settings: SMTPSettings,
        carrier: SMTPCarrier = ListSource.carrier
    ) async -> Result<SMTPSession.End, SMTPSessionError> {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                do throws(SMTPSessionError) {
                    let session = SMTPSession(settings: settings, carrier: carrier)
                    continuation.resume(returning: .success(try session.run(self)))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
    }
}

extension SMTPSettings {
    static func loopback(_ port: Int, security: Security = .none) -> SMTPSettings {
        SMTPSettings(
            host: "127.0.0.1",
            port: port,
            security: security,
            heloName: "client.example.jp",
            connectTimeout: .seconds(20),
            replyTimeouts: .init(all: .seconds(60)),
        )
    }
}

extension SMTPOutcome {
    var isAccepted: Bool {
        if case .accepted = self { true } else { false }
    }
}
