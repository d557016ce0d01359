// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// How a relay behaves for a while; at all other times it answers within a few milliseconds.
struct Weather {
    enum Kind: CaseIterable {
        /// No connection can be had.
        case refusing
        /// Messages are taken in and never answered.
        case stalled
        /// Answers take many seconds.
        case tarpit
        /// 451: try again later.
        case deferring
        /// 421: too much at once.
        case hasty
        /// Connections break.
        case resetting
        /// The message is taken over, the connection breaks before the answer.
        case forgetful
    }

    /// What becomes of one message.
    enum Fate {
        /// Taken over, and said so after so long.
        case accepted(after: Duration)
        case deferred(after: Duration)
        case hasty(after: Duration)
        /// The connection breaks after so long; what was on it may have been taken over.
        case broken(after: Duration, takenOver: Bool)
        /// Never answered; the session gives up after its deadline.
        case silence
    }

    let from: Duration
    let until: Duration
    let kind: Kind
    /// How often it strikes.
    let share: Double

    init(_ dice: Dice, within busy: Int) {
        from = dice.time(0...busy)
        until = from + dice.time(500...30_000)
        kind = dice.pick(Kind.allCases)
        share = dice.pick([0.05, 0.5, 1])
    }

    /// Whether it touches a stretch of time.
    func touches(_ from: Duration, _ until: Duration) -> Bool { self.from < until && from < self.until }

    /// Whether a connection can be had.
    func refuses(_ dice: Dice) -> Bool { kind == .refusing && dice.chance(share) }

    /// What becomes of a message that is sent now; nil where the weather spares it.
    func fate(_ dice: Dice) -> Fate? {
        guard dice.chance(share) else { return nil }
        return switch kind {
        case .refusing: nil
        case .stalled: .silence
        case .tarpit: .accepted(after: dice.time(1_000...20_000))
        case .deferring: .deferred(after: dice.time(1...50))
        case .hasty: .hasty(after: dice.time(1...50))
        case .resetting: .broken(after: dice.time(0...50), takenOver: false)
        case .forgetful: .broken(after: dice.time(1...50), takenOver: true)
        }
    }
}
