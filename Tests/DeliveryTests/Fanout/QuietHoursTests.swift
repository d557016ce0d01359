// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Localization
import Registry
import Storage
import StorageTestSupport
import TestSupport
import Testing

@testable import Delivery

/// Notices and newsletters in the night: who wants quiet waits, and is asked again in the morning.
@Suite(.eachEngine, .timeLimit(.minutes(10))) struct QuietHoursTests {
    private let test: TestDelivery

    init() throws { test = try TestDelivery() }

    private static let subscription = Subscription(topic: .weather, area: "1220300", threshold: Measure(rawValue: 3))
    private static let query = AudienceQuery(topic: .weather, areas: ["1220300"], measure: Measure(rawValue: 3))

    /// Quiet hours that began an hour ago and end so many minutes from now, at the earliest.
    private func night(_ minutes: Int = 60) throws -> QuietHours {
        let minute = Int(test.clock.now.timeIntervalSince1970) / 60 + 540
        return try #require(QuietHours(from: (minute - 60) % 1_440, until: (minute + minutes) % 1_440))
    }

    /// Residents `n0`, `n1` …, all with the same quiet hours.
    @discardableResult
    private func residents(
        _ names: [String],
        quiet: QuietHours?,
        subscriptions: [Subscription] = [subscription]
    ) throws -> [Subscriber.ID] {
        let stored = try test.registry.store(
            names.map { name in
                Subscriber(
                    address: SubscriberAddress(
                        wire: "\(name)@a.example",
                        key: "\(name)@a.example",
                        domain: "a.example"
                    ),
                    language: .japanese,
                    subscriptions: subscriptions,
                    quiet: quiet
                )
            },
            now: test.clock.now
        )
        return try stored.map { stored in
            switch stored {
            case .added(let id), .replaced(let id): return id
            case .refusedHasLeft: throw NeverCame()
            }
        }
    }

    private func plan(_ alert: Alert) throws {
        let release = try test.release(Live.self, of: alert)
        let audience = try test.registry.audience(
            of: Self.query,
            quietAt: alert.priority.heedsQuietHours ? test.clock.now : nil
        )
        try test.store.plan(
            release,
            for: audience,
            asked: Self.query,
            approval: test.approval(of: release),
            now: test.clock.now
        ) { _ in "mail" }
    }

    private func names(_ transport: FakeTransport<Live>, _ alert: String) -> Set<String> {
        Set(transport.sent.filter { $0.alert == alert }.map { String($0.address.prefix { $0 != "@" }) })
    }

    private func running(_ transport: FakeTransport<Live>, _ body: () throws -> Void) throws {
        let fanout = test.fanout(transport)
        try fanout.start()
        defer { fanout.stop() }
        try body()
    }

    private func asleep() throws -> Int {
        try test.database.read { session in
            try session.rows("SELECT id FROM slices WHERE asleep = 1 AND state = 'ready'").count
        }
    }

    @Test(arguments: [Priority.notice, .bulk])
    func whoWantsQuietGetsItInTheMorning(_ priority: Priority) throws {
        try residents(["day0", "day1"], quiet: nil)
        try residents(["night0", "night1", "night2"], quiet: try night())
        try plan(try test.alert("a", priority: priority, expiresIn: 86_400))
        let transport = FakeTransport<Live>()
        try running(transport) {
            try eventually("the others never get it") { names(transport, "a") == ["day0", "day1"] }
            try eventually("it is never recorded") { try test.account("a").open == 3 }
            #expect(try test.account("a").quiet == 3 && test.account("a").state == "sending")
            test.clock.advance(by: 30 * 60)
            usleep(50_000)
            #expect(names(transport, "a").count == 2, "half past is still night")
            test.clock.advance(by: 40 * 60)
            try eventually("the morning never comes") { test.isFinished("a") }
        }
        #expect(names(transport, "a") == ["day0", "day1", "night0", "night1", "night2"])
        #expect(transport.sent.count == 5)
        let account = try test.account("a")
        #expect(account.settled["sent"] == 5 && account.quiet == 0)
        #expect(try test.ledger.verify() == [])
    }

    @Test(arguments: [Priority.immediate, .urgent, .warning, .account])
    func whatCannotWaitDoesNot(_ priority: Priority) throws {
        try residents(["night"], quiet: try night())
        try plan(try test.alert("a", priority: priority))
        let transport = FakeTransport<Live>()
        try running(transport) { try eventually("it waits") { test.isFinished("a") } }
        #expect(names(transport, "a") == ["night"])
    }

    @Test func wishesCountInTheMorning() throws {
        let night = try night()
        let ids = try residents(["stays", "leaves", "unticks", "raises", "sleeps"], quiet: night)
        try plan(try test.alert("a", priority: .notice, expiresIn: 86_400))
        try test.leave(ids[1])
        try residents(
            ["unticks"],
            quiet: night,
            subscriptions: [Subscription(topic: .crime, area: "1220300", threshold: Measure(rawValue: 1))]
        )
        try residents(
            ["raises"],
            quiet: night,
            subscriptions: [Subscription(topic: .weather, area: "1220300", threshold: Measure(rawValue: 5))]
        )
        // Longer than it was when the release was planned.
        try residents(["sleeps"], quiet: try self.night(180))
        let transport = FakeTransport<Live>()
        try running(transport) {
            test.clock.advance(by: 70 * 60)
            try eventually("the morning never comes") { names(transport, "a") == ["stays"] }
            try eventually("the others are never settled") { try test.account("a").open == 1 }
            try eventually("who sleeps on is awake") { try asleep() == 1 }
            #expect(try test.account("a").settled["suppressed"] == 3)
            test.clock.advance(by: 120 * 60)
            try eventually("who sleeps on never gets it") { test.isFinished("a") }
        }
        #expect(names(transport, "a") == ["stays", "sleeps"])
        #expect(try test.ledger.entries(of: ids[2]).first?.detail?.contains("no longer subscribed") == true)
        #expect(try test.ledger.entries(of: ids[3]).first?.stage == "wishes")
        #expect(try test.ledger.entries(of: ids[1]).first?.state == "suppressed")
        #expect(try test.ledger.verify() == [])
    }

    @Test func whatRunsOutInTheNightIsExpired() throws {
        try residents(["night"], quiet: try night(120))
        try plan(try test.alert("a", priority: .notice, expiresIn: 3_600))
        let transport = FakeTransport<Live>()
        try running(transport) {
            test.clock.advance(by: 3_601)
            try eventually("the ledger never closes") { test.isFinished("a") }
        }
        #expect(transport.sent.isEmpty)
        #expect(try test.account("a").settled["expired"] == 1)
    }

    /// Twenty notices in one night, each but two in the place of the one before: in the morning comes what still holds.
    @Test func aNightOfTwentyNoticesIsAMorningOfTwo() throws {
        try residents((0..<40).map { "night\($0)" }, quiet: try night())
        let transport = FakeTransport<Live>()
        try running(transport) {
            for number in 0..<18 {
                try plan(
                    try test.alert(
                        "a\(number)",
                        priority: .notice,
                        expiresIn: 86_400,
                        replacing: number == 0 ? [] : (0..<number).map { "a\($0)" }
                    )
                )
            }
            try plan(try test.alert("short", priority: .notice, expiresIn: 1_800))
            try plan(try test.alert("other", priority: .bulk, expiresIn: 86_400))
            try eventually("what is replaced is not settled at once") {
                try (0..<17).allSatisfy { try test.account("a\($0)").settled["cancelled"] == 40 }
            }
            #expect(transport.sent.isEmpty)
            test.clock.advance(by: 70 * 60)
            try eventually("the morning never comes") {
                (0..<18).allSatisfy { test.isFinished("a\($0)") } && test.isFinished("short")
                    && test.isFinished("other")
            }
        }
        #expect(names(transport, "a17").count == 40 && names(transport, "other").count == 40)
        #expect(transport.sent.count == 80)
        #expect(try test.account("short").settled["expired"] == 40)
        #expect(try test.ledger.verify() == [])
    }

    @Test func aCorrectionWakesThoseWhoGotWhatWasWrong() throws {
        let told = try residents(["told"], quiet: nil)
        let transport = FakeTransport<Live>()
        try running(transport) {
            try plan(try test.alert("a", priority: .notice, expiresIn: 86_400))
            try eventually("it never goes out") { test.isFinished("a") }
            // Now the night begins, for one who was told and for one who was not.
            let night = try night()
            #expect(try residents(["told", "asleep"], quiet: night).first == told.first)
            var correction = try test.alert("b", priority: .notice, expiresIn: 86_400, replacing: ["a"])
            correction.change = .corrected
            try plan(correction)
            try eventually("who was told wrongly waits") { names(transport, "b") == ["told"] }
            #expect(try test.account("b").quiet == 1)
            test.clock.advance(by: 70 * 60)
            try eventually("the morning never comes") { test.isFinished("b") }
        }
        #expect(names(transport, "b") == ["told", "asleep"])
    }

    @Test func quietHoursThatBeginMeanwhileCount() throws {
        try residents(["day", "night"], quiet: nil)
        try plan(try test.alert("a", priority: .bulk, expiresIn: 86_400))
        let transport = FakeTransport<Live> { sent, attempt in
            // The relay puts everything off once.
            attempt == 1
                ? .outcome(.transient(.init(stage: "rcpt", code: 451, enhanced: "4.3.0", detail: "later")))
                : .outcome(.accepted)
        }
        let fanout = test.fanout(transport, lanes: LaneTable(rest: Self.slow))
        try fanout.start()
        defer { fanout.stop() }
        try eventually("nothing is tried") { transport.sent.count == 2 }
        try residents(["night"], quiet: try night())
        try eventually("the slice never comes back") {
            try test.database.read { session in
                try session.firstRow("SELECT 1 FROM slices WHERE state = 'ready' AND attempts = 1") != nil
            }
        }
        test.clock.advance(by: 120)
        try eventually("who is awake is not tried again") { try test.account("a").settled["sent"] == 1 }
        try eventually("the rest does not sleep") { try asleep() == 1 }
        #expect(transport.sent.filter { $0.address.hasPrefix("night") }.count == 1)
        test.clock.advance(by: 70 * 60)
        try eventually("the morning never comes") { test.isFinished("a") }
        #expect(try test.account("a").settled["sent"] == 2)
        #expect(try test.ledger.verify() == [])
    }

    /// A lane that waits a minute of the test's clock before it tries again.
    private static let slow = LaneSettings(
        name: "rest",
        connections: 1,
        retry: RetrySchedule(first: .seconds(60), longest: .seconds(60))
    )

    /// What sleeps is nobody's place in the line, and takes its own when it wakes.
    @Test func whatSleepsHoldsUpNobody() throws {
        try residents((0..<1_100).map { "night\($0)" }, quiet: try night())
        try residents((0..<600).map { "day\($0)" }, quiet: nil)
        func positions(_ alert: String, asleep: Int) throws -> [Int] {
            try test.database.read { session in
                try session.rows(
                    """
                    SELECT s.position FROM slices s JOIN releases r ON r.id = s.release_id
                    WHERE r.alert_id = $1 AND s.asleep = $2 ORDER BY s.position
                    """,
                    [SQLValue(alert), SQLValue(asleep)]
                ).map { try $0.int(0) }
            }
        }
        try plan(try test.alert("a", priority: .notice, expiresIn: 86_400))
        #expect(try positions("a", asleep: 0) == [0, 1] && positions("a", asleep: 1) == [0, 1, 2])
        // All that is awake of it goes out but for its last slice.
        try test.database.write { session in
            _ = try session.execute("UPDATE slices SET state = 'done' WHERE asleep = 0 AND position = 0", [])
        }
        try plan(try test.alert("b", priority: .notice, expiresIn: 86_400))
        #expect(try positions("b", asleep: 0) == [1, 2], "it begins where the others are, not where they sleep")
        let request = SliceRequest(world: "live", limit: 4)
        let now = test.clock.now
        let early = try test.store.claim(request, owner: "test", until: now.addingTimeInterval(10), now: now)
        #expect(early.slices.count == 3 && early.slices.allSatisfy { $0.wishes.query == nil })
        for slice in early.slices { try test.store.giveBack(slice, until: now) }
        test.clock.advance(by: 70 * 60)
        let morning = test.clock.now
        try test.database.write { session in
            // A release is under way, far ahead in the line.
            _ = try session.execute(
                "UPDATE slices SET asleep = 0, position = position + 40 WHERE not_before <= $1",
                [SQLValue(now)]
            )
        }
        let woken = try test.store.claim(request, owner: "test", until: morning.addingTimeInterval(10), now: morning)
        #expect(woken.slices.count == 4)
        #expect(try asleep() == 0)
        #expect(try positions("a", asleep: 0).suffix(3) == [41, 42, 43])
        #expect(try positions("b", asleep: 0) == [41, 41, 42, 42, 43])
        #expect(woken.slices.contains { $0.wishes.query == Self.query }, "who waited is asked again")
    }
}
