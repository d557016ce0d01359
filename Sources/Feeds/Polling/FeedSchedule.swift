// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// When a feed's forms are polled, and whether it is silent: a state machine without a clock or a socket.
///
/// The short form has its own rhythm, whatever becomes of the long one, and each is tried at every address for itself.
/// JMA's short form holds the entries of the last ten minutes at least and is written each minute; the long one reaches
/// back for days and is written each hour. So what was missed stands in neither until the long one is written the next
/// time: after the start and after a pause longer than the short form reaches back, the long one is read at once and each
/// ten minutes until it was written again. Then it is read each hour, for what passed through the short one unseen.
///
/// Times are those of a clock that nobody sets.
struct FeedSchedule: Sendable, Hashable {
    /// The form of a feed.
    enum Form: Sendable, Hashable {
        case short
        case long
    }

    /// How far the short form reaches back for certain.
    static let reach = Duration.seconds(600)
    /// How often the long form is written.
    static let longInterval = Duration.seconds(3600)

    private let source: FeedSettings.Source
    private let settings: FeedSettings
    private var short: FeedTrack
    private var long: FeedTrack?
    private let startedAt: ContinuousClock.Instant
    private var answeredAt: ContinuousClock.Instant?
    /// When the short form was first read after the start or a pause.
    private var resumedAt: ContinuousClock.Instant?
    /// When the newest entry was written.
    private var newestAt: ContinuousClock.Instant?
    /// Nil until it is known: an earlier process may have told of it.
    private var isSilent: Bool?

    /// A schedule that begins now.
    init(_ source: FeedSettings.Source, settings: FeedSettings, now: ContinuousClock.Instant) {
        self.source = source
        self.settings = settings
        startedAt = now
        short = FeedTrack(source.label, addresses: source.addresses, settings: settings, now: now)
        if !source.longAddresses.isEmpty {
            long = FeedTrack(source.label + "_l", addresses: source.longAddresses, settings: settings, now: now)
        }
    }

    /// When a form is due; nil where the feed has no such form.
    func next(_ form: Form) -> ContinuousClock.Instant? {
        form == .short ? short.next : long?.next
    }

    /// Where a form is to be got now.
    func address(_ form: Form) -> String {
        form == .long ? long?.address ?? short.address : short.address
    }

    /// Notes a good answer, changed or not.
    ///
    /// - Parameters:
    ///   - age: of the newest entry that the feed names; nil where it names none or did not change.
    ///   - random: from 0 to 1.
    mutating func answered(
        _ form: Form,
        age: Duration?,
        now: ContinuousClock.Instant,
        random: Double
    ) -> [FeedEvent] {
        if let age {
            let written = now - max(age, .zero)
            newestAt = max(written, newestAt ?? written)
        }
        var events: [FeedEvent]
        switch form {
        case .short:
            if answeredAt.map({ now - $0 > Self.reach }) ?? true {
                resumedAt = now
                // At the start it is due already, and may have failed; after a pause it is read at once.
                if answeredAt != nil { long?.next = now }
            }
            answeredAt = now
            events = short.answered(pause: settings.interval, now: now, random: random)
        case .long:
            let isComplete = resumedAt.map { now - $0 > Self.longInterval + Self.reach } ?? false
            events = long?.answered(pause: isComplete ? Self.longInterval : Self.reach, now: now, random: random) ?? []
        }
        events += tick(now)
        return events
    }

    /// Notes that there was no answer, or a bad one.
    mutating func failed(
        _ form: Form,
        _ reason: String,
        retryAfter: Int?,
        now: ContinuousClock.Instant,
        random: Double
    ) -> [FeedEvent] {
        let events =
            switch form {
            case .short: short.failed(reason, retryAfter: retryAfter, now: now, random: random)
            case .long: long?.failed(reason, retryAfter: retryAfter, now: now, random: random) ?? []
            }
        return events + tick(now)
    }

    /// Looks whether the feed has become silent, or speaks again.
    mutating func tick(_ now: ContinuousClock.Instant) -> [FeedEvent] {
        let unanswered = now - (answeredAt ?? startedAt)
        var reason: String?
        if unanswered > settings.silentAfter {
            reason = "no answer for \(unanswered.components.seconds / 60) minutes"
        } else if let newestAt, let limit = settings.staleAfter, now - newestAt > limit {
            reason = "it answers, but its newest entry is \((now - newestAt).components.seconds / 3600) hours old"
        }
        if let reason {
            guard isSilent != true else { return [] }
            isSilent = true
            return [.silent(feed: source.label, reason: reason)]
        }
        guard isSilent != false, answeredAt != nil else { return [] }
        isSilent = false
        return [.recovered(feed: source.label, from: .silent)]
    }
}
