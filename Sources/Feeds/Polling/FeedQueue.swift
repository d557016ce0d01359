// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// The entries that feeds named and nobody took yet: which go first, and when one that failed comes again; without a
/// clock or a socket.
///
/// Entries of urgent feeds go first, then the newest of all feeds: news never waits behind what was missed, and what takes
/// them bears any order. Of feeds whose entries refer to each other the oldest goes first, from each feed in turn.
struct FeedQueue: Sendable {
    /// An entry of a feed.
    struct Key: Sendable, Hashable {
        let feed: String
        let id: String
    }

    /// An entry that waits.
    struct Item: Sendable, Hashable {
        let source: FeedSettings.Source
        /// The address of the feed that named it.
        let feed: String
        let entry: AtomFeed.Entry
        /// Attempts so far; of those, how many found it missing.
        fileprivate(set) var attempts = 0
        fileprivate(set) var missing = 0
        /// Whether it was handed over and only the note of that is lacking.
        fileprivate(set) var isHandedOver = false
        fileprivate var next: ContinuousClock.Instant
        fileprivate var failedAt: ContinuousClock.Instant?

        var key: Key { Key(feed: source.label, id: entry.id) }
    }

    /// Why an entry was not taken.
    enum Failure: Sendable, Hashable {
        /// It lies in the entry: another attempt would end the same way.
        case final(String)
        /// It is not where its feed says, or not yet: a file may come a little later than its name.
        case missing(String)
        /// It lies on the way there, or in what takes it.
        case passing(String)
    }

    /// What to do after a failure.
    enum Consequence: Sendable, Hashable {
        case refuse(reason: String)
        case wait
        /// Wait, and tell that it takes long.
        case waitAndTell(reason: String)
    }

    /// What cannot be had is given up after as long as feeds reach back.
    private static let patience = Duration.seconds(7 * 86_400)
    private static let longestPause = Duration.seconds(600)

    private let settings: FeedSettings
    private var items: [Key: Item] = [:]
    private var counts: [String: Int] = [:]

    init(settings: FeedSettings) {
        self.settings = settings
    }

    /// Puts entries in, the newest first where there is not room for all; a later version replaces an earlier one.
    ///
    /// - Returns: whether there was room for all.
    mutating func add(
        _ entries: [AtomFeed.Entry],
        of source: FeedSettings.Source,
        namedBy feed: String,
        now: ContinuousClock.Instant
    ) -> Bool {
        var hadRoom = true
        for entry in entries.reversed() {
            let item = Item(source: source, feed: feed, entry: entry, next: now)
            if let other = items[item.key] {
                if other.entry.updated < entry.updated { items[item.key] = item }
            } else if counts[source.label, default: 0] < settings.waitingPerFeed {
                items[item.key] = item
                counts[source.label, default: 0] += 1
            } else {
                hadRoom = false
            }
        }
        return hadRoom
    }

    /// What may be got now, in the order in which to get it.
    func due(_ now: ContinuousClock.Instant) -> [Item] {
        let due = items.values.filter { $0.next <= now }
            .sorted { ($0.entry.updated, $0.entry.id) > ($1.entry.updated, $1.entry.id) }
        let free = due.filter { !$0.source.isOrdered }
        var turns: [(turn: Int, item: Item)] = []
        var counts: [String: Int] = [:]
        for item in due.reversed() where item.source.isOrdered {
            turns.append((counts[item.key.feed, default: 0], item))
            counts[item.key.feed, default: 0] += 1
        }
        let ordered = turns.sorted { ($0.turn, $0.item.key.feed) < ($1.turn, $1.item.key.feed) }.map(\.item)
        return free.filter(\.source.isUrgent) + free.filter { !$0.source.isUrgent } + ordered
    }

    /// Takes an entry out.
    mutating func remove(_ item: Item) {
        // A later version that came meanwhile stays.
        guard let held = items[item.key], held.entry.updated <= item.entry.updated else { return }
        items[item.key] = nil
        counts[item.key.feed, default: 1] -= 1
    }

    /// Notes that an entry was handed over.
    mutating func handedOver(_ item: Item) {
        items[item.key]?.isHandedOver = true
    }

    /// Notes a failure; an entry that is refused stays until it is taken out.
    ///
    /// - Parameter random: from 0 to 1.
    mutating func failed(
        _ item: Item,
        _ failure: Failure,
        now: ContinuousClock.Instant,
        random: Double
    ) -> Consequence {
        guard var held = items[item.key] else { return .wait }
        held.attempts += 1
        let since = held.failedAt ?? now
        held.failedAt = since
        let pause = min(settings.interval / 6 * (1 << min(held.attempts - 1, 10)), Self.longestPause)
        held.next = now + pause * (0.75 + 0.5 * random)
        defer { items[item.key] = held }
        switch failure {
        case .final(let reason):
            return .refuse(reason: reason)
        case .missing(let reason):
            held.missing += 1
            return held.missing >= settings.attemptsAtMissing ? .refuse(reason: reason) : .wait
        case .passing(let reason):
            if now - since > Self.patience { return .refuse(reason: "given up: \(reason)") }
            return held.attempts == 5 ? .waitAndTell(reason: "not yet: \(reason)") : .wait
        }
    }
}
