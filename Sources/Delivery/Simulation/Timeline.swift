// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Virtual time: what is to happen, in order. Nothing here waits for anything.
///
/// `@unchecked Sendable`: a simulation runs on one thread.
final class Timeline: @unchecked Sendable {
    private struct Event {
        let at: Duration
        /// What was planned earlier happens earlier.
        let number: UInt64
        let body: () -> Void

        func comes(before other: Event) -> Bool { (at, number) < (other.at, other.number) }
    }

    private(set) var now = Duration.zero
    /// How many events were planned.
    private var count: UInt64 = 0
    private var heap: [Event] = []

    /// Plans something.
    func at(_ time: Duration, _ body: @escaping () -> Void) {
        count += 1
        heap.append(Event(at: max(time, now), number: count, body: body))
        var child = heap.count - 1
        while child > 0, heap[child].comes(before: heap[(child - 1) / 2]) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Plans something in so long.
    func after(_ pause: Duration, _ body: @escaping () -> Void) { at(now + pause, body) }

    /// Lets the next event happen; false where there is none.
    func step() -> Bool {
        guard let event = pop() else { return false }
        now = event.at
        event.body()
        return true
    }

    /// Forgets what has not happened, and with it all that it would have touched.
    func end() { heap = [] }

    private func pop() -> Event? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return first }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child].comes(before: heap[least]) {
                least = child
            }
            guard least != parent else { return first }
            heap.swapAt(least, parent)
            parent = least
        }
    }
}
