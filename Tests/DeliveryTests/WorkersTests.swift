// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Logging
import Registry
import Storage
import StorageTestSupport
import Synchronization
import Testing

@testable import Delivery

/// Several workers on one database.
@Suite(.eachEngine, .timeLimit(.minutes(10)))
struct WorkersTests {
    private let test: TestDelivery
    private var now: Date { Date() }

    init() throws { test = try TestDelivery() }

    private func claim(_ process: TestDelivery, _ owner: String, limit: Int) throws -> [LeasedSlice] {
        try process.store.claim(
            SliceRequest(world: "live", limit: limit),
            owner: owner,
            until: now.addingTimeInterval(600),
            now: now.addingTimeInterval(1)
        ).slices
    }

    /// A slice of which everybody got the mail but one, who was refused.
    private func closed(_ slice: LeasedSlice) -> DeliveryStore.Record {
        var slice = slice
        var reports: [(Int, Outcome)] = []
        while case .send(let index) = slice.next(now: now, stopped: false, standing: { _ in .reachable }) {
            let refused = Outcome.permanent(.init(stage: "rcpt", code: 550, enhanced: "5.1.1", detail: "unknown"))
            reports.append((index, index == 0 ? refused : .accepted))
        }
        for (index, outcome) in reports { slice.report(index, outcome) }
        let remarks = slice.takeRemarks()
        return DeliveryStore.Record(
            id: slice.id,
            fence: slice.fence,
            release: slice.release.id,
            progress: slice.progress,
            remarks: remarks,
            attempts: 1,
            returned: now,
            isComplete: slice.progress.isComplete
        )
    }

    /// Of those that close the last slices of releases at the same moment one sees that all is closed, and none waits for
    /// another in a circle.
    @Test func releasesThatManyCloseTogetherAreFinished() throws {
        let audience = try test.audience(6)
        let processes = try [test] + (0..<3).map { _ in try test.anotherProcess() }
        for round in 0..<40 {
            let names = ["a\(round)", "b\(round)", "c\(round)"]
            for name in names { try test.plan(try test.alert(name), for: audience) }
            // Dealt out so that each has slices of every release.
            var hands: [[LeasedSlice]] = Array(repeating: [], count: 4)
            for turn in 0..<12 {
                let slices = try claim(processes[turn % 4], "worker \(turn % 4)", limit: 1)
                hands[turn % 4] += slices
            }
            #expect(hands.map(\.count).reduce(0, +) == 9)
            let records = hands.enumerated().map { number, hand in
                let closed = hand.map(closed)
                return number.isMultiple(of: 2) ? closed : closed.reversed()
            }
            try sideBySide(4) { number in
                let lost = try processes[number].store.record(records[number], now: now)
                guard lost.isEmpty else { throw NeverCame() }
            }
            for name in names { #expect(test.isFinished(name), "\(name) waits for nobody and is not finished") }
        }
        #expect(try test.ledger.verify() == [])
        let settled = try test.account("a0").settled
        #expect(settled["sent"] == 3 && settled["failed"] == 3)
    }

    /// Two fan-outs share the work; nobody gets two mails, and both have worked.
    @Test func twoFanoutsShareARelease() throws {
        let audience = try test.audience(6000)
        let other = try test.anotherProcess()
        let transports = [FakeTransport<Live>(), FakeTransport<Live>()]
        let fanouts = [
            test.fanout(transports[0], owner: "one", ahead: 200), other.fanout(transports[1], owner: "two", ahead: 200),
        ]
        for fanout in fanouts { try fanout.start() }
        defer { for fanout in fanouts { fanout.stop() } }
        try test.plan(try test.alert("a"), for: audience)
        for fanout in fanouts { fanout.wake() }
        try eventually("the release finishes") { test.isFinished("a") }
        #expect(try test.account("a").settled["sent"] == 6000)
        let owners = try test.database.read { session in
            try session.rows("SELECT DISTINCT owner FROM slices ORDER BY owner").map { try $0.text(0) }
        }
        #expect(owners == ["one", "two"])
        #expect(try test.ledger.verify() == [])
    }

    /// A worker that could not record, and whose slices others took over meanwhile, works again afterwards.
    @Test func aWorkerThatLostEverythingGoesOn() throws {
        let audience = try test.audience(60)
        try test.plan(try test.alert("a"), for: audience)
        let gate = Gate(isOpen: false)
        let transport = FakeTransport<Live>(gate: gate)
        let cut = test.fanout(transport, owner: "cut off")
        try cut.start()
        defer { cut.stop() }
        try eventually("nothing is on the wire") { gate.waiting == 2 }
        test.database.turn(.full)
        gate.letThrough(2)
        try eventually("the sending never pauses") { cut.outboxes[0].state.withLock { $0.isPaused } }
        test.clock.advance(by: 11)
        let other = try test.anotherProcess()
        let clock = test.clock
        let second = Fanout(
            store: other.store,
            registry: other.registry,
            transport: FakeTransport<Live>(),
            settings: FanoutSettings(connections: 1, owner: "fresh", poll: .milliseconds(5)),
            clock: DeliveryClock(date: { clock.now }),
            logger: .init(label: "test")
        )
        try second.start()
        try eventually("nobody takes over") { other.isFinished("a") }
        second.stop()
        test.database.turn(.sound)
        gate.open()
        try eventually("the stale leases are never let go") { cut.outboxes[0].leases.isEmpty }
        try test.plan(try test.alert("b"), for: audience)
        cut.wake()
        try eventually("it never works again") { test.isFinished("b") }
        #expect(transport.sent.filter { $0.alert == "b" }.count == 60)
        #expect(try test.ledger.verify() == [])
    }

    /// Planning and stopping wake who waits, where the engine can.
    @Test func planningAndStoppingWakeTheWorkers() throws {
        guard Engine.current == .postgresql else { return }
        let waiter = try test.anotherProcess().database.waiter(on: DeliveryStore.channel)
        let alert = try test.alert("a")
        try test.plan(alert, for: try test.audience(3))
        #expect(try waiter.wait(for: .seconds(20)))
        #expect(try !waiter.wait(for: .milliseconds(50)))
        try test.store.withdraw([alert.id], by: try #require(Alert.ID(rawValue: "cancel")))
        #expect(try waiter.wait(for: .seconds(20)))
    }
}
