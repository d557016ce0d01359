// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Logging
import Storage
import Synchronization

/// Waits for what other processes wake, on a thread of its own, and passes it on.
///
/// A shorter way only: who is woken by it looks by himself all the same, less often.
struct WakeDuty: Sendable {
    /// How long a wait lasts at most: so long a shutdown waits for it.
    private static let look: Duration = .milliseconds(500)
    private static let pause: TimeInterval = 1

    let database: any Database
    let channel: String
    let logger: Logger
    /// What is to be done when the channel was woken.
    let onWake: @Sendable () -> Void

    /// Waits until the task is cancelled; a connection that is lost is made again.
    func run() async {
        let isStopped = Flag()
        await withTaskCancellationHandler {
            await withCheckedContinuation { (ended: CheckedContinuation<Void, Never>) in
                let thread = Thread {
                    wait(isStopped)
                    ended.resume()
                }
                thread.name = channel
                thread.start()
            }
        } onCancel: {
            isStopped.raise()
        }
    }

    private func wait(_ isStopped: Flag) {
        var waiter: (any Waiter)?
        var isLost = false
        while !isStopped.isRaised {
            do {
                if let known = waiter {
                    if try known.wait(for: Self.look) { onWake() }
                } else {
                    waiter = try database.waiter(on: channel)
                    // What was said before, nobody heard.
                    onWake()
                }
                if isLost { logger.notice("listening again", metadata: ["channel": "\(channel)"]) }
                isLost = false
            } catch {
                if !isLost {
                    logger.warning(
                        "nobody can wake this process now; it looks by itself",
                        metadata: ["channel": "\(channel)", "reason": "\(error)"]
                    )
                }
                isLost = true
                Thread.sleep(forTimeInterval: Self.pause)
            }
        }
    }

    /// A flag that two threads share.
    private final class Flag: Sendable {
        private let value = Atomic<Bool>(false)
        var isRaised: Bool { value.load(ordering: .relaxed) }
        func raise() { value.store(true, ordering: .relaxed) }
    }
}
