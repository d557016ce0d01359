// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Registry
import Storage
import StorageTestSupport
import Testing

@testable import Delivery

@Suite(.eachEngine, .timeLimit(.minutes(10))) struct LedgerTests {
    private let test: TestDelivery

    init() throws { test = try TestDelivery() }

    private let reply = Outcome.Reply(stage: "rcpt", code: 550, enhanced: "5.1.1", detail: "no such user")

    /// A release of twelve in three slices: in each, one sent, one failed, one deferred or suppressed, one open.
    private func half(_ name: String = "a") throws {
        try test.plan(try test.alert(name), for: try test.audience(12))
        let claim = try test.store.claim(
            SliceRequest(world: "live", limit: 10),
            owner: "test",
            until: test.clock.now.addingTimeInterval(10),
            now: test.clock.now
        )
        let records = claim.slices.map { slice in
            var slice = slice
            for _ in 0..<2 { _ = slice.next(now: test.clock.now, stopped: false) { _ in .reachable } }
            slice.report(0, .accepted)
            slice.report(1, .permanent(reply))
            let leaving = slice.members[2]
            _ = slice.next(now: test.clock.now, stopped: false) { $0 == leaving ? .left : .reachable }
            slice.report(3, .transient(reply))
            return DeliveryStore.Record(
                id: slice.id,
                fence: slice.fence,
                release: slice.release.id,
                progress: slice.progress,
                remarks: slice.takeRemarks(),
                attempts: 1,
                returned: test.clock.now,
                isComplete: false
            )
        }
        #expect(try test.store.record(records, now: test.clock.now).isEmpty)
    }

    @Test func anAccountAddsUpByStateAndLanguage() throws {
        try half()
        let account = try test.account("a")
        #expect(account.audience == 12 && account.open == 3 && account.state == "sending" && account.world == "live")
        #expect(account.settled == ["sent": 3, "failed": 3, "suppressed": 3, "expired": 0, "cancelled": 0])
        #expect(Set(account.byLanguage.keys) == ["ja", "en", "vi"])
        #expect(account.byLane.keys.sorted() == ["mail"] && account.byLane["mail"]?["total"] == 12)
        for counts in account.byLanguage.values {
            #expect(counts["total"] == 4 && counts["sent"] == 1 && counts["failed"] == 1)
        }
        #expect(try test.ledger.verify() == [])
    }

    @Test func accountsAreOfOneAlertOrTheLatest() throws {
        for number in 0..<5 { try test.plan(try test.alert("a\(number)"), for: []) }
        #expect(try test.ledger.accounts(limit: 3).map(\.alert) == ["a4", "a3", "a2"])
        #expect(try test.ledger.accounts(alert: "a1").map(\.alert) == ["a1"])
        #expect(try test.ledger.accounts(alert: "unknown").isEmpty)
    }

    @Test func aSubscribersEntriesSayWhatBecameOfEachAlert() throws {
        try half("first")
        try test.plan(try test.alert("second"), for: try test.audience(12))
        let slice = try #require(
            try test.database.read { session in
                try session.firstRow("SELECT members, language FROM slices WHERE release_id = 1 ORDER BY id")
            }
        )
        let members = try #require(MemberList.decode(try slice.bytes(0)))
        let states = try members.map { try test.ledger.entries(of: $0).map(\.state) }
        #expect(states == [["open", "sent"], ["open", "failed"], ["open", "suppressed"], ["open", "deferred"]])
        let failed = try #require(try test.ledger.entries(of: members[1]).last)
        #expect(failed.alert == "first")
        #expect(try failed.language == slice.text(1))
        #expect(failed.stage == "rcpt" && failed.code == 550 && failed.enhanced == "5.1.1")
        #expect(failed.detail == "no such user")
        #expect(try test.ledger.entries(of: members[0], limit: 1).map(\.alert) == ["second"])
        #expect(try test.ledger.entries(of: Subscriber.ID(rawValue: 999)).isEmpty)
    }

    struct Tampering: Sendable, CustomTestStringConvertible {
        let sql: String
        let fault: String

        var testDescription: String { sql }
    }

    static let tamperings = [
        Tampering(sql: "UPDATE slices SET sent = sent + 1 WHERE id = 1", fault: "its counts and its progress disagree"),
        Tampering(
            sql: "UPDATE slices SET progress = x'0f' WHERE id = 1",
            fault: "its counts and its progress disagree"
        ),
        Tampering(sql: "UPDATE slices SET progress = x'' WHERE id = 1", fault: "its counts and its progress disagree"),
        Tampering(
            sql: "UPDATE slices SET members = x'80' WHERE id = 1",
            fault: "its list of recipients cannot be read"
        ),
        Tampering(
            sql: "UPDATE slices SET members = x'01' WHERE id = 1",
            fault: "its list of recipients cannot be read"
        ),
        Tampering(
            sql: "UPDATE slices SET members = (SELECT members FROM slices WHERE id = 2) WHERE id = 1",
            fault: "stands in two slices"
        ),
        Tampering(sql: "DELETE FROM slices WHERE id = 1", fault: "8 recipients in slices, 12 in the audience"),
        Tampering(sql: "UPDATE releases SET audience = 13", fault: "12 recipients in slices, 13 in the audience"),
        Tampering(
            sql: "UPDATE slices SET state = 'done' WHERE id = 1",
            fault: "slice 1: closed with 1 recipients open"
        ),
        Tampering(sql: "UPDATE releases SET state = 'finished'", fault: "finished with 3 recipients open"),
        Tampering(
            sql: "DELETE FROM outcomes WHERE state = 'failed'",
            fault: "6 recipients were settled without being sent to, 3"
        ),
        Tampering(
            sql: "UPDATE outcomes SET state = 'sent' WHERE state = 'failed'",
            fault: "settled without being sent to"
        ),
        Tampering(
            sql: "UPDATE outcomes SET state = 'failed' WHERE state = 'deferred'",
            fault: "in one place and not in the other"
        ),
        Tampering(
            sql: "UPDATE outcomes SET state = 'deferred' WHERE state = 'failed'",
            fault: "in one place and not in the other"
        ),
        Tampering(
            sql: "UPDATE slices SET sent = sent + 1, failed = failed - 1 WHERE id = 1",
            fault: "5 recipients were settled without being sent to, 6 have a reason"
        ),
        Tampering(
            sql: "UPDATE renderings SET content = x'00' WHERE language = 'ja'",
            fault: "are not the approved ones"
        ),
        Tampering(sql: "DELETE FROM renderings WHERE language = 'ja'", fault: "are not the approved ones"),
        Tampering(sql: "UPDATE releases SET scope = 'everybody'", fault: "are not the approved ones"),
    ]

    @Test(arguments: tamperings)
    func everyTamperingIsNamedWithItsAlert(_ tampering: Tampering) throws {
        try half("victim")
        #expect(try test.ledger.verify() == [])
        try test.database.write { session in _ = try session.execute(test.spelt(tampering.sql), []) }
        let faults = try test.ledger.verify()
        #expect(faults.contains { $0.hasPrefix("victim: ") && $0.contains(tampering.fault) }, "\(faults)")
        // What cannot be read is shown, never a crash.
        for member in try test.members() { _ = try test.ledger.entries(of: member) }
    }
}
