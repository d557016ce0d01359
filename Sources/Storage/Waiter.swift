// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// Where a thread waits until another process has something for it.
///
/// A wait is a shorter pause between two looks, never a promise: who was woken looks, and who was not looks too, only later.
public protocol Waiter: Sendable {
    /// Waits until the channel is woken, or so long; blocks the calling thread. One thread waits at a time.
    ///
    /// - Returns: whether it was woken since the last wait, or may have been: after a connection was lost, the next wait
    ///   connects again and returns at once.
    /// - Throws: `StorageError.connectionLost` or `.cannotOpen`; the caller looks by itself until it works again.
    func wait(for duration: Duration) throws -> Bool
}

/// A waiter whom nobody can wake.
struct SleepingWaiter: Waiter {
    func wait(for duration: Duration) -> Bool {
        Thread.sleep(forTimeInterval: duration / .seconds(1))
        return false
    }
}
