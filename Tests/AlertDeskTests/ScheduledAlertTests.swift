// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Foundation
import Storage
import StorageTestSupport
import Testing

/// Alerts that are approved for a time, as the desk keeps them.
@Suite(.eachEngine, .timeLimit(.minutes(10))) struct ScheduledAlertTests {
    private let test: TestDesk
    private var desk: AlertDesk { test.desk }
    private let schedule = Schedule(at: minute(120), audience: 12, contentHash: "abc")
    private let texts: [String: [UInt8]] = ["ja": [1, 2], "en": [3]]

    init() throws {
        var own = rules
        own.rules.insert(
            IssueRule(name: "doubt", hazards: [.heavyRain], minimum: Measure(rawValue: 4), action: .review),
            at: 0
        )
        test = try TestDesk(own)
    }

    private func waiting(at minutes: Int = 0) throws -> Alert {
        try #require(try test.receive(Reports.rain(minutes, .danger)).alert)
    }

    private func scheduled() throws -> Alert {
        let alert = try waiting()
        try desk.schedule(alert.id, schedule, texts: texts, by: ["suzuki", "sato", "sato"], now: minute(5))
        return alert
    }

    @Test func twoOfficersApproveItForATime() throws {
        let alert = try waiting()
        #expect(throws: AlertDeskError.self) {
            try desk.schedule(alert.id, schedule, texts: texts, by: ["sato"], now: minute(5))
        }
        #expect(throws: Schedule.Refusal.self) {
            try desk.schedule(alert.id, schedule, texts: texts, by: ["sato", "suzuki"], now: minute(121))
        }
        #expect(try desk.scheduled().isEmpty && desk.scheduledTexts(of: alert.id).isEmpty, "all or nothing")
        try desk.schedule(alert.id, schedule, texts: texts, by: ["suzuki", "sato"], now: minute(5))
        let stored = try #require(try desk.scheduled().first)
        #expect(stored.schedule == schedule && stored.officers == ["sato", "suzuki"] && stored.hold == nil)
        #expect(stored.lifecycle.state == .approved)
        #expect(
            stored.approval
                == Approval(authority: .officers(["sato", "suzuki"]), at: minute(5), contentHash: "abc")
        )
        #expect(try desk.scheduledTexts(of: alert.id) == texts, "what was shown is kept")
        #expect(try desk.openAlarms().isEmpty)
        #expect(try test.restarted().alert(alert.id) == stored)
        #expect(throws: AlertDeskError.waitsForItsTime(alert.id.rawValue, at: Schedule.text(of: schedule.at))) {
            try desk.refuse(alert.id, now: minute(6))
        }
        #expect(throws: AlertDeskError.self) {
            try desk.schedule(alert.id, schedule, texts: texts, by: ["a", "b"], now: minute(6))
        }
    }

    @Test func theNextComesFirst() throws {
        let first = try scheduled()
        var other = Reports.rain(1, .danger)
        other.subject = .area("1220400")
        let second = try #require(try test.receive(other).alert)
        try desk.schedule(
            second.id,
            Schedule(at: minute(60), audience: 1, contentHash: "d"),
            texts: [:],
            by: ["a", "b"],
            now: minute(2)
        )
        #expect(try desk.scheduled().map(\.alert.id) == [second.id, first.id])
    }

    @Test func itIsTakenOffItsScheduleUntilItGoesOut() throws {
        let alert = try scheduled()
        try desk.unschedule(alert.id, now: minute(10))
        let stored = try #require(try desk.alert(alert.id))
        #expect(stored.lifecycle.state == .inReview && stored.schedule == nil && stored.approval == nil)
        #expect(stored.hold?.hasPrefix("taken off its schedule") == true && stored.officers.isEmpty)
        #expect(try desk.openAlarms().map(\.kind) == [.waiting])
        #expect(try desk.scheduledTexts(of: alert.id).isEmpty)
        #expect(throws: AlertDeskError.self) { try desk.unschedule(alert.id, now: minute(11)) }
        #expect(try desk.fire(alert.id, now: minute(12)) == false, "nothing of it may be sent")
        // And it may be approved again, for another time or for now.
        try desk.schedule(alert.id, schedule, texts: texts, by: ["a", "b"], now: minute(13))
        #expect(try desk.fire(alert.id, now: minute(120)))
        #expect(throws: AlertDeskError.self) { try desk.unschedule(alert.id, now: minute(121)) }
        #expect(try desk.alert(alert.id)?.schedule?.firedAt == minute(120))
        #expect(try desk.fire(alert.id, now: minute(121)), "as after a crash")
        #expect(try desk.alert(alert.id)?.schedule?.firedAt == minute(120))
    }

    @Test func whatDoesNotGoOutAtItsTimeWaitsAgainWithAnAlarm() throws {
        let alert = try scheduled()
        try desk.hold(alert.id, .otherAudience(shown: 12, now: 90), now: minute(120))
        let stored = try #require(try desk.alert(alert.id))
        #expect(stored.lifecycle.state == .inReview && stored.schedule == nil && stored.approval == nil)
        #expect(stored.hold?.contains("it would reach 90 people, 12 were shown") == true)
        let alarm = try #require(try desk.openAlarms().first)
        #expect(alarm.kind == .schedule && alarm.subject == alert.id.rawValue && alarm.message.contains("90 people"))
        #expect(throws: AlertDeskError.self) { try desk.hold(alert.id, .expired, now: minute(121)) }
        try desk.confirm(alert.id, by: ["a", "b"], now: minute(122))
        #expect(try desk.openAlarms().isEmpty)
    }

    /// Another process was faster, and its clock or its luck better.
    @Test func whatIsPlannedIsNotHeld() throws {
        let alert = try scheduled()
        #expect(try !desk.hold(alert.id, .late(minutes: 12), now: minute(132)) { _ in true })
        let stored = try #require(try desk.alert(alert.id))
        #expect(stored.lifecycle.state == .approved && stored.schedule != nil && stored.hold == nil)
        #expect(try desk.openAlarms().isEmpty)
    }

    @Test func aMissedTimeStaysAnAlarmWhereNobodyDecidedBeforeTheExpiry() throws {
        let alert = try scheduled()
        try desk.hold(alert.id, .expired, now: alert.expires)
        try desk.refuse(alert.id, now: alert.expires)
        #expect(try desk.alert(alert.id)?.lifecycle.state == .rejected)
        #expect(try desk.openAlarms().map(\.kind) == [.schedule])
        #expect(try desk.clear(.schedule, about: alert.id.rawValue, now: alert.expires))
    }

    @Test func officersWhoRefuseItEndTheAlarm() throws {
        let alert = try scheduled()
        try desk.hold(alert.id, .otherContent, now: minute(120))
        try desk.refuse(alert.id, now: minute(121))
        #expect(try desk.openAlarms().isEmpty)
    }

    /// Nobody hears of the end of what waits for its time: nobody was told.
    @Test func theEndOfWhatWaitsForItsTimeIsToldToNobody() throws {
        let alert = try scheduled()
        #expect(try test.receive(Reports.rain(30, .none)).alert == nil)
        #expect(try desk.alert(alert.id)?.lifecycle.state == .cancelled)
        #expect(try desk.scheduled().isEmpty && desk.scheduledTexts(of: alert.id).isEmpty)
        #expect(try desk.fire(alert.id, now: minute(120)) == false)
    }

    @Test func theEndOfWhatGoesOutIsTold() throws {
        let alert = try scheduled()
        #expect(try desk.fire(alert.id, now: minute(120)))
        let end = try #require(try test.receive(Reports.rain(121, .none)).alert)
        #expect(end.references == [alert.id])
    }

    @Test func whatSaysSomethingNewerIsFound() throws {
        let alert = try scheduled()
        #expect(try desk.successor(of: alert.id) == nil)
        let newer = try #require(try test.receive(Reports.rain(30, .emergency)).alert)
        #expect(newer.references.contains(alert.id))
        #expect(try desk.successor(of: alert.id) == newer.id)
        #expect(try desk.successor(of: newer.id) == nil)
        try desk.refuse(newer.id, now: minute(31))
        #expect(try desk.successor(of: alert.id) == nil, "what was refused says nothing")
    }

    @Test func textsAreForgottenOnceItHasGoneOut() throws {
        let alert = try scheduled()
        try desk.prune(now: minute(60))
        #expect(try desk.scheduledTexts(of: alert.id) == texts)
        #expect(try desk.fire(alert.id, now: minute(120)))
        try desk.perform(.startSending, on: alert.id)
        try desk.prune(now: minute(180))
        #expect(try desk.scheduledTexts(of: alert.id).isEmpty)
    }
}
