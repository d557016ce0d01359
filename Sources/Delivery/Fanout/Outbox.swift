// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Registry

/// The leased slices of one lane of one world, most urgent first: what its connections take from and report to.
///
/// Safe from any thread. A more urgent slice is served from the next message on: nothing is handed out ahead. Within a
/// priority the releases take turns.
public final class Outbox: Sendable {
    struct Entry {
        var slice: LeasedSlice
        /// Nil for what was over when it was claimed: nobody is written to, so nobody's address was read. Where it is not over
        /// after all, since a clock was put right, its recipients stay open, and it is claimed again.
        var contacts: Contacts?
        /// Nothing of it is handed out from then on, unless the lease is renewed: another owner may have it.
        var leaseUntil: Date

        /// The next recipient to send to, and what must be known of them.
        mutating func next(now: Date, stopped: Bool) -> (index: Int, contact: Contact)? {
            while let index = slice.candidate(now: now, stopped: stopped) {
                let member = slice.members[index]
                let standing = contacts?.standing(of: member, at: now) ?? .quiet(until: now)
                if slice.take(index, standing), let contact = contacts?.reachable[member] { return (index, contact) }
            }
            return nil
        }

        func hasWork(_ role: ConnectionRole, _ now: Date) -> Bool {
            slice.waiting > 0 && now < leaseUntil && (role == .all || slice.release.priority == .account)
        }
    }

    struct State {
        var governor: LaneGovernor
        /// Leased slices, most urgent first, within a priority in the order of their claim.
        var entries: [Entry] = []
        var stopped: Set<Int64> = []
        /// The turn in which each release was served last.
        var turns: [Int64: UInt64] = [:]
        var turn: UInt64 = 0
        var isClosed = false
        /// Nobody takes or reports any more.
        var isDrained = false
        /// Nothing is handed out while what came back cannot be recorded.
        var isPaused = false
        /// Answers that no commit has begun to record, and those that one is recording.
        var answered = 0
        var recording = 0
        /// How many of both there may be before nothing more is handed out: with what is on the wire, all that a crash may
        /// repeat (P2), however long a commit takes.
        var unrecordedLimit = 2_000

        /// Nothing less urgent than this is handed out until then: something so urgent is being prepared.
        var way: (priority: Priority, until: Duration)?

        /// Whether anything may be handed out, were there something.
        var isOpen: Bool { !isClosed && !isPaused && answered + recording < unrecordedLimit }
    }

    /// The lane.
    public let lane: LaneSettings

    let state: Guarded<State>
    /// Raised when there may be parcels to take, or the outbox closes.
    let work = Signal()
    /// Raised when there is something to record.
    let reports: Signal
    /// Raised when the last of a slice was handed out: there is room for more.
    private let room: Signal
    let clock: DeliveryClock
    private let content: @Sendable (RenderingKey) throws -> [UInt8]

    init(
        lane: LaneSettings,
        clock: DeliveryClock,
        reports: Signal = Signal(),
        room: Signal = Signal(),
        content: @escaping @Sendable (RenderingKey) throws -> [UInt8]
    ) {
        self.lane = lane
        self.clock = clock
        self.reports = reports
        self.room = room
        self.content = content
        state = Guarded(State(governor: LaneGovernor(lane)))
    }

    /// The next parcel, or nil where there is none now.
    ///
    /// Checked here, before each message: still active, not expired, not replaced, still subscribed (P3), not in quiet
    /// hours that count, and whether the lane's rate lets it go.
    ///
    /// - Parameter departure: the connection's own; nil where there is none that could leave. Where the lane may have fewer
    ///   connections now, one takes its leave between two messages.
    func take(_ role: ConnectionRole = .all, departure: Departure? = nil) -> Parcel? {
        let now = clock.date()
        var makesRoom = false
        let (parcel, settledSome) = state.withLock { state -> (Parcel?, Bool) in
            guard state.isOpen else { return (nil, false) }
            if let departure {
                if !departure.isDue, state.governor.leave(role) { departure.announce() }
                guard !departure.isDue else { return (nil, false) }
            }
            var settledSome = false
            while let position = state.next(role, now, uptime: clock.uptime()) {
                let priority = state.entries[position].slice.release.priority
                if !lane.rates.isEmpty {
                    let pause = state.governor.pause(at: clock.uptime(), isReserved: priority == .account)
                    guard pause == .zero else { return (nil, settledSome) }
                }
                // Each entry stays where it is: a copy of it would cost more than all the rest.
                let release = state.entries[position].slice.release.id
                let stopped = !state.stopped.isEmpty && state.stopped.contains(release)
                guard let next = state.entries[position].next(now: now, stopped: stopped) else {
                    settledSome = true
                    continue
                }
                if !lane.rates.isEmpty { state.governor.admit(at: clock.uptime()) }
                state.served(release)
                makesRoom = state.entries[position].slice.waiting == 0
                return (state.entries[position].slice.parcel(next.index, for: next.contact), settledSome)
            }
            return (nil, settledSome)
        }
        if settledSome { reports.raise() }
        if makesRoom { room.raise() }
        return parcel
    }

    /// Takes the outcome of a parcel; exactly once for each.
    ///
    /// A report under a lease that was lost counts for nothing: whoever has the slice now sends it again.
    func report(_ ticket: Parcel.Ticket, _ outcome: Outcome, relay: String = "") {
        state.withLock { state in
            state.governor.answered(outcome, relay: relay, at: clock.uptime(), random: clock.random())
            guard
                let position = state.entries.firstIndex(where: {
                    $0.slice.id == ticket.slice && $0.slice.fence == ticket.fence
                })
            else { return }
            if state.entries[position].slice.report(ticket.index, outcome) { state.answered += 1 }
        }
        reports.raise()
    }

    /// The bytes of a rendering, as approved.
    func content(of key: RenderingKey) throws -> [UInt8] {
        try content(key)
    }

    /// Waits until there may be something to take, or so long.
    func waitForWork(_ role: ConnectionRole = .all, milliseconds: Int) {
        let seen = work.current
        guard !hasWork(role), !isClosed else { return }
        // Where the rate alone holds it back, no longer than that.
        let pause = pause(role)
        let limit = pause > .zero ? min(milliseconds, pause.milliseconds + 1) : milliseconds
        work.wait(after: seen, milliseconds: limit)
    }

    /// How long rates hold a message back, or what is more urgent and being prepared.
    private func pause(_ role: ConnectionRole) -> Duration {
        let uptime = clock.uptime()
        return state.withLock { state in
            let way = role == .all ? state.way.map { $0.until - uptime } ?? .zero : .zero
            return max(state.governor.pause(at: uptime, isReserved: role == .account), way)
        }
    }

    /// Hands out nothing less urgent, but confirmations over their own connections, until something so urgent is planned
    /// (`endWay`), or for so long.
    func makeWay(for priority: Priority, _ length: Duration) {
        let until = clock.uptime() + length
        state.withLock { $0.way = (priority, until) }
    }

    /// Goes on with everything.
    func endWay() {
        let wasHeld = state.withLock { state in
            defer { state.way = nil }
            return state.way != nil
        }
        if wasHeld { work.raise() }
    }

    /// Whether nothing more will be handed out.
    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Whether a parcel could be taken now.
    func hasWork(_ role: ConnectionRole = .all) -> Bool {
        let now = clock.date()
        return state.withLock { state in
            let uptime = clock.uptime()
            guard state.isOpen,
                state.entries.contains(where: { $0.hasWork(role, now) && state.mayPass($0, role, uptime: uptime) })
            else { return false }
            return state.governor.pause(at: clock.uptime(), isReserved: role == .account) == .zero
        }
    }

    // MARK: Connections

    /// What a connection that is not open should do.
    enum Opening {
        /// Connect to this relay; followed by one `ended`.
        case connect(LaneConnection)
        /// Look again when `work` is raised, or after so long.
        case wait(after: UInt64, Duration)
        /// The outbox is closed.
        case over
    }

    /// Whether a connection should be opened now.
    func opening(_ role: ConnectionRole) -> Opening {
        let seen = work.current
        guard !isClosed else { return .over }
        guard hasWork(role) else {
            // Where the rate alone holds it back, no longer than that.
            let pause = pause(role)
            return .wait(after: seen, pause > .zero ? min(pause, .seconds(1)) : .seconds(1))
        }
        switch state.withLock({ $0.governor.connect(role, at: clock.uptime()) }) {
        case .relay(let relay): return .connect(LaneConnection(self, role: role, relay: relay))
        // Whatever may change that raises the signal, but for time.
        case .later(let pause): return .wait(after: seen, min(pause ?? .seconds(1), .seconds(1)))
        }
    }

    func ended(_ connection: LaneConnection, failed: Bool) {
        state.withLock {
            $0.governor.ended(
                connection.role,
                relay: connection.relay,
                failed: failed,
                wasLeaving: connection.departure.isDue,
                at: clock.uptime(),
                random: clock.random()
            )
        }
        // Another connection may be allowed now.
        work.raise()
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

    /// How many parcels of that priority wait.
    func waiting(of priority: Priority) -> Int {
        state.withLock { state in
            state.entries.reduce(0) { $0 + ($1.slice.release.priority == priority ? $1.slice.waiting : 0) }
        }
    }

    /// Whether a confirmation waits.
    var hasAccount: Bool {
        state.withLock { state in
            state.entries.contains { $0.slice.release.priority == .account && $0.slice.waiting > 0 }
        }
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

extension Outbox.State {
    /// The entry to serve next: of the most urgent priority that has work, the release that waits longest for its turn.
    fileprivate func next(_ role: ConnectionRole, _ now: Date, uptime: @autoclosure () -> Duration) -> Int? {
        guard let first = entries.firstIndex(where: { $0.hasWork(role, now) && mayPass($0, role, uptime: uptime()) })
        else {
            return nil
        }
        let priority = entries[first].slice.release.priority
        var best = first
        var release = entries[first].slice.release.id
        for position in entries.indices.dropFirst(first + 1) {
            guard entries[position].slice.release.priority == priority else { break }
            let other = entries[position].slice.release.id
            guard other != release, entries[position].hasWork(role, now),
                turns[other, default: 0] < turns[release, default: 0]
            else { continue }
            (best, release) = (position, other)
        }
        return best
    }

    /// Whether nothing more urgent is being prepared. Confirmations go on over what is kept for them, and nowhere else: there
    /// they would go before what is more urgent than they are and stands aside.
    fileprivate func mayPass(
        _ entry: Outbox.Entry,
        _ role: ConnectionRole,
        uptime: @autoclosure () -> Duration
    ) -> Bool {
        guard role == .all, let way, uptime() < way.until else { return true }
        return entry.slice.release.priority <= way.priority
    }

    /// Notes that a parcel of it was handed out: only that is a turn.
    fileprivate mutating func served(_ release: Int64) {
        turn += 1
        turns[release] = turn
    }
}
