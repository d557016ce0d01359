// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Decides for one lane when a connection may be opened, to which relay, and when the next message may go.
///
/// A pure state machine: time and randomness come from outside. Times are those of a clock that never goes back.
struct LaneGovernor: Sendable {
    /// What a connection may ask for.
    enum Permission: Sendable, Hashable {
        /// Connect to this relay.
        case relay(String)
        /// Not before that time has passed; nil where something else has to happen first.
        case later(Duration?)
    }

    private struct Relay {
        let name: String
        let weight: Int
        var breaker: Breaker
        /// Smooth weighted round robin: the greatest is next.
        var credit = 0
    }

    private let settings: LaneSettings
    private var relays: [Relay]
    private var limiters: [RateLimiter]
    private var window: ConnectionWindow
    /// Connections under way, by kind.
    private var open: [ConnectionRole: Int] = [:]
    /// Of those, how many were told to take their leave.
    private var leaving = 0
    /// After a refusal for haste nothing new is opened until then.
    private var quietUntil = Duration.zero
    private var haste = 0

    init(_ settings: LaneSettings) {
        self.settings = settings
        relays = settings.relays.map {
            Relay(name: $0.relay, weight: $0.weight, breaker: Breaker(schedule: settings.recovery))
        }
        limiters = settings.rates.map(RateLimiter.init)
        window = ConnectionWindow(most: settings.connections)
    }

    // MARK: Connections

    /// Asks for a connection; each `.relay` is followed by one `ended`.
    mutating func connect(_ role: ConnectionRole, at now: Duration) -> Permission {
        let most = role == .account ? settings.accountConnections : window.size
        guard open[role, default: 0] < most else { return .later(nil) }
        guard now >= quietUntil else { return .later(quietUntil - now) }
        guard let index = nextRelay(at: now) else {
            return .later(relays.compactMap { $0.breaker.pause(at: now) }.min())
        }
        relays[index].breaker.begin()
        open[role, default: 0] += 1
        return .relay(relays[index].name)
    }

    /// The next by weight among those that may be tried; those of weight 0 where no other may.
    private mutating func nextRelay(at now: Duration) -> Int? {
        let ready = relays.indices.filter { relays[$0].breaker.pause(at: now) == .zero }
        let weighted = ready.filter { relays[$0].weight > 0 }
        guard !weighted.isEmpty else { return ready.first }
        for index in weighted { relays[index].credit += relays[index].weight }
        guard let next = weighted.max(by: { relays[$0].credit < relays[$1].credit }) else { return nil }
        relays[next].credit -= weighted.reduce(0) { $0 + relays[$1].weight }
        return next
    }

    /// Notes the end of a connection.
    ///
    /// - Parameters:
    ///   - failed: whether it could not be had, or broke.
    ///   - wasLeaving: whether `leave` told it to go.
    ///   - random: from 0 up to, not including, 1.
    mutating func ended(
        _ role: ConnectionRole,
        relay: String,
        failed: Bool,
        wasLeaving: Bool = false,
        at now: Duration,
        random: Double
    ) {
        open[role, default: 1] -= 1
        if wasLeaving { leaving -= 1 }
        guard let index = relays.firstIndex(where: { $0.name == relay }) else { return }
        if failed {
            relays[index].breaker.fail(at: now, random: random)
        } else {
            relays[index].breaker.abandon()
        }
    }

    /// Whether there are more connections than there may be now, so that this one has to take its leave.
    ///
    /// True for as many as are too many, not for all who ask before the first has gone.
    mutating func leave(_ role: ConnectionRole) -> Bool {
        guard role == .all, open[.all, default: 0] - leaving > window.size else { return false }
        leaving += 1
        return true
    }

    // MARK: Messages

    /// How long the next message has to wait; zero for now.
    func pause(at now: Duration, isReserved: Bool) -> Duration {
        limiters.map { $0.pause(at: now, isReserved: isReserved) }.max() ?? .zero
    }

    /// Notes a message that goes out now.
    mutating func admit(at now: Duration) {
        for index in limiters.indices { limiters[index].admit(at: now) }
    }

    /// Notes the answer to a message.
    ///
    /// - Parameters:
    ///   - relay: over which it came.
    ///   - random: from 0 up to, not including, 1; drawn only where one is needed.
    mutating func answered(
        _ outcome: Outcome,
        relay: String,
        at instant: @autoclosure () -> Duration,
        random: @autoclosure () -> Double
    ) {
        switch outcome {
        case .accepted:
            window.grow()
            haste = 0
            if let index = relays.firstIndex(where: { $0.name == relay }) { relays[index].breaker.succeed() }
        case .rateLimited:
            let now = instant()
            window.shrink(at: now)
            guard now >= quietUntil else { return }
            haste += 1
            quietUntil = now + settings.recovery.pause(after: haste, random: random())
        case .permanent, .transient, .unknown: break
        }
    }
}

/// What a connection carries.
public enum ConnectionRole: Sendable, Hashable, CaseIterable {
    /// Whatever is most urgent.
    case all
    /// Confirmations alone.
    case account
}
