// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Foundation
import Storage
import StorageTestSupport
import Testing

/// What waits for officers, and what alarms operators.
@Suite(.eachEngine, .timeLimit(.minutes(10))) struct OperatorTests {
    private static func reviewing() throws -> TestDesk {
        var own = rules
        own.rules.insert(
            IssueRule(name: "doubt", hazards: [.heavyRain], minimum: Measure(rawValue: 4), action: .review),
            at: 0
        )
        return try TestDesk(own)
    }

    @Test func anAlertThatWaitsIsAnAlarmUntilTwoOfficersLetItGo() throws {
        let test = try Self.reviewing()
        let alert = try #require(try test.receive(Reports.rain(0, .danger)).alert)
        let waiting = try #require(try test.desk.alert(alert.id))
        #expect(waiting.hold == "rule doubt lets officers decide" && waiting.rule == "doubt")
        #expect(try test.desk.openAlarms().map(\.subject) == [alert.id.rawValue])
        for few in [[], ["sato"], ["sato", " sato "], ["", " "]] {
            #expect(throws: AlertDeskError.self) { try test.desk.confirm(alert.id, by: few, now: minute(1)) }
        }
        try test.desk.confirm(alert.id, by: ["suzuki", "sato"], now: minute(2))
        let free = try #require(try test.desk.alert(alert.id))
        #expect(free.hold == nil && free.officers == ["sato", "suzuki"] && free.lifecycle.state == .inReview)
        #expect(try test.desk.openAlarms().isEmpty)
        #expect(throws: AlertDeskError.self) { try test.desk.confirm(alert.id, by: ["a", "b"], now: minute(3)) }
        #expect(throws: AlertDeskError.self) { try test.desk.refuse(alert.id, now: minute(3)) }
    }

    @Test func aRefusedAlertWasNeverTold() throws {
        let test = try Self.reviewing()
        let first = try #require(try test.receive(Reports.rain(0, .warning)).alert)
        let doubtful = try #require(try test.receive(Reports.rain(5, .danger)).alert)
        try test.desk.refuse(doubtful.id, now: minute(6))
        #expect(try test.desk.alert(doubtful.id)?.lifecycle.state == .rejected)
        #expect(try test.desk.openAlarms().isEmpty)
        let next = try #require(try test.receive(Reports.rain(9, .emergency)).alert)
        #expect(next.references == [first.id] && next.change == .raised && next.peak == Measure(rawValue: 5))
    }

    @Test func aRefusedFirstAlertLeavesNoChain() throws {
        let test = try Self.reviewing()
        let doubtful = try #require(try test.receive(Reports.rain(0, .danger)).alert)
        try test.desk.refuse(doubtful.id, now: minute(1))
        #expect(try test.receive(Reports.rain(3, .none)).alert == nil, "nobody was told, so nothing ends")
    }

    @Test func aDisagreementThatLastsIsAnAlarmWithBothTexts() throws {
        let test = try TestDesk()
        try test.receive(Reports.rain(0, .danger), now: minute(0))
        var digest = Reports.rain(1, .advisory, bulletin: "VPWS50", role: .reference)
        digest.headline = "大雨注意報"
        try test.receive(digest, now: minute(1))
        #expect(try test.desk.reviewDisagreements(now: minute(10)).isEmpty, "they may differ for ten minutes")
        // Another digest that says the same does not begin the time anew.
        try test.receive(Reports.rain(6, .advisory, bulletin: "VPWS50", role: .reference), now: minute(6))
        let raised = try test.desk.reviewDisagreements(now: minute(11))
        #expect(raised.count == 1)
        let text = try #require(raised.first?.message)
        #expect(text.contains("VPWW55 of") && text.contains("heavy-rain 4") && text.contains("VPWS50 of"))
        #expect(text.contains("heavy-rain 2"))
        #expect(try test.desk.reviewDisagreements(now: minute(12)).isEmpty, "once")
        #expect(try test.desk.openAlarms().count == 1)
        try test.receive(Reports.rain(20, .advisory), now: minute(20))
        #expect(try test.desk.openAlarms().isEmpty, "they agree again")
        #expect(try test.desk.latestAlarms(5).first?.clearedAt == minute(20))
        #expect(try test.desk.latest(9).count == 2, "the alarm made no alert")
    }

    @Test(arguments: [
        (WarningLevel.danger, WarningLevel.warning, false), (.warning, .warning, false), (.danger, .advisory, true),
        (.none, .warning, true), (.emergency, .warning, true), (.advisory, .none, true),
    ])
    func theOldSystemsWarningMayStandForLevelFour(_ new: WarningLevel, _ old: WarningLevel, isAlarm: Bool) throws {
        let test = try TestDesk()
        try test.receive(Reports.rain(0, new), now: minute(0))
        try test.receive(Reports.rain(0, old, bulletin: "VPWW54", role: .legacy), now: minute(0))
        #expect(try test.desk.reviewDisagreements(now: minute(30)).isEmpty == !isAlarm)
    }

    @Test func whatTheDigestKnowsAndWeDoNotIsAnAlarm() throws {
        let test = try TestDesk()
        try test.receive(Reports.rain(0, .warning, bulletin: "VPWS50", role: .reference), now: minute(0))
        #expect(try test.desk.reviewDisagreements(now: minute(11)).first?.message.contains("nothing has come") == true)
    }

    @Test func anAlarmIsRaisedOnceAndMayComeAgain() throws {
        let test = try TestDesk()
        let desk = test.desk
        #expect(try desk.raise(.silentFeed, about: "eqvol", "silent", now: minute(0)))
        #expect(try !desk.raise(.silentFeed, about: "eqvol", "silent", now: minute(1)))
        #expect(try desk.clear(.silentFeed, about: "eqvol", now: minute(2)))
        #expect(try !desk.clear(.silentFeed, about: "eqvol", now: minute(3)))
        #expect(try desk.raise(.silentFeed, about: "eqvol", "silent", now: minute(4)))
        #expect(try desk.openAlarms().count == 1 && desk.latestAlarms(9).count == 2)
    }

    @Test func severalReportsOfOneTelegramAreTakenTogether() throws {
        let test = try TestDesk()
        var slide = Reports.rain(0, .danger)
        slide = HazardReport(
            hazard: .landslide,
            subject: slide.subject,
            status: .actual,
            kind: .issued,
            reportedAt: slide.reportedAt,
            serial: nil,
            source: slide.source,
            areas: slide.areas,
            facts: .weather(WeatherWarningFacts(hazard: .landslide, code: "49", level: .danger, previousLevel: nil))
        )
        let telegram = AlertDesk.Telegram(bytes: [1], bulletin: "VPWW54", reportedAt: minute(0))
        let disposition = try test.desk.receive([Reports.rain(0, .warning), slide], from: telegram, now: minute(1))
        guard case .alerts(let made) = disposition else {
            Issue.record("\(disposition)")
            return
        }
        #expect(made.map(\.alert.hazard) == [.heavyRain, .landslide])
        #expect(try test.desk.latestTelegrams(9).count == 1)
    }
}
