// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Logging
import Registry
import Storage
import StorageTestSupport
import Synchronization
import TestSupport
import Testing

@testable import Delivery

@Suite(.eachEngine, .timeLimit(.minutes(10))) struct FanoutTests {
    private let test: TestDelivery

    init() throws { test = try TestDelivery() }

    private static let later = Outcome.Reply(stage: "rcpt", code: 451, enhanced: "4.7.1", detail: "try again later")
    private static let never = Outcome.Reply(
        stage: "rcpt",
        code: 550,
        enhanced: "5.1.1",
        detail: "<x@y.example> unknown"
    )

    private func finish(_ names: String...) throws {
        for name in names { try eventually("\(name) is never finished") { test.isFinished(name) } }
    }

    @Test func everyRecipientGetsItsOwnLanguageOnce() throws {
        let audience = try test.audience(1300)
        try test.plan(try test.alert("a"), for: audience)
        let transport = FakeTransport<Live>()
        let fanout = test.fanout(transport)
        try fanout.start()
        try finish("a")
        fanout.stop()
        let account = try test.account("a")
        #expect(account.settled["sent"] == 1300 && account.open == 0 && account.finishedAt != nil)
        #expect(transport.sent.count == 1300 && Set(transport.sent.map(\.address)).count == 1300)
        #expect(Set(transport.sent.map(\.pseudonym)).count == 1300)
        for sent in transport.sent { #expect(sent.text == "a in \(sent.language)") }
        #expect(try test.ledger.verify() == [])
    }

    @Test func everyOutcomeLeadsToAFinalStateAndTheSumIsTheAudience() throws {
        let audience = try test.audience(600)
        try test.plan(try test.alert("a"), for: audience)
        let transport = FakeTransport<Live>(refusals: 1) { sent, attempt in
            let number = Int(sent.address.drop { !$0.isNumber }.prefix { $0.isNumber }) ?? 0
            switch (number % 10, attempt) {
            case (1, _): return .outcome(.permanent(Self.never))
            case (2, 1...2): return .outcome(.transient(Self.later))
            case (3, 1): return .outcome(.unknown(Self.later))
            case (4, 1): return .outcome(.transient(Self.later))
            case (4, _): return .outcome(.permanent(Self.never))
            default: return .outcome(.accepted)
            }
        }
        let fanout = test.fanout(transport)
        try fanout.start()
        try finish("a")
        fanout.stop()
        let account = try test.account("a")
        #expect(account.settled == ["sent": 480, "failed": 120, "expired": 0, "suppressed": 0, "cancelled": 0])
        #expect(transport.sent.count == 600 + 120 + 60 + 60)
        #expect(try test.ledger.verify() == [])
        let rows = try test.database.read { try $0.rows("SELECT state, detail FROM outcomes") }
        #expect(rows.count == 60 * 4, "only what was not plainly sent has a row")
        #expect(try rows.allSatisfy { try $0.optionalText(1)?.contains("x@y") != true })
        for member in try test.members() {
            #expect(["sent", "failed"].contains(try test.ledger.entries(of: member).first?.state))
        }
    }

    @Test(arguments: 0..<8)
    func aCrashLosesNothingAndRepeatsOnlyWhatWasNotRecorded(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let audience = try test.audience(700)
        try test.plan(try test.alert("a"), for: audience)
        let fatal = Int.random(in: 1...699, using: &random)
        let before = FakeTransport<Live> { [database = test.database] sent, _ in
            guard sent.address.hasPrefix("r\(fatal)@") else { return .outcome(.accepted) }
            database.turn(.dead)
            return .crash
        }
        let dying = test.fanout(before, connections: 1)
        try dying.start()
        try eventually("the crash never comes") { test.database.isDead }
        let next = try test.anotherProcess()
        let recorded = try next.members().filter { try next.ledger.entries(of: $0).first?.state == "sent" }
        let recordedAddresses = try next.registry.contacts(of: recorded).reachable.values.map(\.address)
        Thread.detachNewThread { dying.stop() }
        let after = FakeTransport<Live>()
        let fanout = next.fanout(after)
        try fanout.start()
        try eventually("the release is never finished") { next.isFinished("a") }
        fanout.stop()
        let account = try next.account("a")
        #expect(account.settled["sent"] == 700)
        #expect(try next.ledger.verify() == [])
        let first = Set(before.sent.map(\.address))
        let second = Set(after.sent.map(\.address))
        #expect(first.union(second).count == 700, "nobody is lost")
        #expect(after.sent.count == second.count)
        #expect(second.isDisjoint(with: recordedAddresses), "what was recorded is not repeated")
        #expect(first.subtracting(recordedAddresses) == first.intersection(second), "what was not, is")
        let names = Dictionary(grouping: before.sent + after.sent, by: \.address).mapValues { Set($0.map(\.pseudonym)) }
        #expect(names.values.allSatisfy { $0.count == 1 }, "a copy bears the same name")
    }

    @Test func aStopGivesBackWhatWaitsAndARestartRepeatsNothing() throws {
        try test.plan(try test.alert("a"), for: try test.audience(1200))
        let gate = Gate(isOpen: false)
        let first = FakeTransport<Live>(gate: gate)
        let fanout = test.fanout(first)
        try fanout.start()
        gate.letThrough(100)
        try eventually("a hundred are never sent") { first.sent.count == 100 && gate.waiting == 2 }
        fanout.outboxes[0].close()
        gate.open()
        fanout.stop()
        #expect(first.sent.count == 102, "what was on the wire is waited for")
        #expect(try test.account("a").settled["sent"] == 102)
        let leased = try test.database.read { try $0.rows("SELECT id FROM slices WHERE state = 'leased'") }
        #expect(leased.isEmpty)
        let second = FakeTransport<Live>()
        let again = test.fanout(second, owner: "another machine")
        try again.start()
        try finish("a")
        again.stop()
        #expect(second.sent.count == 1098)
        #expect(Set((first.sent + second.sent).map(\.address)).count == 1200)
    }

    @Test func aRelayThatDoesNotAnswerHoldsUpNoEnd() throws {
        try test.plan(try test.alert("a"), for: try test.audience(30))
        let gate = Gate(isOpen: false)
        let first = FakeTransport<Live>(gate: gate)
        let log = LogLines()
        let fanout = test.fanout(first, farewell: .milliseconds(50), log: log)
        try fanout.start()
        gate.letThrough(4)
        try eventually("four are never sent") { first.sent.count == 4 && gate.waiting == 2 }
        fanout.stop()
        #expect(log.all.contains { $0.contains("relays did not answer before the end") })
        #expect(try test.account("a").settled["sent"] == 4)
        let second = FakeTransport<Live>()
        let again = test.fanout(second, owner: "another machine")
        try again.start()
        try finish("a")
        again.stop()
        #expect(second.sent.count == 26, "what was not answered goes out again")
        gate.open()
        try eventually("the late answers never come") { first.sent.count == 6 }
        #expect(try test.account("a").settled["sent"] == 30)
        #expect(try test.ledger.verify() == [])
    }

    @Test func nothingIsSentAfterTheExpiry() throws {
        try test.plan(try test.alert("a", expiresIn: 60), for: try test.audience(900))
        let gate = Gate(isOpen: false)
        let transport = FakeTransport<Live>(gate: gate)
        let fanout = test.fanout(transport, connections: 1)
        try fanout.start()
        gate.letThrough(5)
        try eventually("five are never sent") { transport.sent.count == 5 && gate.waiting == 1 }
        test.clock.advance(by: 61)
        gate.open()
        try finish("a")
        fanout.stop()
        #expect(transport.sent.count == 6, "the sixth was on the wire")
        #expect(
            try test.account("a").settled == ["sent": 6, "expired": 894, "failed": 0, "suppressed": 0, "cancelled": 0]
        )
        #expect(try test.ledger.verify() == [])
    }

    @Test func aRecipientWhoIsTriedUntilTheExpiryExpires() throws {
        try test.plan(try test.alert("a", expiresIn: 60), for: try test.audience(3))
        let transport = FakeTransport<Live> { _, _ in .outcome(.transient(Self.later)) }
        let fanout = test.fanout(transport)
        try fanout.start()
        try eventually("nobody is tried twice") { transport.sent.count >= 9 }
        #expect(try test.account("a").open == 3)
        test.clock.advance(by: 61)
        try finish("a")
        fanout.stop()
        #expect(try test.account("a").settled["expired"] == 3)
        let entry = try #require(try test.ledger.entries(of: try test.members()[0]).first)
        #expect(entry.state == "expired" && entry.code == 451, "the last answer is kept")
        #expect(try test.ledger.verify() == [])
    }

    @Test func aStopCancelsWhatHasNotGoneOut() throws {
        let alert = try test.alert("a")
        try test.plan(alert, for: try test.audience(900))
        let gate = Gate(isOpen: false)
        let transport = FakeTransport<Live>(gate: gate)
        let fanout = test.fanout(transport, connections: 1)
        try fanout.start()
        gate.letThrough(5)
        try eventually("five are never sent") { transport.sent.count == 5 && gate.waiting == 1 }
        try test.store.withdraw([alert.id], by: try #require(Alert.ID(rawValue: "cancel")))
        fanout.wake()
        try eventually("the stop is never seen") { !fanout.outboxes[0].hasWork() }
        gate.open()
        try finish("a")
        fanout.stop()
        #expect(transport.sent.count == 6)
        let account = try test.account("a")
        #expect(account.settled["sent"] == 6 && account.settled["cancelled"] == 894)
        #expect(account.stopReason == "cancelled by cancel")
        #expect(try test.ledger.verify() == [])
    }

    @Test func aCorrectionOvertakesAndReplacesWhatItCorrects() throws {
        let audience = try test.audience(900)
        try test.plan(try test.alert("wrong"), for: audience)
        let gate = Gate(isOpen: false)
        let transport = FakeTransport<Live>(gate: gate)
        let fanout = test.fanout(transport, connections: 1)
        try fanout.start()
        gate.letThrough(5)
        try eventually("five are never sent") { transport.sent.count == 5 && gate.waiting == 1 }
        try test.plan(try test.alert("right", replacing: ["wrong"]), for: audience)
        fanout.wake()
        try eventually("the correction is never loaded") { fanout.outboxes[0].releases.contains(2) }
        try eventually("the stop is never seen") { fanout.outboxes[0].state.withLock { $0.stopped.contains(1) } }
        gate.open()
        try finish("wrong", "right")
        fanout.stop()
        #expect(
            transport.sent.map(\.alert) == Array(repeating: "wrong", count: 6) + Array(repeating: "right", count: 900)
        )
        #expect(try test.account("wrong").settled["cancelled"] == 894)
        #expect(try test.account("right").settled["sent"] == 900)
    }

    @Test func aMoreUrgentAlertOvertakesAtTheNextMessageEvenWhenTheOutboxIsFull() throws {
        let audience = try test.audience(600)
        try test.plan(try test.alert("magazine", priority: .bulk), for: audience)
        let gate = Gate(isOpen: false)
        let transport = FakeTransport<Live>(gate: gate)
        let fanout = test.fanout(transport, connections: 1, ahead: 1)
        try fanout.start()
        gate.letThrough(3)
        try eventually("three are never sent") { transport.sent.count == 3 && gate.waiting == 1 }
        try test.plan(try test.alert("tsunami", priority: .immediate), for: audience)
        try test.plan(try test.alert("crime", priority: .notice), for: audience)
        fanout.wake()
        try eventually("it is never loaded") { fanout.outboxes[0].mostUrgentWaiting == .immediate }
        gate.letThrough(2)
        try eventually("two more are never sent") { transport.sent.count == 5 }
        #expect(transport.sent.map(\.alert) == ["magazine", "magazine", "magazine", "magazine", "tsunami"])
        gate.open()
        try finish("tsunami", "crime", "magazine")
        fanout.stop()
        let order = transport.sent.map(\.alert)
        #expect(order.lastIndex(of: "tsunami") ?? 9999 < order.firstIndex(of: "crime") ?? 0)
        #expect(order.count { $0 == "magazine" } == 600)
    }

    @Test func whoLeavesWhileTheAlertIsOnItsWayGetsNothing() throws {
        try test.plan(try test.alert("a"), for: try test.audience(90))
        let gate = Gate(isOpen: false)
        let transport = FakeTransport<Live>(gate: gate)
        let fanout = test.fanout(transport, connections: 1)
        try fanout.start()
        gate.letThrough(3)
        try eventually("three are never sent") { transport.sent.count == 3 && gate.waiting == 1 }
        let leaving = try test.members().suffix(30)
        let addresses = Set(try test.registry.contacts(of: Array(leaving)).reachable.values.map(\.address))
        let reached = Set(transport.sent.map(\.address))
        for id in leaving { try test.leave(id) }
        fanout.wake()
        try eventually("the departures are never seen") {
            fanout.outboxes[0].state.withLock { state in
                state.entries.allSatisfy { entry in leaving.allSatisfy { entry.contacts?.reachable[$0] == nil } }
            }
        }
        gate.open()
        try finish("a")
        fanout.stop()
        let after = Set(transport.sent.dropFirst(4).map(\.address))
        #expect(after.isDisjoint(with: addresses), "one may have been on the wire")
        let suppressed = try #require(try test.account("a").settled["suppressed"])
        #expect(suppressed >= 30 - reached.intersection(addresses).count - 1 && suppressed > 20)
        #expect(try test.ledger.verify() == [])
    }

    @Test func anotherOwnerTakesOverAndTheStaleOnesWordIsNotRecorded() throws {
        try test.plan(try test.alert("a"), for: try test.audience(60))
        let gate = Gate(isOpen: false)
        let stale = FakeTransport<Live>(gate: gate) { _, _ in .outcome(.permanent(Self.never)) }
        let first = test.fanout(stale, owner: "stale")
        try first.start()
        try eventually("nothing is on the wire") { gate.waiting == 2 }
        // It can write no more, so it renews nothing; its leases run out.
        test.database.turn(.full)
        test.clock.advance(by: 11)
        let other = try test.anotherProcess()
        let transport = FakeTransport<Live>()
        let clock = test.clock
        let second = Fanout(
            store: other.store,
            registry: other.registry,
            transport: transport,
            settings: FanoutSettings(connections: 1, owner: "fresh", poll: .milliseconds(5)),
            clock: DeliveryClock(date: { clock.now }),
            logger: .init(label: "test")
        )
        try second.start()
        try eventually("nobody takes over") { other.isFinished("a") }
        test.database.turn(.sound)
        gate.open()
        try eventually("the stale leases are never let go") { first.outboxes[0].leases.isEmpty }
        first.stop()
        second.stop()
        #expect(stale.sent.count == 2, "only what was on the wire when the lease ran out")
        #expect(transport.sent.count == 60)
        #expect(
            try other.account("a").settled == ["sent": 60, "failed": 0, "expired": 0, "suppressed": 0, "cancelled": 0]
        )
        #expect(try other.ledger.verify() == [])
    }

    @Test func aClockThatJumpsRepeatsNothing() throws {
        try test.plan(try test.alert("a"), for: try test.audience(400))
        let gate = Gate(isOpen: false)
        let transport = FakeTransport<Live>(gate: gate)
        let fanout = test.fanout(transport)
        try fanout.start()
        for round in 1...5 {
            gate.letThrough(20)
            try eventually("sending stops for good") { transport.sent.count == round * 20 }
            test.clock.advance(by: 60)
        }
        gate.open()
        try finish("a")
        fanout.stop()
        #expect(transport.sent.count == 400 && Set(transport.sent.map(\.address)).count == 400)
        #expect(try test.ledger.verify() == [])
    }

    @Test func aFullDiskStopsTheSendingAndLosesNothing() throws {
        try test.plan(try test.alert("a"), for: try test.audience(900))
        let gate = Gate(isOpen: false)
        let transport = FakeTransport<Live>(gate: gate) { sent, attempt in
            sent.address.hasPrefix("r1") && attempt == 1 ? .outcome(.transient(Self.later)) : .outcome(.accepted)
        }
        let fanout = test.fanout(transport)
        try fanout.start()
        gate.letThrough(100)
        try eventually("a hundred are never sent") { transport.sent.count == 100 && gate.waiting == 2 }
        test.database.turn(.full)
        gate.letThrough(1)
        try eventually("the sending never pauses") { fanout.outboxes[0].state.withLock { $0.isPaused } }
        gate.open()
        let refused = test.database.refusedWrites
        try eventually("it never tries again") { test.database.refusedWrites > refused + 1 }
        let during = transport.sent.count
        #expect(during <= 104, "what was on the wire, and what was taken before the first refusal")
        #expect(!fanout.outboxes[0].hasWork() && fanout.outboxes[0].take() == nil)
        test.database.turn(.sound)
        try finish("a")
        fanout.stop()
        let account = try test.account("a")
        #expect(account.settled["sent"] == 900)
        let twice = Dictionary(grouping: transport.sent, by: \.address).filter { $0.value.count > 1 }
        #expect(
            twice.allSatisfy { $0.key.hasPrefix("r1") && $0.value.count == 2 },
            "nothing that was accepted goes out again"
        )
        #expect(try test.ledger.verify() == [])
    }

    @Test func aStopWithAFullDiskEndsAndWhatWasNotRecordedGoesOutAgain() throws {
        try test.plan(try test.alert("a"), for: try test.audience(30))
        let gate = Gate(isOpen: false)
        let transport = FakeTransport<Live>(gate: gate)
        let fanout = Fanout(
            store: test.store,
            registry: test.registry,
            transport: transport,
            settings: FanoutSettings(connections: 1, owner: "test", lease: .seconds(1), poll: .milliseconds(5)),
            logger: .init(label: "test")
        )
        try fanout.start()
        try eventually("nothing is on the wire") { gate.waiting == 1 }
        test.database.turn(.full)
        fanout.outboxes[0].close()
        gate.open()
        fanout.stop()
        test.database.turn(.sound)
        let again = test.fanout(FakeTransport<Live>())
        try again.start()
        try finish("a")
        again.stop()
        #expect(try test.account("a").settled["sent"] == 30)
    }

    @Test func noAddressStandsInTheLog() throws {
        let audience = try test.audience(6)
        try test.plan(try test.alert("a"), for: audience)
        let log = LogLines()
        let transport = FakeTransport<Live>(refusals: 2) { _, attempt in
            .outcome(attempt == 1 ? .transient(Self.never) : .permanent(Self.never))
        }
        let fanout = test.fanout(transport, log: log)
        try fanout.start()
        try finish("a")
        fanout.stop()
        #expect(log.all.contains { $0.contains("no connection to the relay") && $0.contains("(address)") })
        #expect(!log.all.contains { $0.contains("@") })
        let details = try test.database.read { try $0.rows("SELECT detail FROM outcomes") }
        #expect(try details.count == 6 && details.allSatisfy { try !$0.text(0).contains("@") })
    }

    @Test func aDrillWaitsForADrillsFanout() throws {
        let audience = try test.audience(30)
        try test.plan(Drill.self, try test.alert("drill", priority: .immediate, status: .exercise), for: audience)
        try test.plan(try test.alert("live", priority: .bulk), for: audience)
        let live = FakeTransport<Live>()
        let fanout = test.fanout(live)
        try fanout.start()
        try finish("live")
        fanout.stop()
        #expect(Set(live.sent.map(\.alert)) == ["live"])
        #expect(try test.account("drill").open == 30)
        let drill = FakeTransport<Drill>()
        let other = test.fanout(drill)
        try other.start()
        try finish("drill")
        other.stop()
        #expect(drill.sent.count == 30 && Set(drill.sent.map(\.alert)) == ["drill"])
    }

    @Test func oneBadAddressAndOneBadSliceStopNobodyElse() throws {
        let audience = try test.audience(60)
        let bad = try test.members()[7]
        try test.database.write { session in
            _ = try session.execute(
                test.spelt("UPDATE subscribers SET address = x'01' WHERE id = $1"),
                [SQLValue(bad.rawValue)]
            )
        }
        try test.plan(try test.alert("broken", priority: .immediate), for: audience)
        try test.database.write { session in
            _ = try session.execute(test.spelt("UPDATE slices SET members = x'80' WHERE id = 1"), [])
        }
        try test.plan(try test.alert("sound", priority: .bulk), for: audience)
        let transport = FakeTransport<Live>()
        let fanout = test.fanout(transport)
        try fanout.start()
        try finish("sound")
        try eventually("the readable slices are never sent") { transport.sent.count { $0.alert == "broken" } >= 39 }
        fanout.stop()
        #expect(try test.account("sound").settled["sent"] == 59 && test.account("sound").settled["failed"] == 1)
        #expect(try test.ledger.entries(of: bad).first?.detail?.contains("cannot be opened") == true)
        #expect(try test.account("broken").open == 20)
        #expect(try test.ledger.verify().allSatisfy { $0.hasPrefix("broken: ") })
    }

    @Test func aWrongKeySendsNothingAndSettlesNothingUntilTheExpiry() throws {
        try test.plan(try test.alert("a", expiresIn: 60), for: try test.audience(30))
        let other = Registry(
            database: test.database,
            key: try KeyFile.create(at: test.folder.url.appendingPathComponent("wrong"))
        )
        let transport = FakeTransport<Live>()
        let clock = test.clock
        let fanout = Fanout(
            store: test.store,
            registry: other,
            transport: transport,
            settings: FanoutSettings(connections: 1, owner: "test", poll: .milliseconds(5)),
            clock: DeliveryClock(date: { clock.now }),
            logger: .init(label: "test")
        )
        try fanout.start()
        try eventually("no slice is given back") {
            try test.database.read { try $0.rows("SELECT 1 FROM slices WHERE state = 'ready' AND fence > 0") }.count
                == 3
        }
        #expect(try test.account("a").open == 30)
        test.clock.advance(by: 61)
        try finish("a")
        fanout.stop()
        #expect(transport.sent.isEmpty)
        #expect(try test.account("a").settled["expired"] == 30)
    }
}
