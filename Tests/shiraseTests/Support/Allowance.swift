// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Mailbox
import Synchronization

/// A relay that takes so many mails, a few milliseconds each, and beyond that asks for patience or dawdles: a fan-out that
/// stands in its midst for as long as a test needs.
final class Allowance: Sendable {
    private let left: Mutex<Int>
    private let beyond: MailboxFault

    init(_ count: Int, beyond: MailboxFault = .reply("451 4.3.2 later")) {
        left = Mutex(count)
        self.beyond = beyond
    }

    /// Lets all others through.
    func lift() { left.withLock { $0 = .max } }

    func more(_ count: Int) { left.withLock { $0 += count } }

    /// For a mailbox.
    var faults: MailboxFaults {
        { [self] stage, _ in
            guard stage == .content else { return nil }
            return left.withLock { left in
                guard left > 0 else { return beyond }
                left -= 1
                return .delay(milliseconds: 5)
            }
        }
    }
}
