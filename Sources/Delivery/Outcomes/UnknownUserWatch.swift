// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Tells a block from dead addresses: how many of a lane's recipients a release found unknown.
///
/// Addresses die one by one. Where more than a small share of one destination is unknown in one release, it is the
/// destination that refuses the city: an alarm, and nobody is suppressed by that release (`SuppressionRule`).
///
/// The value is nothing but counts. It does not depend on the order of answers, and counts of parts of a release add up
/// (`merge`), so that a store may keep it or count it anew. While a release goes on its judgement may change; what
/// counts is that of the whole release, bounces that come later included.
public struct UnknownUserWatch: Sendable, Hashable, Codable {
    /// From when on it is an alarm.
    public struct Limits: Sendable, Hashable, Codable {
        /// The share of a lane's answers, from 0 to 1, that may be unknown users; more is an alarm.
        public var share: Double
        /// A lane with fewer answers than this says nothing.
        public var minimumAnswers: Int

        /// Limits; 2 % of at least 50 answers unless others are given.
        public init(share: Double = 0.02, minimumAnswers: Int = 50) {
            self.share = share
            self.minimumAnswers = minimumAnswers
        }
    }

    /// What a lane answered.
    public struct Tally: Sendable, Hashable, Codable {
        /// Recipients about whom the other side said something, good or bad; each counts once, by the last word.
        public var answers: Int
        /// Those of them whose mailbox is not known there.
        public var unknownUsers: Int

        /// A tally.
        public init(answers: Int = 0, unknownUsers: Int = 0) {
            self.answers = answers
            self.unknownUsers = unknownUsers
        }

        /// The share of unknown users, from 0 to 1; 0 where nobody answered.
        public var share: Double { answers > 0 ? Double(unknownUsers) / Double(answers) : 0 }
    }

    /// By lane.
    public private(set) var tallies: [String: Tally]

    /// A release that nobody has answered yet, or one whose counts were kept.
    public init(tallies: [String: Tally] = [:]) {
        self.tallies = tallies
    }

    /// Counts one recipient's last word.
    public mutating func record(lane: String, isUnknownUser: Bool) {
        tallies[lane, default: Tally()].answers += 1
        if isUnknownUser { tallies[lane, default: Tally()].unknownUsers += 1 }
    }

    /// Adds the counts of other recipients of the same release.
    public mutating func merge(_ other: UnknownUserWatch) {
        for (lane, tally) in other.tallies {
            tallies[lane, default: Tally()].answers += tally.answers
            tallies[lane, default: Tally()].unknownUsers += tally.unknownUsers
        }
    }

    /// The lanes that an alarm is about, in order of their names; empty where all is well.
    public func alarmedLanes(_ limits: Limits = Limits()) -> [String] {
        tallies.filter { Self.isAlarm($0.value, limits) }.keys.sorted()
    }

    /// Whether the release may count towards anybody's suppression: no lane of it is alarmed.
    public func countsTowardsSuppression(_ limits: Limits = Limits()) -> Bool {
        !tallies.values.contains { Self.isAlarm($0, limits) }
    }

    private static func isAlarm(_ tally: Tally, _ limits: Limits) -> Bool {
        tally.answers >= max(limits.minimumAnswers, 1) && tally.share > limits.share
    }
}
