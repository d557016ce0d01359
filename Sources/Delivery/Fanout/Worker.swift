// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// A thread that can be waited for.
struct Worker: Sendable {
    private let done = DispatchGroup()

    /// Starts `body` on a thread of its own.
    init(name: String, _ body: @escaping @Sendable () -> Void) {
        let done = done
        done.enter()
        let thread = Thread {
            body()
            done.leave()
        }
        thread.name = name
        thread.start()
    }

    /// Returns when the body has.
    func join() {
        done.wait()
    }

    /// Returns when the body has, or at an instant; false where it has not.
    func join(until deadline: DispatchTime) -> Bool {
        done.wait(timeout: deadline) == .success
    }
}
