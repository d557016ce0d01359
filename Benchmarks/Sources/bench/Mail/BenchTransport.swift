// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Delivery
import Foundation
import Mail
import Registry
import Synchronization

/// Delivery's transport over our SMTP session, as the product wires it, with one template for all.
struct BenchTransport: Transport {
    typealias W = Live

    let mail: BenchMail
    let settings: SMTPSettings
    private let carrier = SMTPCarrier()

    init(mail: BenchMail, settings: SMTPSettings) {
        self.mail = mail
        self.settings = settings
    }

    func serve(_ connection: LaneConnection) throws {
        try SMTPSession(settings: settings, carrier: carrier).run(
            Source(connection: connection, template: mail.template)
        )
    }

    private final class Source: MessageSource {
        private struct State {
            var tickets: [UInt64: Parcel.Ticket] = [:]
            var lastTag: UInt64 = 0
        }

        private let connection: LaneConnection
        private let template: MessageTemplate
        private let state = Mutex(State())

        init(connection: LaneConnection, template: MessageTemplate) {
            self.connection = connection
            self.template = template
        }

        func next(into transaction: inout SMTPTransaction) -> NextTransaction {
            guard let parcel = connection.take() else { return connection.isOver ? .finished : .idle }
            let contact = parcel.contact
            guard
                let recipient = try? BenchMail.recipient(
                    contact.address,
                    "\(parcel.alert).\(contact.pseudonym)",
                    contact.token
                )
            else {
                connection.report(
                    parcel.ticket,
                    .permanent(.init(stage: "compose", code: nil, enhanced: nil, detail: ""))
                )
                return .idle
            }
            transaction.tag = state.withLock { state in
                state.lastTag += 1
                state.tickets[state.lastTag] = parcel.ticket
                return state.lastTag
            }
            transaction.sender = "b-\(parcel.rendering.release)-\(contact.pseudonym)@city.example.jp"
            transaction.recipient = recipient.address
            transaction.eightBit = template.isEightBit
            template.append(to: &transaction.content, for: recipient)
            return .ready
        }

        func completed(_ tag: UInt64, _ outcome: SMTPOutcome) {
            guard let ticket = state.withLock({ $0.tickets.removeValue(forKey: tag) }) else { return }
            if case .accepted = outcome {
                connection.report(ticket, .accepted)
            } else {
                connection.report(
                    ticket,
                    .transient(.init(stage: "bench", code: nil, enhanced: nil, detail: "\(outcome)"))
                )
            }
        }

        func waitForWork(milliseconds: Int) {
            connection.waitForWork(milliseconds: min(milliseconds, 50))
        }
    }
}
