// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Registry

/// Where transports take parcels and report on them: the leased slices of one world, most urgent first.
///
/// Safe from any thread. A more urgent slice is served from the next message on: nothing is handed out ahead.
public final class Outbox: Sendable {
    struct Entry {
        var slice: LeasedSlice
        var contacts: Contacts
        /// Nothing of it is handed out from then on, unless the lease is renewed: another owner may have it.
        var leaseUntil: Date

        func hasWork(_ now: Date) -> Bool { slice.waiting > 0 && now < leaseUntil }
    }

    struct State {
        /// Leased slices, most urgent first, within a priority in the order of their claim.
        var entries: [Entry] = []
        var stopped: Set<Int64> = []
        var isClosed = false
        /// Nobody takes or reports any more.
        var isDrained = false
        /// Nothing is handed out while what came back cannot be recorded.
        var isPaused = false
        /// Messages reported since the start, for progress displays.
        var reported = 0
    }

    let state = Guarded(State())
    /// Raised when there may be parcels to take, or the outbox closes.
    let work = Signal()
    /// Raised when there is something to record or room for more slices.
    let reports = Signal()
    private let content: @Sendable (RenderingKey) throws -> [UInt8]
    private let now: @Sendable () -> Date

    init(now: @escaping @Sendable () -> Date, content: @escaping @Sendable (RenderingKey) throws -> [UInt8]) {
        self.now = now
        self.content = content
    }

    /// The next parcel, or nil where there is none now.
    ///
    /// Checked here, before each message: still active, not expired, not replaced, still subscribed (P3).
    public func take() -> Parcel? {
        let now = now()
        let (parcel, settledSome) = state.withLock { state -> (Parcel?, Bool) in
            guard !state.isClosed, !state.isPaused else { return (nil, false) }
            var settledSome = false
            for position in state.entries.indices where state.entries[position].hasWork(now) {
                let contacts = state.entries[position].contacts
                let stopped = state.stopped.contains(state.entries[position].slice.release.id)
                let next = state.entries[position].slice.next(now: now, stopped: stopped) { member in
                    contacts.reachable[member] != nil
                        ? .reachable : contacts.unreadable.contains(member) ? .unreadable : .left
                }
                guard case .send(let index) = next else {
                    settledSome = true
                    continue
                }
                let slice = state.entries[position].slice
                guard let contact = contacts.reachable[slice.members[index]] else { continue }
                let parcel = Parcel(
                    ticket: Parcel.Ticket(slice: slice.id, fence: slice.fence, index: index),
                    alert: slice.release.alert,
                    rendering: RenderingKey(release: slice.release.id, language: slice.language),
                    contact: contact
                )
                return (parcel, settledSome)
            }
            return (nil, settledSome)
        }
        if settledSome { reports.raise() }
        return parcel
    }

    /// Takes the outcome of a parcel; exactly once for each.
    ///
    /// A report under a lease that was lost counts for nothing: whoever has the slice now sends it again.
    public func report(_ ticket: Parcel.Ticket, _ outcome: Outcome) {
        state.withLock { state in
            guard
                let position = state.entries.firstIndex(where: {
                    $0.slice.id == ticket.slice && $0.slice.fence == ticket.fence
                }),
                state.entries[position].slice.report(ticket.index, outcome)
            else { return }
            state.reported += 1
        }
        reports.raise()
    }

    /// The bytes of a rendering, as approved.
    public func content(of key: RenderingKey) throws -> [UInt8] {
        try content(key)
    }

    /// Waits until there may be something to take, or so long.
    public func waitForWork(milliseconds: Int) {
        let seen = work.current
        guard !hasWork, !isClosed else { return }
        work.wait(after: seen, milliseconds: milliseconds)
    }

    /// Whether nothing more will be handed out.
    public var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Whether a parcel could be taken now.
    public var hasWork: Bool {
        let now = now()
        return state.withLock { state in
            !state.isClosed && !state.isPaused && state.entries.contains { $0.hasWork(now) }
        }
    }

    /// Hands out nothing more and wakes all who wait.
    func close() {
        state.withLock { $0.isClosed = true }
        work.raise()
        reports.raise()
    }

    /// Whether nobody takes or reports any more.
    var isDrained: Bool { state.withLock { $0.isDrained } }

    /// Tells that nobody takes or reports any more: what is still out stays open and goes out again.
    func drain() {
        state.withLock { $0.isDrained = true }
        reports.raise()
    }

    /// How many parcels wait.
    var waiting: Int {
        state.withLock { state in state.entries.reduce(0) { $0 + $1.slice.waiting } }
    }

    func add(_ entries: [Entry], stopped: Set<Int64>) {
        state.withLock { state in
            state.entries += entries
            // A stable sort: within a priority the earlier claim stays ahead.
            state.entries = state.entries.enumerated().sorted {
                ($0.element.slice.release.priority.rawValue, $0.offset)
                    < ($1.element.slice.release.priority.rawValue, $1.offset)
            }.map(\.element)
            state.stopped.formUnion(stopped)
        }
        work.raise()
        reports.raise()
    }
}
