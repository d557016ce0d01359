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

@Suite(.eachEngine, .timeLimit(.minutes(10))) struct PlanTests {
    private let test: TestDelivery

    init() throws { test = try TestDelivery() }

    private func slices() throws -> [(language: String, lane: String, members: [Subscriber.ID])] {
        try test.database.read { session in
            try session.rows("SELECT language, lane, members FROM slices ORDER BY id").map { row in
                (try row.text(0), try row.text(1), MemberList.decode(try row.bytes(2)) ?? [])
            }
        }
    }

    @Test func anAudienceIsCutByLanguageAndLaneIntoSlicesOfFiveHundred() throws {
        let audience = try test.audience(3700)
        let release = try test.release(Live.self, of: try test.alert("a"))
        let count = try test.store.plan(release, for: audience, approval: test.approval(of: release), now: Date()) {
            $0 == "a.example" ? "big" : "small"
        }
        #expect(count == 3700)
        let slices = try slices()
        #expect(slices.allSatisfy { (1...500).contains($0.members.count) })
        let all = slices.flatMap(\.members)
        #expect(all.count == 3700 && Set(all) == Set(audience.flatMap(\.members)))
        let language = Dictionary(
            uniqueKeysWithValues: audience.flatMap { group in
                group.members.map { ($0, (group.language, group.domain == "a.example" ? "big" : "small")) }
            }
        )
        for slice in slices {
            #expect(slice.members.allSatisfy { language[$0]?.0 == slice.language && language[$0]?.1 == slice.lane })
        }
        #expect(Set(slices.map { "\($0.language)/\($0.lane)" }).count == 6)
        #expect(try test.account("a").open == 3700)
        #expect(try test.ledger.verify() == [])
    }

    /// Who comes later does not go before what has waited.
    @Test func aLaterReleaseTakesTurnsFromWhereTheEarlierOneIs() throws {
        func places(_ alert: String) throws -> [Int] {
            try test.database.read { session in
                try session.rows(
                    """
                    SELECT s.position FROM slices s JOIN releases r ON r.id = s.release_id
                    WHERE r.alert_id = $1 AND s.lane = 'rest' ORDER BY s.position
                    """,
                    [SQLValue(try test.alert(alert).id.rawValue)]
                ).map { try $0.int(0) }
            }
        }
        let audience = try test.audience(3000)
        func plan(_ name: String, _ priority: Priority) throws {
            let release = try test.release(Live.self, of: try test.alert(name, priority: priority))
            try test.store.plan(release, for: audience, approval: test.approval(of: release), now: Date()) { _ in "rest"
            }
        }
        try plan("a", .notice)
        let before = try places("a")
        #expect(before == Array(0..<before.count) && before.count > 3)
        try test.database.write { session in
            _ = try session.execute("UPDATE slices SET state = 'done' WHERE position < 3", [])
        }
        try plan("b", .notice)
        #expect(try places("b").first == 3)
        try plan("c", .urgent)
        #expect(try places("c").first == 0, "another priority")
    }

    @Test func planningTwiceIsPlanningOnce() throws {
        let alert = try test.alert("a")
        let audience = try test.audience(10)
        #expect(try test.plan(alert, for: audience) == 10)
        let larger = try test.audience(5, from: 10)
        #expect(try test.plan(alert, for: larger) == 10, "the first planning stays")
        #expect(try slices().flatMap(\.members).count == 10)
    }

    @Test func nobodyIsMeantTwice() throws {
        let audience = try test.audience(6)
        var twice = audience + audience
        twice[0].members += twice[1].members + twice[0].members
        #expect(try test.plan(try test.alert("a"), for: twice) == 6)
        let all = try slices().flatMap(\.members)
        #expect(all.count == 6 && Set(all).count == 6)
        #expect(try test.ledger.verify() == [])
    }

    @Test func whatWasNotApprovedIsNotPlanned() throws {
        let audience = try test.audience(3)
        let release = try test.release(Live.self, of: try test.alert("a"))
        var approval = test.approval(of: release)
        approval.contentHash = ContentHash.of(release.renderings, scope: "mail and more")
        #expect(throws: DeliveryError.notWhatWasApproved(alert: "a")) {
            try test.store.plan(release, for: audience, approval: approval, now: Date()) { $0 }
        }
        #expect(try test.ledger.accounts().isEmpty)
    }

    @Test func anAudienceInALanguageWithoutATextIsNotPlanned() throws {
        let audience = try test.audience(3)
        let alert = try test.alert("a")
        let texts = Array(TestDelivery.renderings("a").prefix(2))
        let release = try Release<Live>(of: alert, scope: "mail", renderings: texts)
        #expect(throws: DeliveryError.notRendered(alert: "a", language: "vi")) {
            try test.store.plan(release, for: audience, approval: test.approval(of: release), now: Date()) { $0 }
        }
        #expect(try test.ledger.accounts().isEmpty)
    }

    @Test func anAudienceOfNobodyIsFinishedAtOnce() throws {
        #expect(try test.plan(try test.alert("a"), for: []) == 0)
        let account = try test.account("a")
        #expect(account.state == "finished" && account.audience == 0 && account.finishedAt != nil)
        #expect(try test.ledger.verify() == [])
    }

    @Test func aFailureInTheMiddleLeavesNothing() throws {
        let audience = try test.audience(3)
        let alert = try test.alert("a")
        let texts = TestDelivery.renderings("a") + TestDelivery.renderings("b")
        let release = try Release<Live>(of: alert, scope: "mail", renderings: texts)
        #expect(throws: StorageError.self) {
            try test.store.plan(release, for: audience, approval: test.approval(of: release), now: Date()) { $0 }
        }
        #expect(try test.ledger.accounts().isEmpty)
        #expect(try slices().isEmpty)
    }

    @Test func whatIsReplacedIsStoppedWhicheverIsPlannedFirst() throws {
        let audience = try test.audience(3)
        try test.plan(try test.alert("early"), for: audience)
        try test.plan(try test.alert("new", priority: .immediate, replacing: ["early", "late"]), for: audience)
        try test.plan(try test.alert("late"), for: audience)
        #expect(try test.account("early").stopReason == "replaced by new")
        #expect(try test.account("late").stopReason == "replaced by new", "it waited behind its own replacement")
        #expect(try test.account("new").stopReason == nil)
    }

    @Test func theFirstReasonOfAStopStaysAndWhatIsOverIsNotStopped() throws {
        let alert = try test.alert("a")
        try test.plan(alert, for: try test.audience(3))
        let (first, second) = (try #require(Alert.ID(rawValue: "cancel")), try #require(Alert.ID(rawValue: "again")))
        try test.store.withdraw([alert.id], by: first)
        try test.store.withdraw([alert.id], by: second)
        #expect(try test.account("a").stopReason == "cancelled by cancel")
        let done = try test.alert("done")
        try test.plan(done, for: [])
        try test.store.withdraw([done.id], by: first)
        #expect(try test.account("done").stopReason == nil)
        #expect(try test.store.isFinished(done.id) == true)
        #expect(try test.store.isFinished(alert.id) == false)
        #expect(try test.store.isFinished(try #require(Alert.ID(rawValue: "unknown"))) == nil)
    }

    @Test func aTextThatWasChangedIsNotHandedOut() throws {
        try test.plan(try test.alert("a"), for: try test.audience(3))
        #expect(try test.store.rendering(release: 1, language: "ja") == [UInt8]("a in ja".utf8))
        #expect(throws: DeliveryError.notRendered(alert: "a", language: "fr")) {
            try test.store.rendering(release: 1, language: "fr")
        }
        #expect(throws: DeliveryError.unknownRelease(id: 9)) { try test.store.rendering(release: 9, language: "ja") }
        try test.database.write { session in
            _ = try session.execute(test.spelt("UPDATE renderings SET content = x'00' WHERE language = 'vi'"), [])
        }
        #expect(throws: DeliveryError.tampered(alert: "a")) { try test.store.rendering(release: 1, language: "ja") }
    }
}

@Suite(.eachEngine, .timeLimit(.minutes(10))) struct LeaseTests {
    private let test: TestDelivery
    private let now = Date()

    init() throws { test = try TestDelivery() }

    private func claim(
        _ owner: String = "one",
        world: String = "live",
        lane: LaneFilter = .allBut([]),
        priorities: ClosedRange<Priority> = .immediate ... .bulk,
        held: Set<Int64> = [],
        limit: Int = 100,
        at seconds: TimeInterval = 1
    ) throws -> DeliveryStore.Claim {
        try test.store.claim(
            SliceRequest(world: world, lane: lane, priorities: priorities, held: held, limit: limit),
            owner: owner,
            until: now.addingTimeInterval(seconds + 10),
            now: now.addingTimeInterval(seconds)
        )
    }

    private func record(_ slice: LeasedSlice, returned: Date? = nil) -> DeliveryStore.Record {
        DeliveryStore.Record(
            id: slice.id,
            fence: slice.fence,
            release: slice.release.id,
            progress: slice.progress,
            remarks: [],
            attempts: slice.attempts + 1,
            returned: returned,
            isComplete: slice.progress.isComplete
        )
    }

    @Test func theMostUrgentAreLeasedFirstAndNoneTwice() throws {
        let audience = try test.audience(3)
        for priority in [Priority.bulk, .warning, .immediate, .notice, .urgent] {
            try test.plan(try test.alert(priority.name, priority: priority), for: audience)
        }
        let first = try claim(limit: 4).slices
        #expect(first.map(\.release.priority) == [.immediate, .immediate, .immediate, .urgent])
        #expect(try claim(priorities: .immediate ... .urgent).slices.map(\.release.priority) == [.urgent, .urgent])
        let rest = try claim("two").slices
        #expect(rest.count == 9)
        #expect(try claim().slices.isEmpty && claim("two").slices.isEmpty)
        #expect(Set((first + rest).map(\.id)).count == 13)
    }

    @Test func aLiveClaimNeverSeesADrill() throws {
        try test.plan(Drill.self, try test.alert("drill", status: .exercise), for: try test.audience(3))
        #expect(try claim().slices.isEmpty)
        #expect(try claim(world: "drill").slices.count == 3)
    }

    @Test func anotherOwnerTakesOverWhatRanOutAndTheFirstOnesWordNoLongerCounts() throws {
        try test.plan(try test.alert("a"), for: try test.audience(1))
        var stale = try #require(try claim("one").slices.first)
        #expect(try claim("two", at: 10.9).slices.isEmpty)
        let fresh = try #require(try claim("two", at: 11.1).slices.first)
        #expect(fresh.id == stale.id && fresh.fence == stale.fence + 1)
        _ = stale.next(now: now, stopped: false) { _ in .reachable }
        stale.report(0, .accepted)
        #expect(try test.store.record([record(stale, returned: now)], now: now) == [stale.id])
        #expect(try test.store.renew([(stale.id, stale.fence)], until: now) == [stale.id])
        #expect(try test.store.renew([(fresh.id, fresh.fence)], until: now) == [])
        #expect(try test.account("a").open == 1, "nothing of it was recorded")
    }

    @Test func whatThisProcessHoldsIsNotClaimedAgainWhenAClockJumps() throws {
        try test.plan(try test.alert("a"), for: try test.audience(3))
        let held = try claim(limit: 2).slices
        let more = try claim(held: Set(held.map(\.id)), limit: 2, at: 3600 * 0.5).slices
        #expect(more.count == 1 && !held.map(\.id).contains(more[0].id))
        #expect(try test.store.renew(held.map { ($0.id, $0.fence) }, until: now) == [])
    }

    @Test func aRestartFreesItsOwnLeasesInItsOwnWorldAlone() throws {
        let audience = try test.audience(3)
        try test.plan(try test.alert("live"), for: audience)
        try test.plan(Drill.self, try test.alert("drill", status: .exercise), for: audience)
        let mine = try claim("one", limit: 1).slices + claim("one", limit: 1).slices
        let others = try claim("two", limit: 1).slices
        let drill = try claim("one", world: "drill").slices
        #expect(mine.count == 2 && others.count == 1 && drill.count == 3)
        try test.store.freeLeases(of: "one", world: "live")
        #expect(Set(try claim("one").slices.map(\.id)) == Set(mine.map(\.id)))
        #expect(try claim("one", world: "drill").slices.isEmpty)
        #expect(
            try test.store.renew(mine.map { ($0.id, $0.fence) }, until: now).count == 2,
            "the dead one's word is void"
        )
    }

    @Test func aReturnedSliceWaitsForItsTimeUnlessItIsOver() throws {
        let alert = try test.alert("a", expiresIn: 500)
        try test.plan(alert, for: try test.audience(1))
        let slice = try #require(try claim().slices.first)
        _ = try test.store.record([record(slice, returned: now.addingTimeInterval(1000))], now: now)
        #expect(try claim(at: 499).slices.isEmpty)
        let expired = try #require(try claim(at: 501).slices.first)
        #expect(expired.attempts == 1)
        try test.store.giveBack(expired, until: now.addingTimeInterval(1000))
        try test.store.withdraw([alert.id], by: try #require(Alert.ID(rawValue: "cancel")))
        let stopped = try claim(at: 3)
        #expect(stopped.slices.count == 1 && stopped.stopped == [expired.release.id])
    }

    @Test func processesThatClaimAtOnceNeverGetTheSameSlice() throws {
        let audience = try test.audience(9)
        for number in 0..<20 { try test.plan(try test.alert("a\(number)"), for: audience) }
        let processes = [test, try test.anotherProcess()]
        let claimed = Mutex<[Int64]>([])
        try sideBySide(2) { number in
            while true {
                let claim = try processes[number].store.claim(
                    SliceRequest(world: "live", limit: 3),
                    owner: "\(number)",
                    until: now.addingTimeInterval(60),
                    now: now.addingTimeInterval(1)
                )
                guard !claim.slices.isEmpty else { return }
                claimed.withLock { $0 += claim.slices.map(\.id) }
            }
        }
        #expect(claimed.withLock { $0.sorted() } == Array(1...60))
    }

    @Test func aSliceThatCannotBeReadHoldsUpNoOther() throws {
        let audience = try test.audience(3)
        try test.plan(try test.alert("bad", priority: .immediate), for: audience)
        try test.plan(try test.alert("good", priority: .notice), for: audience)
        try test.database.write { session in
            _ = try session.execute(test.spelt("UPDATE slices SET members = x'80' WHERE priority = 0"), [])
        }
        let claim = try claim(limit: 4)
        #expect(
            claim.slices.map(\.release.alert) == ["good", "good", "good"]
                || claim.slices.map(\.release.alert) == ["good"]
        )
        #expect(claim.unreadable.count == 3)
        #expect(Set(try self.claim().slices.map(\.release.alert)).isSubset(of: ["good"]))
        #expect(try self.claim(at: 62).unreadable.count == 3, "after a minute it is looked at again")
    }

    @Test func aSliceThatWasTriedComesWithItsDeferredRecipients() throws {
        try test.plan(try test.alert("a"), for: try test.audience(9))
        var slice = try #require(try claim(limit: 1).slices.first)
        while case .send = slice.next(now: now, stopped: false, standing: { _ in .reachable }) {}
        let reply = Outcome.Reply(stage: "rcpt", code: 451, enhanced: "4.7.1", detail: "try later")
        slice.report(0, .accepted)
        slice.report(1, .transient(reply))
        slice.report(2, .permanent(reply))
        let taken = slice.takeRemarks()
        let written = DeliveryStore.Record(
            id: slice.id,
            fence: slice.fence,
            release: slice.release.id,
            progress: slice.progress,
            remarks: taken,
            attempts: 1,
            returned: now,
            isComplete: false
        )
        #expect(try test.store.record([written], now: now) == [])
        let again = try #require(try claim(limit: 1, at: 2).slices.first)
        #expect(again.id == slice.id && again.attempts == 1)
        #expect(again.deferred == [slice.members[1]])
        #expect(again.progress == slice.progress)
        #expect(try test.ledger.verify() == [])
    }
}
