// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport
import Testing

@testable import Delivery

@Suite("Rates")
struct RateLimiterTests {
    /// Somebody who sends as fast as is allowed, and now and then pauses.
    private func admitted(_ limit: RateLimit, reservedEvery: Int?, seed: UInt64) -> [Int64] {
        var random = SeededRandom(seed: seed)
        var limiter = RateLimiter(limit)
        var now = Duration.milliseconds(Int.random(in: 0...10_000, using: &random))
        var times: [Int64] = []
        while times.count < 400 {
            let isReserved = reservedEvery.map { times.count.isMultiple(of: $0) } ?? false
            let pause = limiter.pause(at: now, isReserved: isReserved)
            if pause > .zero {
                now += pause
                #expect(limiter.pause(at: now, isReserved: isReserved) == .zero)
            }
            limiter.admit(at: now)
            times.append(now.nanoseconds)
            if Int.random(in: 0..<20, using: &random) == 0 {
                now += limit.period * Int.random(in: 0...3, using: &random)
            }
        }
        return times
    }

    @Test(
        "in no stretch of the period are more than the limit",
        arguments: [1, 2, 3, 5, 10, 50, 97, 200],
        [nil, 1, 7] as [Int?]
    )
    func neverMore(messages: Int, reservedEvery: Int?) {
        for (seed, period) in [Duration.seconds(1), .seconds(60), .milliseconds(100)].enumerated() {
            let times = admitted(
                RateLimit(messages: messages, per: period),
                reservedEvery: reservedEvery,
                seed: UInt64(seed)
            )
            for first in times.indices {
                let inStretch = times[first...].prefix { $0 < times[first] + period.nanoseconds }.count
                #expect(inStretch <= messages, "\(inStretch) of \(messages) in \(period)")
            }
        }
    }

    @Test("it lets through what it may: nearly the limit, over a long time", arguments: [10, 100, 1000])
    func nearlyAll(messages: Int) {
        var limiter = RateLimiter(RateLimit(messages: messages, per: .seconds(1)))
        var now = Duration.zero
        var count = 0
        while now < .seconds(20) {
            now += limiter.pause(at: now, isReserved: false)
            limiter.admit(at: now)
            count += 1
        }
        #expect(count > messages * 20 * 7 / 10)
    }

    @Test("one message is kept for those that nothing may displace")
    func reserve() {
        var limiter = RateLimiter(RateLimit(messages: 10, per: .seconds(1)))
        while limiter.pause(at: .zero, isReserved: false) == .zero { limiter.admit(at: .zero) }
        #expect(limiter.pause(at: .zero, isReserved: true) == .zero)
        limiter.admit(at: .zero)
        #expect(limiter.pause(at: .zero, isReserved: true) > .zero)
    }
}

@Suite("Connections of a lane")
struct ConnectionWindowTests {
    @Test("a few at first, one more for each message that is accepted")
    func grows() {
        var window = ConnectionWindow(most: 10)
        #expect(window.size == ConnectionWindow.initial)
        var sizes: [Int] = []
        for _ in 0..<10 {
            window.grow()
            sizes.append(window.size)
        }
        #expect(sizes == [3, 4, 5, 6, 7, 8, 9, 10, 10, 10])
    }

    @Test("half after a refusal, once for all that were on the wire, and slowly up again")
    func shrinks() {
        var window = ConnectionWindow(most: 10)
        for _ in 0..<10 { window.grow() }
        window.shrink(at: .seconds(5))
        window.shrink(at: .milliseconds(5_900))
        #expect(window.size == 5)
        var accepted = 0
        while window.size < 6 {
            window.grow()
            accepted += 1
        }
        #expect(accepted == 5)
        for _ in 0..<6 { window.grow() }
        #expect(window.size == 7)
        for second in 10..<20 { window.shrink(at: .seconds(second)) }
        #expect(window.size == 1, "one always remains")
    }

    @Test("never more than there may be", arguments: [1, 2, 3, 200])
    func bounded(most: Int) {
        var random = SeededRandom(seed: 5)
        var window = ConnectionWindow(most: most)
        for step in 0..<2000 {
            if Int.random(in: 0..<10, using: &random) == 0 {
                window.shrink(at: .milliseconds(step * 300))
            } else {
                window.grow()
            }
            #expect((1...most).contains(window.size))
        }
    }
}

@Suite("Breakers")
struct BreakerTests {
    private let schedule = RetrySchedule(first: .seconds(1), longest: .seconds(8))

    @Test("three failures in a row open it; one trial at a time, later each time; one success closes it")
    func opens() {
        var breaker = Breaker(schedule: schedule)
        breaker.fail(at: .zero, random: 0.5)
        breaker.fail(at: .zero, random: 0.5)
        #expect(breaker.pause(at: .zero) == .zero, "two may be chance")
        breaker.fail(at: .zero, random: 0.5)
        #expect(breaker.pause(at: .zero) == .seconds(1))
        #expect(breaker.pause(at: .seconds(1)) == .zero)
        breaker.begin()
        #expect(breaker.pause(at: .seconds(1)) == nil, "somebody is trying")
        breaker.fail(at: .seconds(1), random: 0.5)
        #expect(breaker.pause(at: .seconds(1)) == .seconds(2))
        for _ in 0..<5 {
            breaker.begin()
            breaker.fail(at: .seconds(9), random: 0.5)
        }
        #expect(breaker.pause(at: .seconds(9)) == .seconds(8), "but not for ever")
        breaker.begin()
        breaker.abandon()
        #expect(breaker.pause(at: .seconds(17)) == .zero)
        breaker.succeed()
        #expect(!breaker.isOpen)
        breaker.fail(at: .seconds(20), random: 0.5)
        #expect(breaker.pause(at: .seconds(20)) == .zero)
    }

    @Test("fifty connections that break at once are no worse than three")
    func restart() {
        var breaker = Breaker(schedule: schedule)
        for _ in 0..<50 { breaker.fail(at: .zero, random: 0.5) }
        #expect(breaker.pause(at: .zero) == .seconds(1))
    }

    @Test("a success in between is a new beginning")
    func reset() {
        var breaker = Breaker(schedule: schedule)
        for _ in 0..<10 {
            breaker.fail(at: .zero, random: 0)
            breaker.fail(at: .zero, random: 0)
            breaker.succeed()
        }
        #expect(!breaker.isOpen)
    }
}

@Suite("Tables of lanes")
struct LaneTableTests {
    private static let table = Result {
        try LaneTable([
            LaneSettings(name: "docomo", domains: ["docomo.ne.jp"], connections: 2),
            LaneSettings(name: "au", domains: ["ezweb.ne.jp", "AU.com"], connections: 2),
            LaneSettings(name: "rest", connections: 10),
        ])
    }

    @Test(
        "a domain belongs to the lane of the nearest name above it",
        arguments: [
            ("docomo.ne.jp", "docomo"), ("DOCOMO.ne.jp", "docomo"), ("a.b.ezweb.ne.jp", "au"), ("au.com", "au"),
            ("notdocomo.ne.jp", "rest"), ("ne.jp", "rest"), ("", "rest"), (".", "rest"), ("example.com", "rest"),
        ]
    )
    func lanes(domain: String, lane: String) throws {
        #expect(try Self.table.get().lane(of: domain) == lane)
    }

    @Test("the last one also takes what belonged to lanes that are gone")
    func filters() throws {
        let table = try Self.table.get()
        #expect(table.filter(of: table.lanes[0]) == .named("docomo"))
        #expect(table.filter(of: table.lanes[2]) == .allBut(["docomo", "au"]))
    }

    @Test("what cannot work is refused with its lane")
    func faults() {
        let rest = LaneSettings(name: "rest", connections: 1)
        let bad: [([LaneSettings], String)] = [
            ([], "last lane"),
            ([LaneSettings(name: "a", domains: ["a.example"], connections: 1)], "last lane"),
            ([LaneSettings(name: "rest", domains: ["a.example"], connections: 1), rest], "name of its own"),
            ([LaneSettings(name: "a", domains: ["a.example"], connections: 0), rest], "connection"),
            ([LaneSettings(name: "a", domains: ["a.example"], relays: [], connections: 1), rest], "relay"),
            ([LaneSettings(name: "a", connections: 1), rest], "only the last"),
            (
                [
                    LaneSettings(name: "a", domains: ["a.example"], connections: 1),
                    LaneSettings(name: "b", domains: ["A.example"], connections: 1), rest,
                ], "another lane"
            ),
            (
                [
                    LaneSettings(name: "a", domains: ["a"], relays: [.init(relay: "x", weight: 0)], connections: 1),
                    rest,
                ],
                "weights"
            ),
        ]
        for (lanes, problem) in bad {
            do throws(LaneTable.Fault) {
                _ = try LaneTable(lanes)
                Issue.record("taken: \(problem)")
            } catch {
                #expect(error.description.contains(problem), "\(error)")
            }
        }
    }
}
