// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

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

    @Test func nobodyIsNoSlice() {
        let plan = SlicePlan([]) { $0 }
        #expect(plan.slices.isEmpty)
        #expect(plan.total == 0)
    }
}
