// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// When one document is polled next and at which of its addresses: a state machine without a clock or a socket.
///
/// After a failure the pause is an interval, then two: who waits longer hears of a disaster that much later. After
/// `failuresBeforeNextAddress` failures in a row the next address is asked, at once where the server itself asks to be
/// left alone, and the first again after an hour; where that one is still sick the other is asked again without delay.
struct FeedTrack: Sendable, Hashable {
    /// How long another address is kept before the first is tried again.
    static let homesickAfter = Duration.seconds(3600)
    /// The longest pause that a server may ask for; in more than that the short feed loses entries.
    static let longestRest = 600

    private let label: String
    private let addresses: [String]
    private let settings: FeedSettings
    /// When the next poll is due.
    var next: ContinuousClock.Instant
    private var index = 0
    private var failures = 0
    private var movedAt: ContinuousClock.Instant?
    /// The address to return to where the first is still sick.
    private var refuge: Int?
    /// Until when a server asked to be left alone.
    private var rests: [Int: ContinuousClock.Instant] = [:]
    /// Nil until it is known: an earlier process may have told of a trouble.
    private var isFailing: Bool?

    init(_ label: String, addresses: [String], settings: FeedSettings, now: ContinuousClock.Instant) {
        self.label = label
        self.addresses = addresses
        self.settings = settings
        next = now
    }

    var address: String { addresses[index] }

    func isDue(_ now: ContinuousClock.Instant) -> Bool { now >= next }

    /// Notes a good answer.
    ///
    /// - Parameters:
    ///   - pause: until the next poll, a tenth more or less, so that a thousand cities do not ask in the same second.
    ///   - random: from 0 to 1.
    mutating func answered(pause: Duration, now: ContinuousClock.Instant, random: Double) -> [FeedEvent] {
        failures = 0
        rests[index] = nil
        refuge = nil
        if index == 0 {
            movedAt = nil
        } else if let movedAt, now - movedAt >= Self.homesickAfter {
            refuge = index
            index = 0
        }
        next = now + pause * (0.9 + 0.2 * random)
        let isNews = isFailing != false
        isFailing = false
        return isNews ? [.recovered(feed: label, from: .failing)] : []
    }

    /// Notes that there was no answer, or a bad one.
    mutating func failed(
        _ reason: String,
        retryAfter: Int?,
        now: ContinuousClock.Instant,
        random: Double
    ) -> [FeedEvent] {
        failures += 1
        next = now + settings.interval * Double(min(failures, 2)) * (0.75 + 0.5 * random)
        let rest = Duration.seconds(min(max(retryAfter ?? 0, 0), Self.longestRest))
        rests[index] = now + rest
        if let refuge {
            index = refuge
            self.refuge = nil
            failures = 0
            move(now, random)
        } else if addresses.count > 1,
            rest > settings.interval || failures.isMultiple(of: settings.failuresBeforeNextAddress)
        {
            let others = (1...addresses.count).map { (index + $0) % addresses.count }
            func end(_ index: Int) -> ContinuousClock.Instant { max(rests[index] ?? now, now) }
            // Of those that may be asked equally soon the next in the row.
            if let best = others.min(by: { end($0) < end($1) }), best != index {
                index = best
                move(now, random)
            }
        }
        next = max(next, rests[index] ?? now)
        guard failures >= settings.failuresBeforeNextAddress * addresses.count, isFailing != true else { return [] }
        isFailing = true
        return [.failing(feed: label, reason: reason)]
    }

    /// Another address is asked soon, not after the sick one's pause.
    private mutating func move(_ now: ContinuousClock.Instant, _ random: Double) {
        movedAt = now
        next = min(next, now + settings.interval * (0.1 + 0.1 * random))
    }
}
