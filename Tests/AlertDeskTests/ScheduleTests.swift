// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Foundation
import StorageTestSupport
import Testing

/// What is decided when the time has come for which an alert was approved.
@Suite struct ScheduleTests {
    private let at = minute(600)
    private let grace: TimeInterval = 600

    private static func stored(
        _ state: Lifecycle.State = .approved,
        hash: String? = "abc",
        expires: Date = minute(6_000),
        type: MessageType = .alert
    ) throws -> StoredAlert {
        let test = try TestDesk()
        let alert = try #require(try test.receive(Reports.rain(0, .danger)).alert)
        var stored = try #require(try test.desk.alert(alert.id))
        stored.alert.expires = expires
        stored.alert.messageType = type
        stored.lifecycle = Lifecycle(restored: state)
        stored.approval = hash.map {
            Approval(authority: .officers(["sato", "suzuki"]), at: minute(1), contentHash: $0)
        }
        return stored
    }

    private func judge(
        _ stored: StoredAlert? = nil,
        after seconds: TimeInterval = 0,
        audience: Int = 1_000,
        successor: Alert.ID? = nil,
        goesOut: Bool = true,
        found: Schedule.Finding = .init(contentHash: "abc", audience: 1_000)
    ) throws -> Schedule.Judgement {
        Schedule(at: at, audience: audience, contentHash: "abc")
            .judge(
                try stored ?? Self.stored(),
                now: at.addingTimeInterval(seconds),
                grace: grace,
                successor: successor,
                goesOut: goesOut
            ) { found }
    }

    @Test func itWaitsForItsTimeAndGoesOutAtIt() throws {
        #expect(try judge(after: -0.001) == .wait)
        #expect(try judge() == .send)
        #expect(try judge(after: grace) == .send, "as late as it may be")
    }

    @Test func nothingIsRenderedBeforeItsTime() throws {
        let schedule = Schedule(at: at, audience: 1, contentHash: "abc")
        let stored = try Self.stored()
        let waiting = schedule.judge(stored, now: minute(1), grace: grace, successor: nil, goesOut: true) {
            Issue.record("it was looked at before its time")
            return .init(contentHash: "abc", audience: 1)
        }
        #expect(waiting == .wait)
    }

    @Test func itIsHeldWhereItIsNotApprovedAnyMore() throws {
        #expect(try judge(Self.stored(.inReview)) == .hold(.notApproved))
        #expect(try judge(Self.stored(hash: "abd")) == .hold(.notApproved))
        #expect(try judge(Self.stored(hash: nil)) == .hold(.notApproved))
    }

    @Test func itIsHeldWhereItExpiredOrIsLate() throws {
        #expect(try judge(Self.stored(expires: at)) == .hold(.expired))
        #expect(try judge(after: grace + 0.001) == .hold(.late(minutes: 10)))
        #expect(try judge(after: 2 * 86_400) == .hold(.late(minutes: 2_880)), "a clock that jumped two days ahead")
    }

    @Test func itIsHeldWhereSomethingNewerIsSaid() throws {
        let newer = try #require(Alert.ID(rawValue: "newer.1"))
        #expect(try judge(successor: newer) == .hold(.replaced(by: newer)))
    }

    @Test func itIsHeldWhereDrillsStay() throws {
        #expect(try judge(goesOut: false) == .hold(.drillsStay))
    }

    @Test func itIsHeldWhereItsWordsDiffer() throws {
        #expect(try judge(found: .init(contentHash: "abd", audience: 1_000)) == .hold(.otherContent))
    }

    @Test(arguments: [
        (1_000, 1_050, true), (1_000, 950, true), (1_000, 1_051, false), (1_000, 949, false),
        // Ten people at least.
        (0, 10, true), (0, 11, false), (100, 110, true), (100, 90, true), (100, 89, false), (200, 210, true),
        (200, 211, false), (201, 211, true), (100_000, 105_000, true), (100_000, 105_001, false), (50, 0, false),
        (10, 0, true),
    ])
    func itsAudienceMayDifferByATwentiethOrTenPeople(_ shown: Int, _ now: Int, _ mayGo: Bool) throws {
        let judgement = try judge(audience: shown, found: .init(contentHash: "abc", audience: now))
        #expect(judgement == (mayGo ? .send : .hold(.otherAudience(shown: shown, now: now))))
    }

    @Test func everyReasonSaysWhat() throws {
        let newer = try #require(Alert.ID(rawValue: "newer.1"))
        let reasons: [Schedule.Reason] = [
            .notApproved, .expired, .late(minutes: 11), .replaced(by: newer), .drillsStay, .otherContent,
            .otherAudience(shown: 10, now: 40),
        ]
        #expect(Set(reasons.map(\.description)).count == reasons.count)
        #expect(Schedule.Reason.otherAudience(shown: 10, now: 40).description.contains("40 people, 10 were shown"))
    }

    @Test func aTimeThatCannotBeIsRefused() throws {
        let alert = try Self.stored(expires: minute(200 * 1_440)).alert
        let now = minute(0)
        #expect(throws: Schedule.Refusal.past(now)) { try Schedule.check(now, for: alert, now: now) }
        #expect(throws: Schedule.Refusal.past(minute(-5))) { try Schedule.check(minute(-5), for: alert, now: now) }
        let far = now.addingTimeInterval(Schedule.furthest + 1)
        #expect(throws: Schedule.Refusal.tooFar(far)) { try Schedule.check(far, for: alert, now: now) }
        try Schedule.check(now.addingTimeInterval(Schedule.furthest), for: alert, now: now)
        let short = try Self.stored(expires: minute(60)).alert
        #expect(throws: Schedule.Refusal.afterExpiry(minute(60), expires: minute(60))) {
            try Schedule.check(minute(60), for: short, now: now)
        }
        try Schedule.check(minute(59), for: short, now: now)
        let cancel = try Self.stored(type: .cancel).alert
        #expect(throws: Schedule.Refusal.cancel(cancel.id)) { try Schedule.check(minute(5), for: cancel, now: now) }
    }

    @Test func timesAreJapans() {
        #expect(Schedule.text(of: Date(timeIntervalSince1970: 1_795_618_800)) == "2026-11-26T00:00:00+09:00")
    }
}
