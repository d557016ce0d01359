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
            Source(connection: connection, template: mail.template.detached())
        )
    }

    private final class Source: MessageSource {
        private struct State {
            var underway: [(tag: UInt64, ticket: Parcel.Ticket)] = []
            var messageIDs: (alert: String, series: MessageID.Series)?
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
            do {
                let recipient = try MessageTemplate.Recipient(
                    address: EmailAddress(parsing: contact.address),
                    messageID: messageIDs(of: parcel.alert).id(contact.pseudonym),
                    unsubscribeURL: Self.joined("https://city.example.jp/u/", contact.token)
                )
                let release = String(parcel.rendering.release)
                transaction.sender = Self.joined("b-", release, "-", contact.pseudonym, "@city.example.jp")
                transaction.recipient = recipient.address
                transaction.eightBit = template.isEightBit
                template.append(to: &transaction.content, for: recipient)
            } catch {
                connection.report(
                    parcel.ticket,
                    .permanent(.init(stage: "compose", code: nil, enhanced: nil, detail: "\(error)"))
                )
                return .idle
            }
            transaction.tag = state.withLock { state in
                state.lastTag += 1
                state.underway.append((state.lastTag, parcel.ticket))
                return state.lastTag
            }
            return .ready
        }

        private func messageIDs(of alert: String) throws -> MessageID.Series {
            if let known = state.withLock({ $0.messageIDs?.alert == alert ? $0.messageIDs?.series : nil }) {
                return known
            }
            let series = try MessageID.Series(left: alert, domain: "city.example.jp")
            state.withLock { $0.messageIDs = (alert, series) }
            return series
        }

        func completed(_ tag: UInt64, _ outcome: SMTPOutcome) {
            let ticket = state.withLock { state in
                state.underway.firstIndex { $0.tag == tag }.map { state.underway.remove(at: $0).ticket }
            }
            guard let ticket else { return }
            if case .accepted = outcome {
                connection.report(ticket, .accepted)
            } else {
                connection.report(
                    ticket,
                    .transient(.init(stage: "bench", code: nil, enhanced: nil, detail: "\(outcome)"))
                )
            }
        }

        private static func joined(_ parts: String...) -> String {
            var text = ""
            text.reserveCapacity(parts.reduce(0) { $0 + $1.utf8.count })
            for part in parts { text += part }
            return text
        }

        func waitForWork(milliseconds: Int) {
            connection.waitForWork(milliseconds: min(milliseconds, 50))
        }
    }
}
