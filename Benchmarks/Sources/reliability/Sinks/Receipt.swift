// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Synchronization

/// One mail that a sink took over: noted when its end has come, before the answer to it is written.
struct Receipt: Sendable {
    /// The release, as the return path (`b-RELEASE-…@`) names it.
    let release: UInt32
    /// The recipient: the number in `rNUMBER@…`.
    let recipient: UInt32
    /// A hash of the Message-ID.
    let identity: UInt64
    /// When, in nanoseconds of the machine's monotonic clock.
    let at: UInt64
    /// The sink's turn when the connection was opened.
    let turn: UInt32
}

/// The receipts of one connection.
final class ReceiptLog: Sendable {
    private let receipts = Mutex<[Receipt]>([])

    func append(_ receipt: Receipt) { receipts.withLock { $0.append(receipt) } }

    /// Hands them over and forgets them.
    func take() -> [Receipt] {
        receipts.withLock { receipts in
            defer { receipts = [] }
            return receipts
        }
    }
}
