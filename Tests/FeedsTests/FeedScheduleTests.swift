// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Feeds
import Foundation
import TestSupport
import Testing

/// When a feed is polled, on a clock that the test moves.
@Suite struct FeedScheduleTests {
    private static let start = Date(timeIntervalSince1970: 1_800_000_000)
    private static let settings = FeedSettings(bases: ["https://a/f", "https://b/f"], interval: 60)

    private static func at(_ seconds: Double) -> Date { start.addingTimeInterval(seconds) }

    @Test func beginsWithTheLongFeedAndThenAsksEachMinute() {
        var schedule = FeedSchedule("extra", settings: Self.settings, now: Self.start)
        #expect(schedule.isDue(Self.start) && schedule.needsLong)
        _ = schedule.answered(newest: Self.start, wasLong: true, now: Self.start, random: 0.5)
        #expect(!schedule.needsLong && schedule.next == Self.at(60))
        _ = schedule.answered(newest: nil, wasLong: false, now: Self.at(60), random: 0)
        #expect(schedule.next == Self.at(114))
        _ = schedule.answered(newest: nil, wasLong: false, now: Self.at(114), random: 1)
        #expect(schedule.next == Self.at(180))
    }

    @Test func afterAnOutageTheLongFeedIsReadOnce() {
        var schedule = FeedSchedule("extra", settings: Self.settings, now: Self.start)
        _ = schedule.answered(newest: Self.start, wasLong: true, now: Self.start, random: 0)
        _ = schedule.answered(newest: Self.start, wasLong: false, now: Self.at(599), random: 0)
        #expect(!schedule.needsLong)
        _ = schedule.answered(newest: Self.start, wasLong: false, now: Self.at(599 + 601), random: 0)
        #expect(schedule.needsLong && schedule.isDue(Self.at(599 + 601)))
        _ = schedule.answered(newest: Self.start, wasLong: true, now: Self.at(1300), random: 0)
        #expect(!schedule.needsLong)
    }

    @Test func whereTheLongFeedCannotBeHadTheShortOneIsReadInBetween() {
        let one = FeedSettings(bases: ["https://a/f"], interval: 60)
        var schedule = FeedSchedule("extra", settings: one, now: Self.start)
        #expect(schedule.needsLong)
        _ = schedule.failed("404", retryAfter: nil, wasLong: true, now: Self.start, random: 0.5)
        #expect(!schedule.needsLong && schedule.next == Self.at(60))
        _ = schedule.answered(newest: Self.start, wasLong: false, now: Self.at(60), random: 0.5)
        #expect(schedule.needsLong && schedule.next == Self.at(120), "it is tried again, and not at once")
        _ = schedule.answered(newest: Self.start, wasLong: true, now: Self.at(120), random: 0.5)
        #expect(!schedule.needsLong)
    }

    @Test func failuresPauseLongerAndMoveToTheNextBaseAndHomeAgain() {
        var schedule = FeedSchedule("extra", settings: Self.settings, now: Self.start)
        _ = schedule.failed("x", retryAfter: nil, now: Self.start, random: 0.5)
        #expect(schedule.base == 0 && schedule.next == Self.at(60))
        _ = schedule.failed("x", retryAfter: nil, now: Self.at(60), random: 0.5)
        #expect(schedule.base == 1 && schedule.next < Self.at(75))
        _ = schedule.answered(newest: Self.start, wasLong: true, now: Self.at(70), random: 0)
        #expect(schedule.base == 1)
        _ = schedule.answered(newest: Self.start, wasLong: false, now: Self.at(60 + 3600), random: 0)
        #expect(schedule.base == 0)
    }

    @Test func retryAfterIsHonouredWithinAnHour() {
        let one = FeedSettings(bases: ["https://a/f"], interval: 60)
        var schedule = FeedSchedule("extra", settings: one, now: Self.start)
        _ = schedule.failed("503", retryAfter: 300, now: Self.start, random: 0)
        #expect(schedule.next == Self.at(300))
        _ = schedule.failed("503", retryAfter: 999_999, now: Self.at(300), random: 0)
        #expect(schedule.next == Self.at(300 + 3600))
    }

    @Test func silenceIsToldOnceAndSoIsItsEnd() {
        var schedule = FeedSchedule("extra", settings: Self.settings, now: Self.start)
        _ = schedule.answered(newest: Self.start, wasLong: true, now: Self.start, random: 0)
        #expect(schedule.tick(Self.at(600)).isEmpty)
        #expect(schedule.tick(Self.at(601)) == [.silent(feed: "extra", reason: "no answer for 10 minutes")])
        #expect(schedule.tick(Self.at(900)).isEmpty)
        let events = schedule.answered(newest: Self.at(1000), wasLong: false, now: Self.at(1000), random: 0)
        #expect(events == [.recovered(feed: "extra")])
        // It answers, and has nothing new for a day.
        var answers: [FeedEvent] = []
        for minute in 1...1500 {
            answers += schedule.answered(
                newest: nil,
                wasLong: false,
                now: Self.at(1000 + Double(minute) * 60),
                random: 0
            )
        }
        #expect(answers.count == 1)
    }

    /// Whatever happens, the next poll is never further away than an hour and a quarter, and never in the past.
    @Test func theNextPollIsNeverLost() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<300 {
            var schedule = FeedSchedule("extra", settings: Self.settings, now: Self.start)
            var now = Self.start
            for _ in 0..<60 {
                if Bool.random(using: &random) {
                    _ = schedule.answered(
                        newest: now,
                        wasLong: schedule.needsLong,
                        now: now,
                        random: .random(in: 0...1, using: &random)
                    )
                } else {
                    _ = schedule.failed(
                        "x",
                        retryAfter: Bool.random(using: &random) ? .random(in: 0...10_000, using: &random) : nil,
                        now: now,
                        random: .random(in: 0...1, using: &random)
                    )
                }
                #expect(schedule.next >= now && schedule.next <= now.addingTimeInterval(4_500))
                now = max(schedule.next, now).addingTimeInterval(.random(in: 0...30, using: &random))
            }
        }
    }
}
