// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation

/// When a feed is polled next, from which base, and whether it is silent: a state machine without a clock or a socket.
///
/// Each poll has its own jitter, so that a thousand cities do not ask in the same second. After a failure the pause
/// doubles from an interval to sixteen; after `failuresBeforeNextBase` failures in a row the next base is asked, and the
/// first again after an hour. After a pause longer than the short feed reaches back, the long one is read once.
public struct FeedSchedule: Sendable, Hashable {
    /// The short feeds hold the entries of about ten minutes for certain.
    static let reach: TimeInterval = 600
    /// How long a second base is kept before the first is tried again.
    static let homesickAfter: TimeInterval = 3600

    private let name: String
    private let settings: FeedSettings
    /// When the next poll is due.
    public private(set) var next: Date
    /// Which base is asked.
    public private(set) var base = 0
    /// Whether the long feed is to be read at the next poll. Where it cannot be had, the short one is read in between:
    /// what is new matters more than what was missed.
    public var needsLong: Bool { wantsLong && !skipsLong }
    private var wantsLong = true
    private var skipsLong = false
    private var failures = 0
    private var startedAt: Date
    private var answeredAt: Date?
    private var newest: Date?
    private var movedAt: Date?
    private var isSilent = false
    private var isFailing = false

    /// A schedule that begins now; the long feed first.
    public init(_ name: String, settings: FeedSettings, now: Date) {
        self.name = name
        self.settings = settings
        startedAt = now
        next = now
    }

    /// Whether a poll is due.
    public func isDue(_ now: Date) -> Bool { now >= next }

    /// Notes an answer, changed or not.
    ///
    /// - Parameters:
    ///   - newest: the newest entry that the feed names; nil where it did not change.
    ///   - wasLong: whether it was the long feed.
    ///   - random: from 0 to 1.
    public mutating func answered(newest: Date?, wasLong: Bool, now: Date, random: Double) -> [FeedEvent] {
        if let last = answeredAt, now.timeIntervalSince(last) > Self.reach, !wasLong { wantsLong = true }
        if wasLong { wantsLong = false }
        let didSkip = skipsLong
        skipsLong = false
        answeredAt = now
        if let newest { self.newest = max(newest, self.newest ?? .distantPast) }
        failures = 0
        if base != 0, let movedAt, now.timeIntervalSince(movedAt) >= Self.homesickAfter {
            base = 0
            self.movedAt = nil
        }
        // The long feed that is due comes at once.
        next = needsLong && !didSkip ? now : now.addingTimeInterval(settings.interval * (0.9 + 0.2 * random))
        var events: [FeedEvent] = []
        if isFailing, !isSilent { events.append(.recovered(feed: name)) }
        isFailing = false
        return events + tick(now)
    }

    /// Notes that there was no answer, or a bad one.
    public mutating func failed(
        _ reason: String,
        retryAfter: Int?,
        wasLong: Bool = false,
        now: Date,
        random: Double
    ) -> [FeedEvent] {
        failures += 1
        skipsLong = wasLong
        let pause = settings.interval * Double(1 << min(failures - 1, 4)) * (0.75 + 0.5 * random)
        next = now.addingTimeInterval(max(pause, Double(min(retryAfter ?? 0, 3_600))))
        if settings.bases.count > 1, failures % settings.failuresBeforeNextBase == 0 {
            base = (base + 1) % settings.bases.count
            movedAt = now
            // Another base is asked soon, not after the sick one's pause.
            next = min(next, now.addingTimeInterval(settings.interval * (0.1 + 0.1 * random)))
        }
        var events: [FeedEvent] = []
        if failures >= settings.failuresBeforeNextBase * settings.bases.count, !isFailing {
            isFailing = true
            events.append(.failing(feed: name, reason: reason))
        }
        return events + tick(now)
    }

    /// Looks whether the feed has become silent, or speaks again.
    public mutating func tick(_ now: Date) -> [FeedEvent] {
        let unanswered = now.timeIntervalSince(answeredAt ?? startedAt)
        let old = newest.map { now.timeIntervalSince($0) } ?? 0
        var reason: String?
        if unanswered > settings.silentAfter {
            reason = "no answer for \(Int(unanswered / 60)) minutes"
        } else if old > settings.staleAfter {
            reason = "it answers, but its newest entry is \(Int(old / 3600)) hours old"
        }
        guard let reason else {
            guard isSilent else { return [] }
            isSilent = false
            return [.recovered(feed: name)]
        }
        guard !isSilent else { return [] }
        isSilent = true
        return [.silent(feed: name, reason: reason)]
    }
}
