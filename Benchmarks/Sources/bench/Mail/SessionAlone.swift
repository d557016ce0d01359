// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Mail
import Measuring
import Synchronization

/// Our SMTP session by itself: a template spliced for each recipient, on the threads of one carrier.
struct SessionAlone: Contender {
    let name = "shirase, session alone"
    let mail: BenchMail

    func send(_ count: Int, over connections: Int, to sink: Sink) throws -> Measured {
        let numbers = Numbers(count)
        let settings = BenchMail.settings(sink)
        let carrier = SMTPCarrier()
        let failure = Mutex<String?>(nil)
        let measured = Measured.of {
            let group = DispatchGroup()
            for _ in 0..<connections {
                group.enter()
                Thread {
                    do {
                        try SMTPSession(settings: settings, carrier: carrier).run(
                            Source(numbers: numbers, template: mail.template)
                        )
                    } catch {
                        failure.withLock { $0 = "\(error)" }
                    }
                    group.leave()
                }.start()
            }
            group.wait()
        }
        if let failure = failure.withLock({ $0 }) { throw BenchError(description: failure) }
        guard numbers.accepted == count else {
            throw BenchError(description: "the sink took \(numbers.accepted) of \(count) mails")
        }
        return measured
    }

    /// Hands out each number once, to whichever connection asks.
    private final class Numbers: Sendable {
        private let state: Mutex<(next: Int, accepted: Int)>
        private let count: Int

        init(_ count: Int) {
            self.count = count
            state = Mutex((0, 0))
        }

        var accepted: Int { state.withLock { $0.accepted } }

        func take() -> Int? {
            state.withLock { state in
                guard state.next < count else { return nil }
                state.next += 1
                return state.next
            }
        }

        func accept() { state.withLock { $0.accepted += 1 } }
    }

    private final class Source: MessageSource {
        private let numbers: Numbers
        private let template: MessageTemplate

        init(numbers: Numbers, template: MessageTemplate) {
            self.numbers = numbers
            self.template = template
        }

        func next(into transaction: inout SMTPTransaction) -> NextTransaction {
            guard let number = numbers.take(),
                let recipient = try? BenchMail.recipient("resident-\(number)@example.jp", "a-\(number)", "\(number)")
            else { return .finished }
            transaction.tag = UInt64(number)
            transaction.sender = "b-\(number)@city.example.jp"
            transaction.recipient = recipient.address
            transaction.eightBit = template.isEightBit
            template.append(to: &transaction.content, for: recipient)
            return .ready
        }

        func completed(_ tag: UInt64, _ outcome: SMTPOutcome) {
            if case .accepted = outcome { numbers.accept() }
        }

        func waitForWork(milliseconds: Int) {}
    }
}
