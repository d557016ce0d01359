// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Storage
import StorageTestSupport
import Testing

@testable import Delivery

@Suite(.eachEngine, .timeLimit(.minutes(10))) struct PauseTests {
    private let test: TestDelivery

    init() throws { test = try TestDelivery() }

    private func claim(at seconds: TimeInterval = 1) throws -> DeliveryStore.Claim {
        let now = test.clock.now.addingTimeInterval(seconds)
        return try test.store.claim(
            SliceRequest(world: "live", limit: 100),
            owner: "one",
            until: now.addingTimeInterval(10),
            now: now
        )
    }

    private func pause(plannedBefore: Date? = nil, _ alerts: [String] = []) throws -> [String] {
        try test.store.pauseOpen(
            plannedBefore: plannedBefore,
            and: try alerts.map { try #require(Alert.ID(rawValue: $0)) },
            reason: "slept",
            now: test.clock.now
        )
    }

    @Test func whatIsPausedIsNotTakenAndGoesOnWhereItIsResumed() throws {
        let audience = try test.audience(12)
        for name in ["old", "other"] { try test.plan(try test.alert(name), for: audience) }
        #expect(try pause(["unreleased", "old"]) == ["old", "other", "unreleased"])
        try test.plan(try test.alert("new"), for: audience)
        #expect(Set(try claim().slices.map(\.release.alert)) == ["new"])
        #expect(try pause() == ["new"], "what is held is not held twice")
        #expect(try test.store.resume("new"))
        #expect(try test.store.pausedAlerts() == ["old", "other", "unreleased"])
        #expect(try test.account("old").pausedAt != nil)
        #expect(try test.store.resume("old"))
        #expect(try !test.store.resume("old"), "once")
        #expect(try test.account("old").pausedAt == nil)
        #expect(Set(try claim().slices.map(\.release.alert)) == ["old"])
        // A lease that ran out is no way around it.
        #expect(try pause(plannedBefore: .distantPast) == [])
        #expect(try pause() == ["old", "new"])
        #expect(try claim(at: 60).slices.isEmpty)
    }

    @Test func onlyWhatWasPlannedByThenIsPaused() throws {
        let audience = try test.audience(3)
        try test.plan(try test.alert("old"), for: audience)
        let between = test.clock.now.addingTimeInterval(30)
        test.clock.advance(by: 60)
        try test.plan(try test.alert("young"), for: audience)
        #expect(try pause(plannedBefore: between) == ["old"])
    }

    @Test func whatIsDroppedIsSettledAsCancelled() throws {
        try test.plan(try test.alert("a"), for: try test.audience(12))
        #expect(try pause() == ["a"])
        #expect(try test.store.drop("a", reason: "too old"))
        #expect(try !test.store.drop("a", reason: "again"))
        let transport = FakeTransport<Live>()
        let fanout = test.fanout(transport)
        try fanout.start()
        try eventually("it is never settled") { test.isFinished("a") }
        fanout.stop()
        #expect(transport.sent.isEmpty)
        #expect(try test.account("a").settled["cancelled"] == 12)
        #expect(try test.account("a").stopReason == "too old")
        #expect(try test.ledger.verify() == [])
    }

    @Test func whatExpiresWhileItIsPausedIsSettledAsExpired() throws {
        try test.plan(try test.alert("a", expiresIn: 100), for: try test.audience(12))
        #expect(try pause(["unreleased"]) == ["a", "unreleased"])
        let transport = FakeTransport<Live>()
        let fanout = test.fanout(transport)
        try fanout.start()
        defer { fanout.stop() }
        test.clock.advance(by: 101)
        try eventually("it is never settled") { test.isFinished("a") }
        #expect(transport.sent.isEmpty)
        #expect(try test.account("a").settled["expired"] == 12)
        #expect(try test.store.forgetOverPauses() == 1, "the one that is not released")
        #expect(try test.store.pausedAlerts() == ["unreleased"])
        #expect(try pause() == [], "what is over is not held")
    }

    @Test func theListSaysWhatWouldBeSent() throws {
        let audience = try test.audience(12)
        try test.plan(try test.alert("late", priority: .notice), for: audience)
        try test.plan(try test.alert("first", priority: .urgent), for: audience)
        var slice = try #require(try claim().slices.first { $0.language == "en" })
        #expect(slice.release.alert == "first")
        _ = slice.next(now: test.clock.now, stopped: false) { _ in .reachable }
        slice.report(0, .accepted)
        let record = DeliveryStore.Record(
            id: slice.id,
            fence: slice.fence,
            release: slice.release.id,
            progress: slice.progress,
            remarks: [],
            attempts: 1,
            returned: test.clock.now,
            isComplete: false
        )
        #expect(try test.store.record([record], now: test.clock.now).isEmpty)
        _ = try pause(["unreleased"])
        let list = try test.store.paused()
        #expect(list.map(\.alert) == ["first", "late", "unreleased"])
        #expect(list[0].sent == 1 && list[0].open == 11)
        #expect(list[0].openByLanguage == ["ja": 4, "en": 3, "vi": 4])
        #expect(list[0].reason == "slept" && list[0].world == "live" && list[0].priority == Priority.urgent.rawValue)
        #expect(list[0].expiresAt != nil && list[0].plannedAt != nil)
        #expect(list[2].plannedAt == nil && list[2].open == 0)
    }

    @Test func aBeatGoesBeyondWhatWasSeenAndKeepsItsToken() throws {
        #expect(try test.store.lastLife() == nil)
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        #expect(try test.store.beat(token: "a", now: now) == .init(token: "a", beats: 1))
        #expect(try test.store.beat(token: "b", now: now) == .init(token: "a", beats: 2))
        #expect(try test.store.beat(token: "b", beyond: 40, now: now) == .init(token: "a", beats: 41))
        let later = now.addingTimeInterval(5)
        #expect(try test.store.beat(token: "b", beyond: 12, now: later) == .init(token: "a", beats: 42))
        #expect(try test.store.lastLife() == .init(mark: .init(token: "a", beats: 42), aliveAt: later))
    }
}
