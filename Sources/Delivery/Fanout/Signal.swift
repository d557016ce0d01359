// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Synchronization

/// Wakes threads that wait for something to have happened.
///
/// Raising it costs an atomic addition while nobody waits: it is raised for every message. Whoever raises counts first and
/// looks for waiters second, whoever waits registers first and looks at the count second, so that one always sees the
/// other.
final class Signal: Sendable {
    private let condition = NSCondition()
    private let count = Atomic<UInt64>(0)
    private let waiters = Atomic<Int>(0)

    /// How often it was raised; to be read before looking at the state that is waited for.
    var current: UInt64 { count.load(ordering: .sequentiallyConsistent) }

    /// Wakes all who wait.
    func raise() {
        count.wrappingAdd(1, ordering: .sequentiallyConsistent)
        guard waiters.load(ordering: .sequentiallyConsistent) > 0 else { return }
        condition.lock()
        condition.broadcast()
        condition.unlock()
    }

    /// Waits until it is raised again after `seen`, or so long.
    func wait(after seen: UInt64, milliseconds: Int) {
        let limit = Date(timeIntervalSinceNow: Double(milliseconds) / 1000)
        waiters.wrappingAdd(1, ordering: .sequentiallyConsistent)
        defer { waiters.wrappingSubtract(1, ordering: .sequentiallyConsistent) }
        condition.lock()
        defer { condition.unlock() }
        while current == seen {
            guard condition.wait(until: limit) else { return }
        }
    }
}
