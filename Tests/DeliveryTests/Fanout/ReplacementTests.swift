// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Registry
import Storage
import StorageTestSupport
import Synchronization
import Testing

@testable import Delivery

/// Updates, corrections and cancels against a fan-out under way.
@Suite(.eachEngine, .timeLimit(.minutes(10))) struct ReplacementTests {
    private let test: TestDelivery

    init() throws { test = try TestDelivery() }

    private func id(_ name: String) throws -> Alert.ID { try #require(Alert.ID(rawValue: name)) }

    private func addresses(_ members: Set<Subscriber.ID>) throws -> Set<String> {
        Set(try test.registry.contacts(of: Array(members.sorted().prefix(1_000))).reachable.values.map(\.address))
    }

    /// A fan-out of "a" to 900 that stands still after so many.
    private func begin(
        _ count: Int,
        priority: Priority = .warning,
        transport: FakeTransport<Live>
    ) throws -> Fanout<Live> {
        try test.plan(try test.alert("a", priority: priority), for: try test.audience(900))
        let fanout = test.fanout(transport, connections: 1)
        try fanout.start()
        transport.gate.letThrough(count)
        try eventually("it never sends") { transport.sent.count == count && transport.gate.waiting == 1 }
        try eventually("it is never recorded") { try test.account("a").settled["sent"] == count }
        return fanout
    }

    /// Whatever its own priority: who goes on believing what is wrong comes first.
    @Test(arguments: [Priority.warning, .urgent, .immediate])
    func whoGotWhatIsReplacedGetsTheNextBeforeAllOthers(_ priority: Priority) throws {
        let transport = FakeTransport<Live>(gate: Gate(isOpen: false))
        let fanout = try begin(100, transport: transport)
        let reached = try test.store.reached(by: [id("a")])
        #expect(reached.count == 100)
        try test.plan(try test.alert("b", priority: priority, replacing: ["a"]), for: try test.audience(900))
        fanout.wake()
        transport.gate.open()
        try eventually("b is never finished") { test.isFinished("b") && test.isFinished("a") }
        fanout.stop()
        let second = transport.sent.filter { $0.alert == "b" }.map(\.address)
        #expect(second.count == 900 && Set(second).count == 900)
        #expect(Set(second.prefix(100)) == (try addresses(reached)))
        // One was on the wire, and what was handed out before the stop was seen.
        let (sent, cancelled) = (try test.account("a").settled["sent"], try test.account("a").settled["cancelled"])
        #expect((cancelled ?? 0) > 0 && (sent ?? 0) + (cancelled ?? 0) == 900)
        #expect(try test.ledger.verify() == [])
    }

    /// A correction overtakes what it corrects: from its plan on nothing of that is taken up any more.
    @Test func nothingOfWhatIsCorrectedFollowsItsCorrection() throws {
        let transport = FakeTransport<Live>(gate: Gate(isOpen: false))
        let fanout = try begin(50, priority: .urgent, transport: transport)
        try test.plan(try test.alert("b", priority: .urgent, replacing: ["a"]), for: try test.audience(900))
        fanout.wake()
        try eventually("the stop is never seen") { (try test.account("a").settled["cancelled"] ?? 0) > 0 }
        transport.gate.open()
        try eventually("b is never finished") { test.isFinished("b") && test.isFinished("a") }
        fanout.stop()
        let order = transport.sent.map(\.alert)
        let firstOfNext = try #require(order.firstIndex(of: "b"))
        #expect(order[firstOfNext...].allSatisfy { $0 == "b" })
        #expect(order.count { $0 == "a" } == 51, "fifty, and the one on the wire")
    }

    // MARK: Cancel

    @Test func aCancelReachesWhoGotItWhoeverWasOnTheWireIncluded() throws {
        let transport = FakeTransport<Live>(gate: Gate(isOpen: false))
        let fanout = try begin(100, transport: transport)
        let alert = try id("a")
        try test.store.withdraw([alert], by: id("c"))
        #expect(try !test.store.isQuiet([alert]), "one is on the wire")
        #expect(try test.account("a").stopReason == "cancelled by c")
        let possible = try test.store.mayHaveReached(by: [alert])
        #expect(possible.count > 100, "all that was leased may have been sent")
        fanout.wake()
        try eventually("what was loaded is never settled") { (try test.account("a").settled["cancelled"] ?? 0) >= 700 }
        try test.store.withdraw([alert], by: id("c"))
        #expect(try !test.store.isQuiet([alert]))
        transport.gate.open()
        try eventually("it is never quiet") { try test.store.isQuiet([alert]) }
        fanout.stop()
        let got = Set(transport.sent.map(\.address))
        #expect(got.count == 101)
        #expect(try addresses(test.store.mayHaveReached(by: [alert])) == got)
        #expect(try test.store.reached(by: [alert]) == test.store.mayHaveReached(by: [alert]))
        // It goes to them alone.
        let groups = try test.registry.groups(of: try test.store.mayHaveReached(by: [alert]))
        #expect(try test.plan(try test.alert("c", replacing: ["a"]), for: groups) == 101)
        #expect(try test.ledger.verify() == [])
    }

    @Test func whatIsPlannedAfterItsCancelIsStoppedAtBirth() throws {
        try test.store.withdraw([id("a"), id("b")], by: id("c"))
        #expect(try test.store.isQuiet([id("a"), id("b")]) && test.store.isQuiet([]))
        try test.plan(try test.alert("a"), for: try test.audience(9))
        #expect(try test.account("a").stopReason == "replaced by c")
        #expect(try test.store.mayHaveReached(by: [id("a")]).isEmpty)
    }

    /// What was leased when an update stopped it may still be on the wire when a cancel comes.
    @Test func aCancelAfterAnUpdateCountsWhatTheUpdateStopped() throws {
        let transport = FakeTransport<Live>(gate: Gate(isOpen: false))
        let fanout = try begin(10, transport: transport)
        try test.plan(try test.alert("b", replacing: ["a"]), for: try test.audience(900))
        try test.store.withdraw([id("a"), id("b")], by: id("c"))
        #expect(try !test.store.isQuiet([id("a"), id("b")]))
        fanout.wake()
        transport.gate.open()
        try eventually("it is never quiet") { try test.store.isQuiet([id("a"), id("b")]) }
        try eventually("they are never settled") { test.isFinished("a") && test.isFinished("b") }
        fanout.stop()
        #expect(try addresses(test.store.mayHaveReached(by: [id("a"), id("b")])) == Set(transport.sent.map(\.address)))
    }

    @Test func anAnswerThatWasNotSeenCountsAsReached() throws {
        let audience = try test.audience(3)
        let reply = Outcome.Reply(stage: "content", code: nil, enhanced: nil, detail: "connection lost")
        try test.plan(try test.alert("a"), for: audience)
        let claim = try test.store.claim(
            SliceRequest(world: "live", limit: 10),
            owner: "one",
            until: test.clock.now.addingTimeInterval(10),
            now: test.clock.now
        )
        let outcomes: [Outcome] = [.unknown(reply), .transient(reply), .permanent(reply)]
        let records = zip(claim.slices, outcomes).map { slice, outcome in
            var slice = slice
            _ = slice.next(now: test.clock.now, stopped: false) { _ in .reachable }
            slice.report(0, outcome)
            return DeliveryStore.Record(
                id: slice.id,
                fence: slice.fence,
                release: slice.release.id,
                progress: slice.progress,
                remarks: slice.takeRemarks(),
                attempts: 1,
                returned: test.clock.now,
                isComplete: slice.progress.isComplete
            )
        }
        #expect(try test.store.record(records, now: test.clock.now).isEmpty)
        let unseen = claim.slices[0].members[0]
        #expect(try test.store.mayHaveReached(by: [id("a")]) == [unseen])
        #expect(try test.store.reached(by: [id("a")]).isEmpty)
        #expect(try test.ledger.entries(of: unseen).first?.isUncertain == true)
        try test.store.withdraw([id("a")], by: id("c"))
        let fanout = test.fanout(FakeTransport<Live>())
        try fanout.start()
        try eventually("it is never settled") { test.isFinished("a") }
        fanout.stop()
        #expect(try test.store.mayHaveReached(by: [id("a")]) == [unseen], "settled as cancelled, and told all the same")
        #expect(try test.ledger.entries(of: unseen).first?.state == "cancelled")
    }

    /// What was on the wire when a process died nobody recorded.
    @Test func whatAProcessDiedWithCountsAsReached() throws {
        try test.plan(try test.alert("a"), for: try test.audience(9))
        let claim = try test.store.claim(
            SliceRequest(world: "live", limit: 2),
            owner: "dead",
            until: test.clock.now.addingTimeInterval(10),
            now: test.clock.now
        )
        let lost = Set(claim.slices.flatMap(\.members))
        #expect(lost.count == 6)
        try test.store.freeLeases(of: "dead", world: "live")
        try test.store.withdraw([id("a")], by: id("c"))
        #expect(try test.store.isQuiet([id("a")]))
        #expect(try test.store.mayHaveReached(by: [id("a")]) == lost)
        let fanout = test.fanout(FakeTransport<Live>())
        try fanout.start()
        try eventually("it is never settled") { test.isFinished("a") }
        fanout.stop()
        #expect(try test.store.mayHaveReached(by: [id("a")]) == lost)
        #expect(try test.store.reached(by: [id("a")]).isEmpty)
    }

    /// Whoever takes over may find it expired; what was on the wire before may have arrived all the same.
    @Test func whatExpiredAfterItsProcessDiedCountsAsReached() throws {
        try test.plan(try test.alert("a", expiresIn: 60), for: try test.audience(9))
        let claim = try test.store.claim(
            SliceRequest(world: "live", limit: 2),
            owner: "dead",
            until: test.clock.now.addingTimeInterval(10),
            now: test.clock.now
        )
        test.clock.advance(by: 61)
        let fanout = test.fanout(FakeTransport<Live>())
        try fanout.start()
        try eventually("it is never settled") { test.isFinished("a") }
        fanout.stop()
        #expect(try test.account("a").settled["expired"] == 9)
        try test.store.withdraw([id("a")], by: id("c"))
        #expect(try test.store.mayHaveReached(by: [id("a")]) == Set(claim.slices.flatMap(\.members)))
    }
}
