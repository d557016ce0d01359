// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport
import Testing

@testable import Feeds

/// When a feed is polled, on a clock that the test moves.
@Suite struct FeedScheduleTests {
    private static let start = ContinuousClock.now
    private static let two = settings(["https://a/f", "https://b/f"])
    private static let one = settings(["https://a/f"])

    private static func settings(_ bases: [String]) -> FeedSettings {
        FeedSettings(sources: [.jma("extra", bases: bases)])
    }

    private static func at(_ seconds: Int) -> ContinuousClock.Instant { start + .seconds(seconds) }

    private static func schedule(_ settings: FeedSettings = two) -> FeedSchedule {
        FeedSchedule(settings.sources[0], settings: settings, now: start)
    }

    @Test func bothFormsAreReadAtTheStartAndThenTheShortOneEachMinute() {
        var schedule = Self.schedule()
        #expect(schedule.next(.short) == Self.start && schedule.next(.long) == Self.start)
        #expect(schedule.address(.short) == "https://a/f/extra.xml")
        #expect(schedule.address(.long) == "https://a/f/extra_l.xml")
        _ = schedule.answered(.short, age: .zero, now: Self.start, random: 0.5)
        #expect(schedule.next(.short) == Self.at(60))
        _ = schedule.answered(.short, age: nil, now: Self.at(60), random: 0)
        #expect(schedule.next(.short) == Self.at(114))
        _ = schedule.answered(.short, age: nil, now: Self.at(114), random: 0.5)
        #expect(schedule.next(.short) == Self.at(174))
    }

    @Test func theLongFormIsReadUntilItWasWrittenAgainAndThenEachHour() {
        var schedule = Self.schedule()
        _ = schedule.answered(.short, age: .zero, now: Self.start, random: 0.5)
        var reads: [Int] = []
        for minute in 0..<300 {
            let now = Self.at(minute * 60)
            _ = schedule.answered(.short, age: .zero, now: now, random: 0.5)
            if let next = schedule.next(.long), next <= now {
                reads.append(minute)
                _ = schedule.answered(.long, age: .zero, now: now, random: 0.5)
            }
        }
        #expect(reads == [0, 10, 20, 30, 40, 50, 60, 70, 80, 140, 200, 260])
    }

    @Test func afterAnOutageTheLongFormIsReadAtOnce() throws {
        var schedule = Self.schedule()
        for hour in 0..<3 {
            _ = schedule.answered(.short, age: .zero, now: Self.at(hour * 3600 + 3599), random: 0.5)
            _ = schedule.answered(.long, age: .zero, now: Self.at(hour * 3600 + 3599), random: 0.5)
        }
        let last = 2 * 3600 + 3599
        _ = schedule.answered(.short, age: .zero, now: Self.at(last + 599), random: 0)
        let next = try #require(schedule.next(.long))
        _ = schedule.answered(.long, age: .zero, now: next, random: 0.5)
        _ = schedule.answered(.short, age: .zero, now: Self.at(last + 599 + 599), random: 0)
        #expect(try #require(schedule.next(.long)) > Self.at(last + 599 + 599))
        _ = schedule.answered(.short, age: .zero, now: Self.at(last + 599 + 599 + 601), random: 0)
        #expect(schedule.next(.long) == Self.at(last + 599 + 599 + 601))
    }

    /// The short form answers all the while.
    @Test func theLongFormIsTriedElsewhereAndItsTroubleIsTold() throws {
        var schedule = Self.schedule()
        var events: [FeedEvent] = []
        var addresses: [String] = []
        for minute in 0..<12 {
            let now = Self.at(minute * 60)
            #expect(try #require(schedule.next(.short)) <= now, "the short form has its own rhythm")
            events += schedule.answered(.short, age: .zero, now: now, random: 0.5)
            guard let next = schedule.next(.long), next <= now else { continue }
            addresses.append(schedule.address(.long))
            events += schedule.failed(.long, "404", retryAfter: nil, now: now, random: 0.5)
        }
        #expect(Set(addresses) == ["https://a/f/extra_l.xml", "https://b/f/extra_l.xml"])
        #expect(schedule.address(.short) == "https://a/f/extra.xml")
        #expect(events.filter { $0 == .failing(feed: "extra_l", reason: "404") }.count == 1)
        #expect(!events.contains { if case .failing("extra", _) = $0 { true } else { false } })
        events = schedule.answered(.long, age: .zero, now: Self.at(800), random: 0.5)
        #expect(events.contains(.recovered(feed: "extra_l", from: .failing)))
    }

    @Test func failuresMoveToTheNextBaseAndHomeAgain() {
        var schedule = Self.schedule()
        _ = schedule.failed(.short, "x", retryAfter: nil, now: Self.start, random: 0.5)
        #expect(schedule.address(.short).hasPrefix("https://a/") && schedule.next(.short) == Self.at(60))
        _ = schedule.failed(.short, "x", retryAfter: nil, now: Self.at(60), random: 0.5)
        #expect(schedule.address(.short).hasPrefix("https://b/"))
        #expect(schedule.next(.short).map { $0 < Self.at(75) } == true)
        _ = schedule.answered(.short, age: .zero, now: Self.at(70), random: 0)
        #expect(schedule.address(.short).hasPrefix("https://b/"))
        _ = schedule.answered(.short, age: .zero, now: Self.at(60 + 3600), random: 0)
        #expect(schedule.address(.short).hasPrefix("https://a/"))
        // Still sick: the other is asked again at once.
        let next = Self.at(60 + 3600 + 54)
        _ = schedule.failed(.short, "x", retryAfter: nil, now: next, random: 0.5)
        #expect(schedule.address(.short).hasPrefix("https://b/"))
        #expect(schedule.next(.short).map { $0 <= next + .seconds(12) } == true)
    }

    @Test func aPauseThatAServerAsksForIsKeptWithinTenMinutes() {
        var schedule = Self.schedule(Self.one)
        _ = schedule.failed(.short, "503", retryAfter: 300, now: Self.start, random: 0)
        #expect(schedule.next(.short) == Self.at(300))
        _ = schedule.failed(.short, "503", retryAfter: 999_999, now: Self.at(300), random: 0)
        #expect(schedule.next(.short) == Self.at(300 + 600))
    }

    @Test func aServerThatAsksToBeLeftAloneIsLeftForTheOther() {
        var schedule = Self.schedule()
        _ = schedule.failed(.short, "503", retryAfter: 300, now: Self.start, random: 0.5)
        #expect(schedule.address(.short).hasPrefix("https://b/"))
        #expect(schedule.next(.short).map { $0 < Self.at(15) } == true)
        _ = schedule.failed(.short, "503", retryAfter: 200, now: Self.at(10), random: 0.5)
        // Both want peace: the one that may be asked sooner, and not before.
        #expect(schedule.next(.short).map { $0 >= Self.at(210) } == true)
    }

    @Test func aLongTroubleNeverPausesForLongerThanTwoPolls() {
        var schedule = Self.schedule(Self.one)
        for round in 0..<50 {
            let now = Self.at(round * 200)
            _ = schedule.failed(.short, "x", retryAfter: nil, now: now, random: 1)
            #expect(schedule.next(.short).map { $0 <= now + .seconds(150) } == true)
        }
    }

    @Test func silenceIsToldOnceAndSoIsItsEnd() {
        var schedule = Self.schedule()
        _ = schedule.answered(.short, age: .zero, now: Self.start, random: 0)
        let ticks = [600, 601, 900].map { schedule.tick(Self.at($0)) }
        #expect(ticks == [[], [.silent(feed: "extra", reason: "no answer for 10 minutes")], []])
        let events = schedule.answered(.short, age: .zero, now: Self.at(1000), random: 0)
        #expect(events == [.recovered(feed: "extra", from: .silent)])
        // It answers, and has nothing new for a day.
        var answers: [FeedEvent] = []
        for minute in 1...1500 {
            answers += schedule.answered(.short, age: nil, now: Self.at(1000 + minute * 60), random: 0)
        }
        #expect(answers.count == 1)
    }

    @Test func whoMayBeSilentForMonthsIsNot() {
        var settings = Self.one
        settings.staleAfter = nil
        var schedule = Self.schedule(settings)
        let events = schedule.answered(.short, age: .seconds(100 * 86_400), now: Self.start, random: 0)
        #expect(!events.contains { if case .silent = $0 { true } else { false } })
    }

    @Test func theFirstGoodAnswerEndsWhatAnEarlierProcessTold() {
        var schedule = Self.schedule()
        let unknown = schedule.tick(Self.at(10))
        #expect(unknown.isEmpty, "nothing is known yet")
        let events = schedule.answered(.short, age: .zero, now: Self.at(20), random: 0)
        #expect(
            events == [.recovered(feed: "extra", from: .failing), .recovered(feed: "extra", from: .silent)]
        )
        let again = schedule.answered(.short, age: .zero, now: Self.at(80), random: 0)
        #expect(again.isEmpty)
        let long = schedule.answered(.long, age: .zero, now: Self.at(81), random: 0)
        #expect(long == [.recovered(feed: "extra_l", from: .failing)])
    }

    @Test func aFailureThatEndsInStaleSilenceIsOver() {
        var schedule = Self.schedule(Self.one)
        _ = schedule.answered(.short, age: .seconds(90_000), now: Self.start, random: 0)
        for minute in 1...3 {
            _ = schedule.failed(.short, "x", retryAfter: nil, now: Self.at(minute * 60), random: 0)
        }
        let events = schedule.answered(.short, age: nil, now: Self.at(400), random: 0)
        #expect(events == [.recovered(feed: "extra", from: .failing)])
    }

    @Test func aFeedWithoutALongFormHasOneRhythm() {
        let settings = FeedSettings(sources: [.cap(["https://a.example/cap.atom?x=1#f", "https://b.example/cap"])])
        var schedule = Self.schedule(settings)
        #expect(settings.sources[0].label == "a.example/cap.atom?x=1")
        #expect(schedule.next(.long) == nil)
        _ = schedule.answered(.short, age: nil, now: Self.start, random: 0.5)
        for minute in [1, 3] {
            _ = schedule.failed(.short, "x", retryAfter: nil, now: Self.at(minute * 60), random: 0.5)
        }
        #expect(schedule.address(.short) == "https://b.example/cap")
    }

    /// Whatever happens, the next poll is never further away than ten minutes, and never in the past.
    @Test func theNextPollIsNeverLost() throws {
        var random = SeededRandom(seed: 7)
        for _ in 0..<300 {
            var schedule = Self.schedule()
            var now = Self.start
            for _ in 0..<60 {
                let form: FeedSchedule.Form = Bool.random(using: &random) ? .short : .long
                if Bool.random(using: &random) {
                    _ = schedule.answered(form, age: .zero, now: now, random: .random(in: 0...1, using: &random))
                } else {
                    _ = schedule.failed(
                        form,
                        "x",
                        retryAfter: Bool.random(using: &random) ? .random(in: -5...10_000, using: &random) : nil,
                        now: now,
                        random: .random(in: 0...1, using: &random)
                    )
                }
                let next = try #require(schedule.next(form))
                let longest = form == .short ? 600 : 3_960
                #expect(next >= now && next <= now + .seconds(longest))
                now = max(next, now) + .seconds(.random(in: 0...30, using: &random))
            }
        }
    }
}
