// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Synchronization

/// Whether one connection has been told to take its leave.
final class Departure: Sendable {
    private let flag = Atomic(false)

    var isDue: Bool { flag.load(ordering: .acquiring) }

    func announce() { flag.store(true, ordering: .releasing) }
}
