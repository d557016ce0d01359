// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Registry
import TestSupport
import Testing

@testable import Delivery

@Suite struct SlicePlanTests {
    private static func group(_ language: String, _ domain: String, _ ids: some Sequence<Int64>) -> AudienceGroup {
        AudienceGroup(language: language, domain: domain, members: ids.map { Subscriber.ID(rawValue: $0) })
    }

    private static func ids(_ ids: some Sequence<Int64>) -> Set<Subscriber.ID> {
        Set(ids.map { Subscriber.ID(rawValue: $0) })
    }

    @Test func everybodyStandsInOneSlice() {
        let plan = SlicePlan([
            Self.group("ja", "a.example", 1...1_200), Self.group("ja", "b.example", 900...1_400),
            Self.group("en", "a.example", 1_300...1_301),
        ]) { $0 == "a.example" ? "a" : "b" }
        #expect(plan.total == 1_400)
        #expect(plan.slices.flatMap(\.members).count == 1_400)
        #expect(Set(plan.slices.flatMap(\.members)).count == 1_400)
        #expect(plan.slices.allSatisfy { $0.members.count <= 500 && $0.members == $0.members.sorted() })
        #expect(plan.slices.map(\.lane) == ["a", "a", "a", "b"], "who stands in two groups is meant by the first")
    }

    @Test func whoGotWhatIsReplacedComesFirstInEachLane() {
        let plan = SlicePlan(
            [Self.group("en", "a.example", 1...600), Self.group("ja", "a.example", 601...700)],
            first: Self.ids(590...610),
            from: ["a": 7]
        ) { _ in "a" }
        #expect(plan.slices.map(\.position) == [7, 8, 9, 10, 11])
        #expect(Self.ids(590...610) == Set(plan.slices.prefix(2).flatMap(\.members)))
        #expect(plan.slices.map(\.members.count) == [11, 10, 500, 89, 90])
    }

    @Test func positionsAreCountedByLane() {
        let plan = SlicePlan([
            Self.group("ja", "a.example", 1...501), Self.group("ja", "b.example", 601...700),
        ]) { String($0.prefix(1)) }
        #expect(plan.slices.map { "\($0.lane)\($0.position)" } == ["a0", "a1", "b0"])
    }

    @Test func thoseInTheirQuietHoursStandInSlicesOfTheirOwn() {
        let morning = Date(timeIntervalSince1970: 1_700_000_000)
        func group(_ domain: String, _ ids: ClosedRange<Int64>, _ minutes: Double?) -> AudienceGroup {
            var group = Self.group("ja", domain, ids)
            group.notBefore = minutes.map { morning.addingTimeInterval($0 * 60) }
            return group
        }
        let plan = SlicePlan(
            [
                group("a.example", 1...600, nil), group("b.example", 601...700, 0), group("a.example", 701...800, 0),
                group("a.example", 801...900, 60),
            ],
            from: ["mail": 5]
        ) { _ in "mail" }
        #expect(plan.total == 900)
        #expect(plan.slices.map(\.members.count) == [500, 100, 200, 100])
        #expect(plan.slices.map(\.notBefore) == [nil, nil, morning, morning.addingTimeInterval(3_600)])
        #expect(plan.slices.map(\.position) == [5, 6, 0, 1], "what sleeps has no place among the others")
        #expect(plan.slices.allSatisfy { !$0.wakes })
    }

    @Test func aCorrectionWakesThoseWhoComeFirstAndNobodyElse() {
        var quiet = Self.group("ja", "a.example", 1...20)
        quiet.notBefore = Date(timeIntervalSince1970: 1_700_000_000)
        let correction = SlicePlan([quiet], first: Self.ids(1...5), wakesFirst: true) { _ in "mail" }
        #expect(correction.slices.map(\.members.count) == [5, 15])
        #expect(correction.slices.map { $0.notBefore == nil } == [true, false])
        #expect(correction.slices.map(\.wakes) == [true, false])
        let update = SlicePlan([quiet], first: Self.ids(1...5)) { _ in "mail" }
        #expect(update.slices.map { $0.notBefore == nil } == [false, false])
    }

    @Test func nobodyIsNoSlice() {
        let plan = SlicePlan([]) { $0 }
        #expect(plan.slices.isEmpty)
        #expect(plan.total == 0)
    }
}
