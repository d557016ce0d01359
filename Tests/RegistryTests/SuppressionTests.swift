// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Localization
import Registry
import StorageTestSupport
import Testing

@Suite(.eachEngine, .timeLimit(.minutes(10))) struct SuppressionTests {
    private let test: TestRegistry
    private var registry: Registry { test.registry }

    init() throws { test = try TestRegistry() }

    private let everyone = AudienceQuery(topic: .earthquake, areas: [city], measure: Measure(rawValue: 10))

    private func suppression(_ id: Subscriber.ID, at seconds: TimeInterval = 0) -> Registry.Suppression {
        .init(
            subscriber: id,
            since: start.addingTimeInterval(-86_400),
            reason: "550 5.1.1 no such user",
            lane: "gmail",
            at: start.addingTimeInterval(seconds)
        )
    }

    private func audience() throws -> [Subscriber.ID] {
        try registry.audience(of: everyone).flatMap(\.members).sorted()
    }

    @Test func whoIsSuppressedGetsNothingUntilRestored() throws {
        let dead = try test.add("dead@example.jp")
        let alive = try test.add("alive@example.jp")
        #expect(try registry.suppress([suppression(dead, at: 60)]) == [dead])
        #expect(try registry.suppress([suppression(dead, at: 61)]) == [], "once")
        #expect(try audience() == [alive])
        #expect(try registry.contacts(of: [dead, alive]).reachable.keys.sorted() == [alive])
        #expect(try registry.contacts(of: [dead]).unreadable.isEmpty)
        #expect(try registry.groups(of: [dead, alive]).flatMap(\.members) == [alive])
        #expect(try registry.departures(since: start.addingTimeInterval(60)) == [dead])
        #expect(try registry.departures(since: start.addingTimeInterval(61)).isEmpty)
        #expect(try registry.suppressions() == [suppression(dead, at: 60)])
        #expect(try registry.restorations().isEmpty)

        let later = start.addingTimeInterval(100)
        #expect(try registry.restore(dead, now: later))
        #expect(try !registry.restore(dead, now: later))
        #expect(try audience() == [dead, alive])
        #expect(try registry.departures(since: start).isEmpty)
        #expect(try registry.suppressions().isEmpty)
        #expect(try registry.restorations() == [dead: later])
        #expect(try registry.suppress([suppression(dead, at: 200)]) == [dead], "it may die again")
        #expect(try registry.suppressions() == [suppression(dead, at: 200)])
        #expect(try registry.restorations().isEmpty)
    }

    @Test func whoIsSubscribedAgainIsNoLongerSuppressed() throws {
        let id = try test.add("taro@example.jp")
        try registry.suppress([suppression(id)])
        #expect(try test.add("Taro@example.jp", .english) == id)
        #expect(try audience() == [id])
        #expect(try registry.suppressions().isEmpty)
        #expect(try registry.restorations() == [id: start])
    }

    @Test func whoHasLeftIsNotSuppressedAndWhoIsSuppressedMayLeave() throws {
        let gone = try test.add("gone@example.jp")
        let goes = try test.add("goes@example.jp")
        _ = try registry.leave(token: try test.token(gone), now: start)
        let token = try test.token(goes)
        let all = [gone, goes, Subscriber.ID(rawValue: 99)].map { suppression($0) }
        #expect(try registry.suppress(all) == [goes])
        #expect(try registry.leave(token: token, now: start) == .left)
        #expect(try registry.suppressions().isEmpty)
        #expect(try registry.groups(of: [gone, goes]).isEmpty)
    }

    /// A cancel reaches who got the alert, whatever they subscribe to today, in today's language.
    @Test func groupsOfGivenPeopleDoNotAskForSubscriptions() throws {
        let crime = Subscription(topic: .crime, area: towns[0], threshold: Measure(rawValue: 1))
        let moved = try test.add("moved@example.jp")
        #expect(try test.add("moved@example.jp", .english, [crime]) == moved)
        let stays = try test.add("stays@other.example")
        let groups = try registry.groups(of: [moved, stays])
        #expect(
            groups == [
                AudienceGroup(language: "en", domain: "example.jp", members: [moved]),
                AudienceGroup(language: "ja", domain: "other.example", members: [stays]),
            ]
        )
        #expect(try registry.groups(of: []).isEmpty)
        var many: Set<Subscriber.ID> = []
        for number in 0..<1_001 { many.insert(try test.add("r\(number)@example.jp")) }
        #expect(try Set(registry.groups(of: many).flatMap(\.members)) == many)
    }
}
