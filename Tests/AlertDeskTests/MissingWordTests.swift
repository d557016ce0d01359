// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Foundation
import StorageTestSupport
import Testing

/// What happens where a word is missing, comes early, or comes together with another.
@Suite(.eachEngine, .timeLimit(.minutes(10))) struct MissingWordTests {
    private static func legacy(_ minutes: Int, _ level: WarningLevel) -> HazardReport {
        Reports.rain(minutes, level, bulletin: "VPWW54", role: .legacy)
    }

    @Test func anOldWarningCountsAgainWhereTheNewOneIsMissing() {
        let june = [
            Reports.rain(0, .warning), Self.legacy(2, .warning), Reports.rain(60, .none), Self.legacy(62, .none),
        ]
        #expect(Story(june).told == [.new, .ended])
        let july = 30 * 24 * 60
        #expect(Story(june + [Self.legacy(july, .emergency)]).told == [.new, .ended, .new], "VPWW55 was lost")
        let both = june + [Self.legacy(july, .emergency), Reports.rain(july + 3, .emergency)]
        #expect(Story(both).told == [.new, .ended, .new], "and then came")
        let lifted = both + [Reports.rain(july + 90, .none), Self.legacy(july + 91, .none)]
        #expect(Story(lifted).told == [.new, .ended, .new, .ended])
    }

    @Test func anOldWarningOfTheSameHourIsNotBelievedAgainstTheNewOne() {
        let reports = [Reports.rain(0, .warning), Reports.rain(60, .none), Self.legacy(62, .warning)]
        #expect(Story(reports).told == [.new, .ended])
        #expect(Story(reports + [Self.legacy(64, .advisory)]).told == [.new, .ended])
    }

    @Test func anOldWarningDoesNotBeginAnewWhatANewOneTold() {
        var old = Self.legacy(5, .warning)
        old.facts = .weather(WeatherWarningFacts(code: "3", level: .warning, previousLevel: WarningLevel.none))
        var before = Self.legacy(1, .warning)
        before.facts = .weather(WeatherWarningFacts(code: "3", level: .warning, previousLevel: WarningLevel.none))
        #expect(Story([Reports.rain(0, .warning), before, old]).told == [.new])
    }

    @Test func aWithdrawnTsunamiTakesWithItWhatWasMeasuredUntilThen() {
        var measured = Reports.tsunami(1, .warning)
        measured.source.bulletin = "VTSE51"
        let withdrawal = Reports.tsunami(3, .warning, kind: .withdrawn)
        for order in [[0, 1, 2], [1, 0, 2]] {
            let reports = [Reports.tsunami(0, .warning), measured, withdrawal]
            let story = Story(order.map { reports[$0] })
            #expect(story.told.last == .withdrawn && story.state.effective == nil)
        }
        var later = Reports.tsunami(5, .warning)
        later.source.bulletin = "VTSE51"
        #expect(Story([Reports.tsunami(0, .warning), measured, withdrawal, later]).told == [.new, .withdrawn, .new])
    }

    @Test func ofTwoWordsOfOneMinuteTheWorseCounts() {
        let watch = Reports.tornado(0, "VPHW50", level: 3, until: 60)
        let sighting = Reports.tornado(0, "VPHW51", level: 4, until: 60)
        for _ in 0..<50 {
            #expect(Story([watch, sighting]).told == [.new, .raised])
            #expect(Story([sighting, watch]).told == [.new])
        }
    }

    @Test func aWatchThatGoesOnIsToldWithItsNewEnd() {
        let story = Story([
            Reports.tornado(0, until: 60), Reports.tornado(50, until: 120), Reports.tornado(100, until: 180),
        ])
        #expect(story.told == [.new, .detailed, .detailed], "nobody may believe that it is over while it is not")
        #expect(Story([Reports.tornado(0, until: 60), Reports.tornado(30, until: 60)]).told == [.new])
        #expect(Story([Reports.tornado(0, until: 60), Reports.tornado(90, until: 150)]).told == [.new, .new])
    }

    @Test func aForecastThatIsSentBeforeItsHourIsTaken() throws {
        let test = try TestDesk()
        var report = Reports.rain(0, .warning)
        report.sentAt = minute(-15)
        #expect(try test.receive(report, now: minute(-15)).alert?.change == .new)
        var ahead = Reports.rain(200, .danger)
        ahead.sentAt = minute(185)
        guard case .postponed = try test.receive(ahead, now: minute(170)) else {
            Issue.record("it is sent in the future of this clock")
            return
        }
        var far = Reports.rain(300, .danger)
        far.sentAt = minute(200)
        guard case .postponed = try test.receive(far, now: minute(200)) else {
            Issue.record("no telegram is sent so long before its hour")
            return
        }
        #expect(try test.receive(ahead, now: minute(185)).alert?.change == .raised, "it may come again")
    }

    @Test func aWithdrawalOfWhatIsUrgentDoesNotWaitForTheBudget() throws {
        var own = rules
        own.budget = .init(perEvent: 1, perHour: 1, exempt: [.immediate])
        let test = try TestDesk(own)
        let alert = try #require(try test.receive(Reports.tsunami(0, .majorWarning)).alert)
        let withdrawal = try #require(try test.receive(Reports.tsunami(3, .majorWarning, kind: .withdrawn)).alert)
        #expect(withdrawal.priority == .immediate && withdrawal.references == [alert.id])
        #expect(try test.desk.alert(withdrawal.id)?.hold == nil)
    }

    @Test func nobodyHearsOfTheEndOfWhatNobodyWasTold() throws {
        var own = rules
        own.rules.insert(
            IssueRule(name: "doubt", hazards: [.heavyRain], changes: [.new, .raised], action: .review),
            at: 0
        )
        let test = try TestDesk(own)
        let held = try #require(try test.receive(Reports.rain(0, .warning)).alert)
        let end = try test.receive(Reports.rain(60, .none))
        #expect(end.alert == nil && end.summary.contains("before officers"))
        #expect(try test.desk.alert(held.id)?.lifecycle.state == .rejected)
        #expect(try test.desk.openAlarms().isEmpty)
        // Had they let it go, its end would be told.
        let told = try #require(try test.receive(Reports.rain(100, .warning)).alert)
        try test.desk.confirm(told.id, by: ["sato", "suzuki"], now: minute(101))
        #expect(try test.receive(Reports.rain(160, .none)).alert?.references == [told.id])
    }

    @Test func whatCannotBeReadIsKeptAndAlarmsOnceAndMayComeAgain() throws {
        let test = try TestDesk()
        let bytes = Array("<Report/>".utf8)
        for _ in 0..<2 { try test.desk.note(unreadable: bytes, reason: "no Head", channel: "feed", now: minute(0)) }
        try test.desk.note(unreadable: [1], reason: "no XML", channel: "feed", now: minute(1))
        #expect(try test.desk.latestTelegrams(9).map(\.disposition) == ["refused: no XML", "refused: no Head"])
        let alarms = try test.desk.openAlarms()
        #expect(alarms.map(\.kind) == [.unreadable] && alarms[0].subject == "feed")
        // A newer program can read it.
        #expect(try test.receive(Reports.rain(2, .warning), bytes: bytes).alert?.change == .new)
        try test.desk.note(unreadable: bytes, reason: "no Head", channel: "feed", now: minute(3))
        #expect(try test.desk.latestTelegrams(9).first?.disposition.hasPrefix("alert") == true, "it stays taken")
    }

    @Test func whatIsOldIsForgottenAndWhatIsInForceIsNot() throws {
        let test = try TestDesk()
        let quake = try #require(try test.receive(Reports.quake("VXSE53", 0)).alert)
        try test.receive(Reports.rain(0, .warning))
        try test.receive(Reports.tornado(0, until: 60))
        let later = minute(31 * 24 * 60)
        #expect(try test.desk.prune(now: later) == 1, "the watch is over; the earthquake and the rain were never ended")
        #expect(try test.desk.prune(now: later) == 0)
        #expect(try test.desk.alert(quake.id) != nil)
        #expect(try test.receive(Reports.rain(31 * 24 * 60, .none)).alert?.change == .ended)
        #expect(try test.desk.prune(now: minute(401 * 24 * 60)) > 2, "telegrams of last year")
    }
}
