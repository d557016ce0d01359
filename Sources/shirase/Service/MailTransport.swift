// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Delivery
import Foundation
import Mail
import Registry
import Synchronization

/// Delivery's transport over SMTP: translates parcels into transactions and replies into outcomes.
struct MailTransport<W: World>: Transport {
    /// A lane names a relay that there is not.
    struct UnknownRelay: Error, CustomStringConvertible {
        let name: String
        var description: String { "no relay is called \(name); see lanes.file" }
    }

    private let sessions: [String: SMTPSession]
    private let addressing: MailAddressing
    private let patterns = MailPatterns()
    private let observer: (@Sendable (SMTPOutcome) -> Void)?

    /// - Parameter observer: told of every answer, before it is recorded; for measuring.
    init(
        relays: [String: SMTPSettings],
        addressing: MailAddressing,
        observer: (@Sendable (SMTPOutcome) -> Void)? = nil
    ) {
        self.observer = observer
        let carrier = SMTPCarrier()
        sessions = relays.mapValues { SMTPSession(settings: $0, carrier: carrier) }
        self.addressing = addressing
    }

    func serve(_ connection: LaneConnection) throws {
        guard let session = sessions[connection.relay] else { throw UnknownRelay(name: connection.relay) }
        let source = LaneSource(
            connection: connection,
            addressing: addressing,
            patterns: patterns,
            observer: observer
        )
        try session.run(source)
    }
}

/// The messages of one connection.
private final class LaneSource: MessageSource {
    /// A connection that had nothing to do for so long is closed, as relays like it.
    private static let idleLimit = Duration.seconds(10)

    private let connection: LaneConnection
    private let addressing: MailAddressing
    private let patterns: MailPatterns
    private let observer: (@Sendable (SMTPOutcome) -> Void)?
    private let state = Mutex(State())

    private struct State {
        /// What is on the wire or about to be, in the order in which it was taken: a window's worth.
        var underway: [(tag: UInt64, ticket: Parcel.Ticket, address: String)] = []
        /// The pattern of the last parcel: most often that of the next one, too.
        var last: (key: RenderingKey, pattern: MailPattern)?
        var lastTag: UInt64 = 0
        /// Since when there is nothing to take.
        var idleSince: ContinuousClock.Instant?
    }

    init(
        connection: LaneConnection,
        addressing: MailAddressing,
        patterns: MailPatterns,
        observer: (@Sendable (SMTPOutcome) -> Void)?
    ) {
        self.connection = connection
        self.observer = observer
        self.addressing = addressing.detached()
        self.patterns = patterns
    }

    func next(into transaction: inout SMTPTransaction) -> NextTransaction {
        while true {
            guard let parcel = connection.take() else {
                let now = ContinuousClock.now
                let since = state.withLock { state in
                    state.idleSince = state.idleSince ?? now
                    return state.idleSince ?? now
                }
                return connection.isOver || now - since > Self.idleLimit ? .finished : .idle
            }
            let pattern: MailPattern
            do {
                pattern = try self.pattern(of: parcel, eightBit: transaction.offersEightBit)
            } catch {
                // The text is at fault, not the recipient: it stays open until somebody mends it or it expires.
                connection.report(parcel.ticket, .transient(Self.reply(error)))
                continue
            }
            do {
                try fill(&transaction, from: pattern, with: parcel)
            } catch {
                // This one cannot be written, whatever the relay says; the next one may.
                connection.report(parcel.ticket, .permanent(Self.reply(error)))
                transaction.content.removeAll(keepingCapacity: true)
                continue
            }
            transaction.tag = state.withLock { state in
                state.lastTag += 1
                state.underway.append((state.lastTag, parcel.ticket, parcel.contact.address))
                state.idleSince = nil
                return state.lastTag
            }
            return .ready
        }
    }

    /// The pattern of a parcel's rendering. The one at hand needs no lock that other connections hold, and is this
    /// connection's own.
    private func pattern(of parcel: Parcel, eightBit: Bool) throws -> MailPattern {
        let key = parcel.rendering
        if let known = state.withLock({ $0.last?.key == key ? $0.last?.pattern : nil }) { return known }
        let pattern = try patterns.pattern(
            key,
            eightBit: eightBit,
            messageIDs: { try addressing.messageIDs(alert: parcel.alert) },
            content: { try connection.content(of: key) }
        ).detached()
        state.withLock { $0.last = (key, pattern) }
        return pattern
    }

    func completed(_ tag: UInt64, _ outcome: SMTPOutcome) {
        let done = state.withLock { state in
            state.underway.firstIndex { $0.tag == tag }.map { state.underway.remove(at: $0) }
        }
        guard let done else { return }
        observer?(outcome)
        connection.report(done.ticket, Outcome(outcome, of: done.address))
    }

    func waitForWork(milliseconds: Int) {
        connection.waitForWork(milliseconds: milliseconds)
    }

    private static func reply(_ error: any Error) -> Outcome.Reply {
        Outcome.Reply(stage: "compose", code: nil, enhanced: nil, detail: "\(error)")
    }

    private func fill(
        _ transaction: inout SMTPTransaction,
        from pattern: MailPattern,
        with parcel: Parcel
    ) throws {
        let address = try EmailAddress(parsing: parcel.contact.address)
        let pseudonym = parcel.contact.pseudonym
        let recipient = try MessageTemplate.Recipient(
            address: address,
            messageID: pattern.messageIDs.id(pseudonym),
            unsubscribeURL: addressing.unsubscribeURL(token: parcel.contact.token)
        )
        transaction.sender = addressing.returnPath(release: parcel.rendering.release, pseudonym: pseudonym)
        transaction.recipient = address
        transaction.eightBit = pattern.template.isEightBit
        pattern.template.append(to: &transaction.content, for: recipient)
    }
}

extension Outcome {
    /// What an SMTP outcome means for delivery.
    ///
    /// - Parameter address: the recipient's: the same words mean one thing at one provider and another elsewhere.
    init(_ outcome: SMTPOutcome, of address: String) {
        switch outcome {
        case .accepted: self = .accepted
        case .permanent(let stage, let reply), .transient(let stage, let reply):
            let domain = address.split(separator: "@").last.map(String.init) ?? ""
            let refusal = Refusal(stage: stage, reply: reply, provider: MailProvider(domain: domain))
            let told = Reply(stage, reply, refusal.meaning)
            if refusal.isPermanent {
                self = .permanent(told)
            } else if refusal.meaning == .rateLimited && reply.enhancedCode?.subject != 2 || reply.code == 421 {
                // 421 closes the channel (RFC 5321 section 3.8): as a rule because too much came at once. A limit of one
                // mailbox (X.2, RFC 3463 section 3.3) says nothing of the lane.
                self = .rateLimited(told)
            } else {
                self = .transient(told)
            }
        case .notSent(.closedByServer(let reply)) where reply.code == 421:
            self = .rateLimited(Reply(.connect, reply, .rateLimited))
        case .notSent(let failure):
            self = .transient(Reply(stage: "connection", code: nil, enhanced: nil, detail: "\(failure)"))
        case .unknown(let failure):
            self = .unknown(Reply(stage: "content", code: nil, enhanced: nil, detail: "\(failure)"))
        }
    }
}

extension Outcome.Reply {
    init(_ stage: SMTPStage, _ reply: SMTPReply, _ meaning: ReplyClass) {
        self.init(
            stage: stage.rawValue,
            code: Int(reply.code),
            enhanced: reply.enhancedCode.map { "\($0)" },
            meaning: meaning.rawValue,
            detail: reply.lines.joined(separator: " ")
        )
    }
}
