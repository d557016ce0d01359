// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// A value that one thread at a time has, behind the system's plain mutex.
///
/// `Mutex` of the standard library hands itself over to who waits longest (FUTEX_LOCK_PI) after spinning: with more
/// connections than cores every message then costs a change of threads. A plain mutex may be taken by whoever runs.
///
/// `@unchecked Sendable`: `value` is reached under `lock` only.
final class Guarded<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    init(_ value: sending Value) {
        self.value = value
    }

    func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}
