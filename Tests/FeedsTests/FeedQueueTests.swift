// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Testing

@testable import Feeds

/// Which entries go first and how long they are tried, on a clock that the test moves.
@Suite struct FeedQueueTests {
    private static let start = ContinuousClock.now
    private static let bases = ["https://a.example/feed"]
    private static let settings = FeedSettings(
        sources: [.jma("extra", bases: bases), .jma("eqvol", bases: bases)]
    )

    private static func entry(_ id: String, minute: Int) -> AtomFeed.Entry {
        .init(id: id, title: "", updated: Date(timeIntervalSince1970: Double(minute) * 60), address: id)
    }

    private static func queue(_ entries: [AtomFeed.Entry], settings: FeedSettings = settings) -> FeedQueue {
        var queue = FeedQueue(settings: settings)
        _ = queue.add(entries, of: settings.sources[0], namedBy: "f", now: start)
        return queue
    }

    /// Fails until it is refused.
    private static func attempts(_ failure: FeedQueue.Failure, most: Int) -> (count: Int, after: Duration, told: Int) {
        var queue = queue([entry("x", minute: 0)])
        var (count, told, now) = (0, 0, start)
        while count < most {
            guard let item = queue.due(now).first else {
                now += .seconds(10)
                continue
            }
            count += 1
            switch queue.failed(item, failure, now: now, random: 0.5) {
            case .refuse: return (count, now - start, told)
            case .waitAndTell: told += 1
            case .wait: break
            }
        }
        return (count, now - start, told)
    }

    @Test func earthquakesGoFirstAndThenTheNewest() {
        var queue = Self.queue([Self.entry("old", minute: 1), Self.entry("new", minute: 9)])
        _ = queue.add(
            [Self.entry("quake", minute: 0), Self.entry("tsunami", minute: 5)],
            of: Self.settings.sources[1],
            namedBy: "f",
            now: Self.start
        )
        #expect(queue.due(Self.start).map(\.entry.id) == ["tsunami", "quake", "new", "old"])
    }

    /// A cancel means nothing before what it cancels.
    @Test func ofOrderedFeedsTheOldestGoesFirstAndEachHasItsTurn() {
        let sources = ["https://a.example/cap", "https://b.example/cap"].map { FeedSettings.Source.cap([$0]) }
        var queue = FeedQueue(settings: FeedSettings(sources: sources))
        let many = (0..<4).map { Self.entry("a\($0)", minute: $0) }
        _ = queue.add(many, of: sources[0], namedBy: "f", now: Self.start)
        let few = (0..<2).map { Self.entry("b\($0)", minute: 50 + $0) }
        _ = queue.add(few, of: sources[1], namedBy: "f", now: Self.start)
        #expect(queue.due(Self.start).map(\.entry.id) == ["a0", "b0", "a1", "b1", "a2", "a3"])
    }

    @Test func whatLiesInTheEntryIsRefusedAtOnce() {
        #expect(Self.attempts(.final("too large"), most: 50).count == 1)
    }

    @Test func whatIsMissingIsTriedForSomeMinutes() {
        let result = Self.attempts(.missing("404"), most: 50)
        #expect(result.count == 7 && result.told == 0)
        #expect(result.after > .seconds(300) && result.after < .seconds(1_200))
    }

    @Test func whatLiesOnTheWayIsTriedForAWeek() {
        let result = Self.attempts(.passing("no route"), most: 5_000)
        #expect(result.after > .seconds(7 * 86_400) && result.after < .seconds(8 * 86_400))
        #expect(result.told == 1)
    }

    @Test func aLaterVersionReplacesAnEarlierOne() {
        var queue = Self.queue([Self.entry("x", minute: 1)])
        let old = queue.due(Self.start)[0]
        _ = queue.add([Self.entry("x", minute: 2)], of: Self.settings.sources[0], namedBy: "f", now: Self.start)
        queue.remove(old)
        #expect(queue.due(Self.start).map(\.entry) == [Self.entry("x", minute: 2)])
    }

    @Test func theNewestHaveRoomFirst() {
        var settings = Self.settings
        settings.waitingPerFeed = 3
        var queue = FeedQueue(settings: settings)
        let entries = (0..<5).map { Self.entry("\($0)", minute: $0) }
        let hadRoom = queue.add(entries, of: settings.sources[0], namedBy: "f", now: Self.start)
        #expect(!hadRoom)
        #expect(queue.due(Self.start).map(\.entry.id) == ["4", "3", "2"])
        for item in queue.due(Self.start) { queue.remove(item) }
        let hasRoom = queue.add(Array(entries[..<2]), of: settings.sources[0], namedBy: "f", now: Self.start)
        #expect(hasRoom && queue.due(Self.start).count == 2)
    }
}
