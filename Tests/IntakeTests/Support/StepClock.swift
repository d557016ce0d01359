// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Synchronization

/// A clock that stands still until it is told that the sleep in progress is over.
final class StepClock: Clock {
    struct Instant: InstantProtocol {
        var offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct State {
        var now = Instant(offset: .zero)
        var asked: [Duration] = []
    }

    private let state = Mutex(State())
    private let sleeps = AsyncStream.makeStream(of: Void.self)
    private let wakes = AsyncStream.makeStream(of: Void.self)

    var now: Instant { state.withLock { $0.now } }
    var minimumResolution: Duration { .zero }

    /// The sleeps asked for.
    var asked: [Duration] { state.withLock { $0.asked } }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        state.withLock {
            $0.asked.append($0.now.duration(to: deadline))
            $0.now = deadline
        }
        sleeps.continuation.yield()
        for await _ in wakes.stream { return }
        try Task.checkCancellation()
    }

    /// Returns when somebody sleeps.
    func waitForSleep() async {
        for await _ in sleeps.stream { return }
    }

    /// Ends the sleep in progress.
    func advance() {
        wakes.continuation.yield()
    }
}
