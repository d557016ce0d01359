// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Registry
import StorageTestSupport
import Testing

@testable import Delivery

/// Dead addresses, told from what the ledger keeps.
@Suite(.eachEngine, .timeLimit(.minutes(10))) struct BouncesTests {
    private let test: TestDelivery
    private let audience: [AudienceGroup]
    private let members: [Subscriber.ID]

    init() throws {
        test = try TestDelivery()
        // Less than 2 % of them may be unknown.
        audience = try test.audience(300)
        members = try test.members()
    }

    private static let unknown = Outcome.Reply(
        stage: "rcpt",
        code: 550,
        enhanced: "5.1.1",
        meaning: "unknown-user",
        detail: "no such user"
    )

    /// A release that is finished a day after the one before, in which these are refused and all others get it.
    private func release(_ name: String, unknown: [Int], meaning: String = "unknown-user", final: Bool = true) throws {
        test.clock.advance(by: 86_400)
        try test.plan(try test.alert(name), for: audience)
        let refused = Set(unknown.map { members[$0] })
        while true {
            let now = test.clock.now
            let claim = try test.store.claim(
                SliceRequest(world: "live", limit: 100),
                owner: "one",
                until: now.addingTimeInterval(10),
                now: now
            )
            guard !claim.slices.isEmpty else { break }
            let records = claim.slices.map { slice in
                var slice = slice
                while case .send(let index) = slice.next(now: now, stopped: false, standing: { _ in .reachable }) {
                    var reply = Self.unknown
                    reply.meaning = meaning
                    let isRefused = refused.contains(slice.members[index])
                    slice.report(index, !isRefused ? .accepted : final ? .permanent(reply) : .transient(reply))
                }
                return DeliveryStore.Record(
                    id: slice.id,
                    fence: slice.fence,
                    release: slice.release.id,
                    progress: slice.progress,
                    remarks: slice.takeRemarks(),
                    attempts: 1,
                    returned: now.addingTimeInterval(100_000),
                    isComplete: slice.progress.isComplete
                )
            }
            #expect(try test.store.record(records, now: now).isEmpty)
        }
    }

    private func dead(
        after alert: String? = nil,
        forgiven: [Subscriber.ID: Date] = [:]
    ) throws -> [Subscriber.ID] {
        try test.ledger.deadAddresses(
            by: SuppressionRule(),
            amongRecipientsOf: alert.flatMap { Alert.ID(rawValue: $0) },
            forgiven: forgiven,
            now: test.clock.now
        ).map(\.subscriber)
    }

    @Test func threeDaysWithoutAnAcceptedMailAreDeath() throws {
        try release("a", unknown: [0, 1, 2])
        try release("b", unknown: [0, 1])
        #expect(try dead() == [])
        try release("c", unknown: [0, 2])
        #expect(try dead() == [members[0]], "the others got a mail in between")
        let address = try #require(
            try test.ledger.deadAddresses(by: SuppressionRule(), now: test.clock.now).first
        )
        #expect(address.lane == "mail" && address.reply == "550 5.1.1 no such user")
        #expect(address.since <= test.clock.now && address.since > test.clock.now.addingTimeInterval(-86_400))
        try release("d", unknown: [1, 2])
        #expect(try dead() == [], "a mail was accepted since")
        try release("e", unknown: [1, 2])
        #expect(try dead() == [members[2]], "1 got c, and 2 got b")
        try release("f", unknown: [1, 2])
        #expect(try dead() == [members[1], members[2]])
        #expect(try dead(after: "c") == [members[2]], "only those of that release")
        #expect(try dead(after: "unknown") == [])
    }

    @Test func whatWasSaidBeforeTheyWereRestoredCountsNoMore() throws {
        for name in ["a", "b", "c"] { try release(name, unknown: [0]) }
        #expect(try dead() == [members[0]])
        let restored = test.clock.now
        #expect(try dead(forgiven: [members[0]: restored]) == [])
        for name in ["d", "e"] { try release(name, unknown: [0]) }
        #expect(try dead(forgiven: [members[0]: restored]) == [])
        try release("f", unknown: [0])
        #expect(try dead(forgiven: [members[0]: restored]) == [members[0]])
    }

    @Test func aBlockKillsNobody() throws {
        for name in ["a", "b"] { try release(name, unknown: [0]) }
        try release("c", unknown: Array(0..<30))
        #expect(try dead() == [], "30 of 300 at once is a block of the city")
        #expect(try test.ledger.answers(alert: "c").alarmedLanes() == ["mail"])
        try release("d", unknown: [0])
        #expect(try dead() == [members[0]])
    }

    @Test func onlyWhatWasSaidForGoodAndOfTheMailboxCounts() throws {
        for name in ["a", "b", "c"] { try release(name, unknown: [0], meaning: "mailbox-full") }
        for name in ["d", "e", "f"] { try release(name, unknown: [1], final: false) }
        #expect(try dead() == [])
    }

    @Test func whatIsLongAgoDoesNotCount() throws {
        for name in ["a", "b"] { try release(name, unknown: [0]) }
        test.clock.advance(by: 91 * 86_400)
        try release("c", unknown: [0])
        #expect(try dead() == [])
    }

    @Test func finishedReleasesAreTold() throws {
        let start = test.clock.now
        try release("a", unknown: [])
        let between = test.clock.now.addingTimeInterval(1)
        try release("b", unknown: [])
        try test.plan(try test.alert("open"), for: audience)
        #expect(try test.ledger.finished(since: start).map(\.rawValue) == ["a", "b"])
        #expect(try test.ledger.finished(since: between).map(\.rawValue) == ["b"])
    }
}
