// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Synchronization

/// Runs a body so many times at once on threads, and throws the first of their errors where it was called.
///
/// An issue that is recorded on such a thread belongs to no test, and nobody knows with which engine it came.
public func sideBySide(_ count: Int, _ body: @Sendable (_ number: Int) throws -> Void) throws {
    let errors = Mutex<[any Error]>([])
    DispatchQueue.concurrentPerform(iterations: count) { number in
        do {
            try body(number)
        } catch {
            errors.withLock { $0.append(error) }
        }
    }
    if let first = errors.withLock({ $0.first }) { throw first }
}
