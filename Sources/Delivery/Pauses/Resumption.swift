// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import struct Foundation.Date

/// Whether a service that starts may go on with what it finds open.
///
/// After a quick restart, yes: nothing is as urgent as an alert that is half sent. After a long sleep, or on a copy of the
/// database that was put back, what is open may be stale or have been sent long ago: then people decide.
///
/// A judgement of what is stored and nothing else.
public enum Resumption {
    /// A point in the life of a database: which one, and how often it has been alive.
    public struct Mark: Sendable, Hashable, Codable {
        /// Made at random with the first beat: which database.
        public var token: String
        /// Grows with each beat: how far it had come.
        public var beats: Int

        /// A mark.
        public init(token: String, beats: Int) {
            self.token = token
            self.beats = beats
        }
    }

    /// What the database says of its own life.
    public struct LastLife: Sendable, Hashable {
        /// How far it had come.
        public var mark: Mark
        /// When a service was alive last.
        public var aliveAt: Date

        /// A last life.
        public init(mark: Mark, aliveAt: Date) {
            self.mark = mark
            self.aliveAt = aliveAt
        }
    }

    /// Why what is open must not go on by itself.
    public enum Reason: Sendable, Hashable, CustomStringConvertible {
        /// No service was alive for longer than may pass.
        case slept(since: Date)
        /// A service was alive at a time that has not come: a clock was wrong, or is.
        case future(aliveAt: Date)
        /// This machine has seen the database further on: an older copy was put back.
        case restored(seen: Int, found: Int)
        /// This machine has seen another database in this place.
        case exchanged
        /// The database has no sign of life: it is from an older version.
        case unknown

        /// What happened, for a log and an alarm.
        public var description: String {
            switch self {
            case .slept(let since): "no service was alive since \(since.formatted(.iso8601))"
            case .future(let aliveAt):
                "by this clock the last service was alive in the future, at \(aliveAt.formatted(.iso8601))"
            case .restored(let seen, let found):
                "the database is an older copy: it has come to \(found) and had come to \(seen)"
            case .exchanged: "another database stood in this place before"
            case .unknown: "the database does not say when a service was alive last"
            }
        }

        /// Which alerts this holds back that were made and not released: all, or those older than the grace.
        ///
        /// A release that was planned was begun by a service, and is held whatever its age.
        public var holdsFresh: Bool {
            switch self {
            case .slept, .unknown: false
            case .future, .restored, .exchanged: true
            }
        }

        /// Whether it holds back a release however lately it was planned.
        public var holdsFreshReleases: Bool { self != .unknown }
    }

    /// By how much clocks may differ.
    static let tolerance = 60.0

    /// Why what is open has to wait; nil where it goes on.
    ///
    /// - Parameters:
    ///   - life: nil where the database has no sign of life.
    ///   - seen: the last mark that this machine has written down beside the database; nil where there is none, as on a
    ///     machine that is new.
    ///   - grace: how long a sleep may last.
    public static func hindrance(_ life: LastLife?, seen: Mark?, now: Date, grace: Duration) -> Reason? {
        guard let life else { return seen == nil ? .unknown : .exchanged }
        if let seen {
            if seen.token != life.mark.token { return .exchanged }
            if seen.beats > life.mark.beats { return .restored(seen: seen.beats, found: life.mark.beats) }
        }
        let asleep = now.timeIntervalSince(life.aliveAt)
        if asleep < -tolerance { return .future(aliveAt: life.aliveAt) }
        return asleep > grace.seconds ? .slept(since: life.aliveAt) : nil
    }
}
