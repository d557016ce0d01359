// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Registry
import Storage
import StorageTestSupport
import Testing

@testable import Delivery

@Suite(.eachEngine, .timeLimit(.minutes(10))) struct RetentionTests {
    private let test: TestDelivery

    init() throws { test = try TestDelivery() }

    /// Releases of which every tenth recipient was refused, all finished.
    private func finish(_ names: String...) throws {
        let audience = try test.audience(1_200)
        for name in names { try test.plan(try test.alert(name), for: audience) }
        let transport = FakeTransport<Live> { sent, _ in
            sent.address.contains("0@")
                ? .outcome(.permanent(.init(stage: "rcpt", code: 550, enhanced: "5.1.1", detail: "no such user")))
                : .outcome(.accepted)
        }
        let fanout = test.fanout(transport)
        try fanout.start()
        for name in names { try eventually("\(name) is never finished") { test.isFinished(name) } }
        fanout.stop()
    }

    private func count(_ table: String) throws -> Int {
        try test.database.read { try $0.firstRow("SELECT COUNT(*) FROM \(table)")?.int(0) ?? 0 }
    }

    private func prune(after seconds: TimeInterval) throws -> Int {
        let now = test.clock.now
        return try test.store.prune(finishedBefore: now.addingTimeInterval(seconds), now: now)
    }

    @Test func anOldReleaseKeepsItsCountsAndNothingElse() throws {
        try finish("old")
        test.clock.advance(by: 3_000)
        try finish("young")
        try test.plan(try test.alert("open"), for: try test.audience(30))
        let before = try test.account("old")
        #expect(before.settled["failed"] == 120)
        #expect(try prune(after: -1_500) == 1)
        #expect(try prune(after: -1_500) == 0, "once")
        var after = try test.account("old")
        #expect(after.prunedAt != nil)
        after.prunedAt = nil
        #expect(after == before, "the same counts by language and lane")
        #expect(try count("outcomes") == 120 && count("renderings") == 6)
        #expect(try test.database.read { try $0.rows("SELECT 1 FROM slices WHERE release_id = 1") }.isEmpty)
        #expect(try test.ledger.verify() == [])
        #expect(try test.ledger.prunedReleases() == 1 && test.ledger.count() == 3)
        let member = try #require(try test.members().first)
        #expect(try test.ledger.entries(of: member).map(\.alert) == ["open", "young"])
        #expect(try prune(after: 60) == 1, "what is open is never forgotten")
        #expect(try test.account("open").open == 1_200)
    }

    @Test func whatWasInterruptedGoesOn() throws {
        try finish("old")
        let before = try test.account("old")
        #expect(try prune(after: 60) == 1)
        // As after a crash between the counts and the last slice.
        try test.database.write { session in
            _ = try session.execute(
                """
                INSERT INTO slices (release_id, world, priority, language, lane, members, progress, total, sent, state,
                    not_before, expires_at)
                VALUES (1, 'live', 2, 'ja', 'mail', $1, $2, 1, 1, 'done', 0, 0)
                """,
                [.bytes([5]), .bytes([1])]
            )
        }
        #expect(try prune(after: 60) == 1)
        #expect(try count("slices") == 0)
        #expect(try test.account("old").settled == before.settled, "nothing is counted twice")
        #expect(try test.ledger.verify() == [])
    }

    @Test(arguments: [
        ("UPDATE release_counts SET sent = sent - 1 WHERE language = 'ja'", "leave 1 recipients open"),
        ("DELETE FROM release_counts WHERE language = 'ja'", "800 recipients in its counts, 1200 in the audience"),
    ])
    func tamperedCountsAreNamed(_ sql: String, _ fault: String) throws {
        try finish("victim")
        _ = try prune(after: 60)
        try test.database.write { session in _ = try session.execute(sql, []) }
        let faults = try test.ledger.verify()
        #expect(faults.contains { $0.hasPrefix("victim: ") && $0.contains(fault) }, "\(faults)")
    }

    /// A plain success has no row: its time is known as well as its slice's is. What has a row has a time of its own.
    @Test func aTimeIsToldAsWellAsItIsKnown() throws {
        let start = test.clock.now
        try finish("a")
        let members = try test.members()
        let entries = try members.flatMap { try test.ledger.entries(of: $0) }
        #expect(entries.count == 1_200)
        for entry in entries {
            let (since, until) = (try #require(entry.since), try #require(entry.until))
            #expect(since >= start.addingTimeInterval(-0.001) && since <= until && entry.lane == "mail")
            #expect(entry.state == "sent" || since == until, "the very moment of \(entry.state)")
        }
        try test.plan(try test.alert("b"), for: try test.audience(30))
        let open = try #require(try test.ledger.entries(of: members[0]).first)
        #expect(open.state == "open" && open.since == nil && open.until == nil)
    }

    /// Slices from before their bounds were kept are read all the same.
    @Test func slicesWithoutBoundsAreRead() throws {
        try finish("a")
        try test.database.write { session in
            _ = try session.execute("UPDATE slices SET first_member = NULL, last_member = NULL", [])
        }
        for member in try test.members() { #expect(try test.ledger.entries(of: member).map(\.alert) == ["a"]) }
    }
}
