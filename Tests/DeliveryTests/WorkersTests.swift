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

/// Several workers on one database.
@Suite(.eachEngine, .timeLimit(.minutes(10)))
struct WorkersTests {
    private let test: TestDelivery
    private var now: Date { Date() }

    init() throws { test = try TestDelivery() }

    private func claim(_ process: TestDelivery, _ owner: String, limit: Int) throws -> [LeasedSlice] {
        try process.store.claim(
            world: "live",
            limit: limit,
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

    /// Planning and stopping wake who waits, where the engine can.
    @Test func planningAndStoppingWakeTheWorkers() throws {
        guard Engine.current == .postgresql else { return }
        let waiter = try test.anotherProcess().database.waiter(on: DeliveryStore.channel)
        let alert = try test.alert("a")
        try test.plan(alert, for: try test.audience(3))
        #expect(try waiter.wait(for: .seconds(20)))
        #expect(try !waiter.wait(for: .milliseconds(50)))
        try test.store.stop(alert.id, reason: "withdrawn")
        #expect(try waiter.wait(for: .seconds(20)))
    }
}
