// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// Wakes threads that wait for something to have happened.
///
/// `@unchecked Sendable`: `count` is read and written under `condition`'s lock only.
final class Signal: @unchecked Sendable {
    private let condition = NSCondition()
    private var count: UInt64 = 0

    /// How often it was raised; to be read before looking at the state that is waited for.
    var current: UInt64 {
        condition.lock()
        defer { condition.unlock() }
        return count
    }

    /// Wakes all who wait.
    func raise() {
        condition.lock()
        count &+= 1
        condition.broadcast()
        condition.unlock()
    }

    /// Waits until it is raised again after `seen`, or so long.
    func wait(after seen: UInt64, milliseconds: Int) {
        let limit = Date(timeIntervalSinceNow: Double(milliseconds) / 1000)
        condition.lock()
        defer { condition.unlock() }
        while count == seen {
            guard condition.wait(until: limit) else { return }
        }
    }
}
