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

    func serve(_ outbox: Outbox) throws {
        try SMTPSession(settings: settings).run(Source(outbox: outbox, template: mail.template))
    }

    private final class Source: MessageSource {
        private struct State {
            var tickets: [UInt64: Parcel.Ticket] = [:]
            var lastTag: UInt64 = 0
        }

        private let outbox: Outbox
        private let template: MessageTemplate
        private let state = Mutex(State())

        init(outbox: Outbox, template: MessageTemplate) {
            self.outbox = outbox
            self.template = template
        }

        func next(into transaction: inout SMTPTransaction) -> NextTransaction {
            guard let parcel = outbox.take() else { return outbox.isClosed ? .finished : .idle }
            let contact = parcel.contact
            guard
                let recipient = try? BenchMail.recipient(
                    contact.address,
                    "\(parcel.alert).\(contact.pseudonym)",
                    contact.token
                )
            else {
                outbox.report(parcel.ticket, .permanent(.init(stage: "compose", code: nil, enhanced: nil, detail: "")))
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
                outbox.report(ticket, .accepted)
            } else {
                outbox.report(ticket, .transient(.init(stage: "bench", code: nil, enhanced: nil, detail: "\(outcome)")))
            }
        }

        func waitForWork(milliseconds: Int) {
            outbox.waitForWork(milliseconds: min(milliseconds, 50))
        }
    }
}
