// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Registry
import StorageTestSupport
import Synchronization
import TestSupport
import Testing

@testable import Delivery

/// Lanes in a fan-out on a real database.
@Suite(.eachEngine, .timeLimit(.minutes(10)))
struct LaneFanoutTests {
    private let test: TestDelivery

    init() throws { test = try TestDelivery() }

    /// Residents of a.example have a lane of their own.
    private func table(
        a: LaneSettings = TestDelivery.lane("a", domains: ["a.example"]),
        rest: LaneSettings = TestDelivery.lane("rest")
    ) throws -> LaneTable {
        try LaneTable([a, rest])
    }

    private func plan(_ name: String, _ priority: Priority, _ table: LaneTable, _ audience: [AudienceGroup]) throws {
        let release = try test.release(Live.self, of: test.alert(name, priority: priority))
        try test.store.plan(
            release,
            for: audience,
            approval: test.approval(of: release),
            now: test.clock.now,
            lane: table.lane
        )
    }

    @Test func eachGoesOverItsOwnLane() throws {
        let table = try table()
        try plan("x", .warning, table, try test.audience(40))
        let transport = FakeTransport<Live>()
        let fanout = test.fanout(transport, lanes: table)
        try fanout.start()
        defer { fanout.stop() }
        try eventually("it never finishes") { test.isFinished("x") }
        #expect(transport.sent.count == 40)
        for sent in transport.sent { #expect(sent.lane == (sent.address.hasSuffix("a.example") ? "a" : "rest")) }
    }

    /// P4: a destination that stands still holds up nobody else, and its queue fills nobody else's room.
    @Test func aStalledLaneCostsTheOthersNothing() throws {
        let table = try table()
        try plan("x", .urgent, table, try test.audience(3000))
        let stalled = Gate(isOpen: false)
        let transport = FakeTransport<Live> { sent, _ in
            if sent.lane == "a" { stalled.enter() }
            return .outcome(.accepted)
        }
        let fanout = test.fanout(transport, ahead: 100, lanes: table)
        try fanout.start()
        defer { fanout.stop() }
        try eventually("the healthy lane never ends") {
            transport.sent.count { $0.lane == "rest" } == 1500
        }
        #expect(transport.sent.count { $0.lane == "a" } <= 3)
        // What comes later for the healthy lane goes out at once, too.
        try plan("y", .bulk, table, try test.registry.audience(of: Self.everyone))
        fanout.wake()
        try eventually("the next never goes out") { transport.sent.count { $0.alert == "y" } == 1500 }
        stalled.open()
        try eventually("the stalled one never goes on") { test.isFinished("x") && test.isFinished("y") }
        #expect(try test.ledger.verify() == [])
    }

    private static let everyone = AudienceQuery(topic: .weather, areas: ["1220300"], measure: Measure(rawValue: 5))

    @Test func aSliceOfALaneThatIsGoneGoesWithTheRest() throws {
        try plan("x", .warning, try table(), try test.audience(20))
        let transport = FakeTransport<Live>()
        let fanout = test.fanout(transport)
        try fanout.start()
        defer { fanout.stop() }
        try eventually("it never finishes") { test.isFinished("x") }
        #expect(transport.sent.allSatisfy { $0.lane == "rest" })
    }

    /// Confirmations have a connection that nothing more urgent can fill.
    @Test func confirmationsGoOutWhileEverythingElseStandsStill() throws {
        let audience = try test.audience(400)
        let lane = TestDelivery.lane("rest", connections: 2, accountConnections: 1)
        let table = LaneTable(rest: lane)
        try plan("alert", .immediate, table, audience)
        let blocked = Gate(isOpen: false)
        let transport = FakeTransport<Live> { sent, _ in
            if sent.alert == "alert" { blocked.enter() }
            return .outcome(.accepted)
        }
        let fanout = test.fanout(transport, ahead: 10, lanes: table)
        try fanout.start()
        defer { fanout.stop() }
        try eventually("the alert never fills its connections") { blocked.waiting == 2 }
        try plan(
            "confirmation",
            .account,
            table,
            audience.map { group in
                var group = group
                group.members = Array(group.members.prefix(1))
                return group
            }
        )
        fanout.wake()
        try eventually("the confirmation never goes out") { test.isFinished("confirmation") }
        #expect(blocked.waiting == 2)
        blocked.open()
        try eventually("the alert never ends") { test.isFinished("alert") }
    }

    @Test func releasesOfOnePriorityTakeTurns() throws {
        let audience = try test.audience(3000)
        let table = LaneTable(rest: TestDelivery.lane("rest", connections: 1))
        try plan("first", .bulk, table, audience)
        try plan("second", .bulk, table, audience)
        let transport = FakeTransport<Live>()
        let fanout = test.fanout(transport, ahead: 3000, lanes: table)
        try fanout.start()
        defer { fanout.stop() }
        try eventually("they never finish") { test.isFinished("first") && test.isFinished("second") }
        let half = transport.sent.prefix(3000).count { $0.alert == "second" }
        #expect(half > 1000, "\(half) of the first half were the second's")
    }

    @Test func aRelayThatCannotBeReachedIsPassedOver() throws {
        let lane = TestDelivery.lane("rest", relays: [.init(relay: "dead", weight: 5), .init(relay: "alive")])
        let table = LaneTable(rest: lane)
        try plan("x", .warning, table, try test.audience(60))
        let transport = RelayTransport(FakeTransport<Live>(), dead: ["dead"])
        let fanout = test.fanout(any: transport, lanes: table)
        try fanout.start()
        defer { fanout.stop() }
        try eventually("it never finishes") { test.isFinished("x") }
        #expect(transport.inner.sent.count == 60)
        #expect(transport.inner.sent.allSatisfy { $0.relay == "alive" })
        #expect(try test.account("x").settled["sent"] == 60)
    }

    @Test func whatWasRefusedForHasteGoesOutLater() throws {
        let table = LaneTable(rest: TestDelivery.lane("rest", connections: 4))
        try plan("x", .warning, table, try test.audience(50))
        let reply = Outcome.Reply(stage: "rcpt", code: 421, enhanced: "4.7.0", detail: "too fast")
        let transport = FakeTransport<Live> { _, attempt in .outcome(attempt < 3 ? .rateLimited(reply) : .accepted) }
        let fanout = test.fanout(transport, lanes: table)
        try fanout.start()
        defer { fanout.stop() }
        try eventually("it never finishes") { test.isFinished("x") }
        #expect(transport.sent.count == 150)
        #expect(try test.account("x").settled["sent"] == 50)
    }

    @Test func aRateHoldsOverAllConnections() throws {
        let rate = RateLimit(messages: 10, per: .milliseconds(200))
        let table = LaneTable(rest: TestDelivery.lane("rest", connections: 8, rates: [rate]))
        try plan("x", .warning, table, try test.audience(60))
        let times = Mutex<[ContinuousClock.Instant]>([])
        let transport = FakeTransport<Live> { _, _ in
            times.withLock { $0.append(.now) }
            return .outcome(.accepted)
        }
        let fanout = test.fanout(transport, lanes: table)
        try fanout.start()
        defer { fanout.stop() }
        try eventually("it never finishes") { test.isFinished("x") }
        // A scheduler may hold messages back and let them go together, but not 60 at once: they took five periods.
        let all = times.withLock { $0 }.sorted()
        #expect(all[59] - all[0] > .milliseconds(600))
    }
}

/// A transport some of whose relays do not answer.
final class RelayTransport: Transport {
    typealias W = Live

    let inner: FakeTransport<Live>
    private let dead: Set<String>

    init(_ inner: FakeTransport<Live>, dead: Set<String>) {
        self.inner = inner
        self.dead = dead
    }

    func serve(_ connection: LaneConnection) throws {
        if dead.contains(connection.relay) { throw FakeTransport<Live>.NoConnection() }
        try inner.serve(connection)
    }
}
