// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel

public import struct Foundation.Date

/// When an address is dead: the rule by which a subscriber is sent nothing more.
///
/// Suppressed is who was unknown, for good, on so many different days in Japan within so many days, in releases
/// without an alarm (`UnknownUserWatch`), with no accepted mail in between or since. One bounce proves nothing: carriers
/// answer a resident's filter or a block of the city with the same words.
///
/// A judgement of a history and nothing else. It does not depend on the order in which answers came to be known: a relay
/// takes a mail over first, and its bounce comes hours later.
public struct SuppressionRule: Sendable, Hashable {
    /// On how many different days.
    public let days: Int
    /// The first and the last of these days are at most so many days apart.
    public let window: Int

    /// A rule; 3 days within 90 unless others are given. Fewer than 1 day counts as 1, a negative window as 0.
    public init(days: Int = 3, window: Int = 90) {
        self.days = max(days, 1)
        self.window = max(window, 0)
    }

    /// What became of one release's mail to one subscriber, as far as it matters here.
    public struct Answer: Sendable, Hashable, Codable {
        /// What the other side said.
        public enum Word: String, Sendable, Hashable, Codable {
            /// It took the mail over.
            case accepted
            /// Refused for good, since the mailbox is not known.
            case unknownUser = "unknown-user"
        }

        /// The alert that was sent.
        public var release: Alert.ID
        /// When it was said.
        public var at: Date
        /// What was said.
        public var word: Word

        /// An answer.
        public init(release: Alert.ID, at: Date, word: Word) {
            self.release = release
            self.at = at
            self.word = word
        }
    }

    /// What follows for the subscriber.
    public enum Verdict: Sendable, Hashable {
        /// Goes on getting mail; on so many days, lately, the address was unknown.
        case keep(unknownDays: Int)
        /// Gets nothing more: the last of the days that decided it began then, in Japan.
        case suppress(since: Date)
    }

    /// The verdict on a subscriber.
    ///
    /// - Parameters:
    ///   - answers: what is known of the subscriber, in any order; those older than the window may be left out. A
    ///     refusal that was not for good, a full mailbox, a filter or a lost connection is none of them. Where a mail
    ///     was accepted and bounced, the bounce is the release's word.
    ///   - alarmed: the releases with an alarm. What they say of unknown users counts as not said.
    public func verdict(on answers: some Sequence<Answer>, alarmed: Set<Alert.ID>) -> Verdict {
        let words = Dictionary(grouping: answers, by: \.release)
        var lastAccepted = Date.distantPast
        var unknown: [(at: Date, day: Double)] = []
        for (release, answers) in words {
            let bounces = answers.filter { $0.word == .unknownUser }
            if !bounces.isEmpty {
                if !alarmed.contains(release) { unknown += bounces.map { ($0.at, Self.day(of: $0.at)) } }
            } else {
                lastAccepted = answers.map(\.at).reduce(lastAccepted, max)
            }
        }
        // What was said in the same instant is said for the resident.
        let days = Set(unknown.filter { $0.at > lastAccepted }.map(\.day)).sorted()
        for (first, last) in zip(days, days.dropFirst(self.days - 1)) where last - first <= Double(window) {
            return .suppress(since: Self.start(ofDay: last))
        }
        let recent = days.last.map { last in days.count { last - $0 <= Double(window) } } ?? 0
        return .keep(unknownDays: recent)
    }

    /// Japan has had no summer time since 1951: a day is 86,400 s, and begins nine hours before UTC's.
    private static let offset = 9 * 3600.0

    private static func day(of date: Date) -> Double {
        ((date.timeIntervalSince1970 + offset) / 86_400).rounded(.down)
    }

    private static func start(ofDay day: Double) -> Date {
        Date(timeIntervalSince1970: day * 86_400 - offset)
    }
}
