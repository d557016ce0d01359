// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Foundation
import Storage
import StorageTestSupport
import Testing

@Suite(.eachEngine, .timeLimit(.minutes(10))) struct AlertDeskTests {
    private let test: TestDesk
    private var desk: AlertDesk { test.desk }

    init() throws { test = try TestDesk() }

    @Test func aReportBecomesAnAlertThatAwaitsItsRelease() throws {
        let alert = try #require(try test.receive(Reports.quake("VXSE53", 5)).alert)
        #expect(alert.id.rawValue.hasPrefix("ichikawa.earthquake.20231115071400.Actual."))
        #expect(alert.sender == "bousai@city.example.jp" && alert.sent == minute(5))
        #expect(alert.expires == minute(5).addingTimeInterval(6 * 3600))
        #expect(alert.areas == ["1220300"] && alert.hazard == .earthquake && alert.topic == .earthquake)
        #expect(alert.messageType == .alert && alert.references.isEmpty && alert.change == .new)
        let waiting = try desk.alerts(in: [.inReview])
        #expect(waiting.map(\.alert) == [alert])
        #expect(try desk.alert(alert.id) == waiting.first)
    }

    @Test func aChainRefersToItsAlertsOldestFirst() throws {
        let first = try #require(try test.receive(Reports.rain(0, .warning)).alert)
        let second = try #require(try test.receive(Reports.rain(30, .danger)).alert)
        let third = try #require(try test.receive(Reports.rain(60, .none)).alert)
        #expect(second.references == [first.id] && second.messageType == .update && second.event == first.event)
        #expect(third.references == [first.id, second.id] && third.change == .ended)
        #expect(third.peak == Measure(rawValue: 4), "who heard of level 4 hears of its end")
        let next = try #require(try test.receive(Reports.rain(90, .warning)).alert)
        #expect(next.references.isEmpty && next.messageType == .alert && next.peak == Measure(rawValue: 3))
        #expect(Set([first, second, third, next].map(\.id)).count == 4)
    }

    @Test func aWithdrawalOfAllCancelsWhatWasSaidWithReferences() throws {
        let flash = try #require(try test.receive(Reports.quake("VXSE51", 2, city: .fiveLower)).alert)
        let detail = try #require(try test.receive(Reports.quake("VXSE53", 5, city: .fiveLower)).alert)
        #expect(try test.receive(Reports.quake("VXSE51", 7, kind: .withdrawn)).alert == nil)
        let cancel = try #require(try test.receive(Reports.quake("VXSE53", 8, kind: .withdrawn)).alert)
        #expect(cancel.messageType == .cancel && cancel.change == .withdrawn)
        #expect(cancel.references == [flash.id, detail.id])
        #expect(cancel.facts == detail.facts, "it says what is taken back")
        #expect(cancel.priority == .urgent)
    }

    @Test func theSameBytesCountOnceEvenAfterARestart() throws {
        let report = Reports.quake("VXSE51", 2)
        let bytes = [UInt8]("telegram".utf8)
        let alert = try #require(try test.receive(report, bytes: bytes).alert)
        #expect(try test.receive(report, bytes: bytes) == .duplicate("alert \(alert.id)"))
        let later = try test.restarted()
        let telegram = AlertDesk.Telegram(bytes: bytes, bulletin: "VXSE51", reportedAt: report.reportedAt)
        #expect(try later.receive([report], from: telegram, now: minute(9)) == .duplicate("alert \(alert.id)"))
        #expect(try later.alerts(in: [.inReview]).count == 1)
        #expect(try later.latestTelegrams(9).count == 1)
    }

    @Test func theChainGoesOnAfterARestart() throws {
        let first = try #require(try test.receive(Reports.quake("VXSE51", 2)).alert)
        let restarted = try test.restarted()
        let report = Reports.quake("VXSE53", 5)
        let telegram = AlertDesk.Telegram(bytes: [1], bulletin: "VXSE53", reportedAt: report.reportedAt)
        let second = try #require(try restarted.receive([report], from: telegram, now: minute(6)).alert)
        #expect(second.references == [first.id] && second.change == .detailed)
    }

    @Test func aTelegramIsTakenWhollyOrNotAtAll() throws {
        // Its identifier cannot be made, so nothing of it may stay: the same bytes may come again.
        let broken = Reports.quake("VXSE51", 2, event: "2023 1115")
        #expect(throws: AlertDeskError.self) { try test.receive(broken) }
        #expect(try desk.latestTelegrams(9).isEmpty)
        let rows = try test.database.read { try $0.rows("SELECT event FROM hazard_states") }
        #expect(rows.isEmpty)
        #expect(throws: AlertDeskError.self) { try test.receive(broken) }
    }

    @Test func aTechnicalTestIsNeverAnnounced() throws {
        for status in [AlertStatus.test, .system, .draft] {
            let disposition = try test.receive(Reports.quake("VXSE53", 5, city: .seven, status: status))
            #expect(disposition.alert == nil)
        }
        #expect(try desk.latest(9).isEmpty)
        #expect(try desk.latestTelegrams(9).count == 3, "that they came is known")
    }

    @Test func anExerciseAndTheRealEventAreTwoChains() throws {
        let drill = try #require(try test.receive(Reports.rain(0, .emergency, status: .exercise)).alert)
        let real = try #require(try test.receive(Reports.rain(1, .warning)).alert)
        #expect(drill.status == .exercise && real.status == .actual)
        #expect(real.change == .new && real.references.isEmpty && drill.event != real.event)
        let end = try #require(try test.receive(Reports.rain(2, .none, status: .exercise)).alert)
        #expect(end.references == [drill.id] && end.status == .exercise)
        #expect(try test.receive(Reports.rain(3, .danger)).alert?.references == [real.id])
    }

    @Test func whatComesTooLateWakesNobodyButIsKnown() throws {
        let late = try test.receive(Reports.rain(0, .warning), now: minute(24 * 60))
        #expect(late.summary == "no alert: it comes too late: its alert would have expired")
        let next = try #require(try test.receive(Reports.rain(24 * 60 + 1, .danger)).alert)
        #expect(next.change == .new && next.references.isEmpty)
    }

    @Test func anEndThatComesTooLateClosesItsChain() throws {
        _ = try test.receive(Reports.rain(0, .warning))
        #expect(try test.receive(Reports.rain(60, .none), now: minute(60 + 24 * 60)).alert == nil)
        let next = try #require(try test.receive(Reports.rain(60 + 25 * 60, .warning)).alert)
        #expect(next.change == .new && next.references.isEmpty)
    }

    @Test func aReportAheadOfTheClockIsRefusedUntilTheClockIsRight() throws {
        let report = Reports.quake("VXSE51", 60)
        let bytes = [UInt8]("ahead".utf8)
        #expect(
            try test.receive(report, bytes: bytes, now: minute(49)).summary.contains("ahead of this machine's clock")
        )
        // It changed nothing: an older report is still news.
        #expect(try test.receive(Reports.quake("VXSE51", 48), now: minute(49)).alert?.change == .new)
        #expect(try test.receive(Reports.quake("VXSE51", 49, city: .five), now: minute(50)).alert?.change == .raised)
        let again = try test.receive(report, bytes: bytes, now: minute(50))
        #expect(again.alert?.change == .lowered, "within the tolerance, and not called a duplicate")
        #expect(try test.receive(report, bytes: bytes, now: minute(51)) == .duplicate(again.summary))
        #expect(try desk.latestTelegrams(9).count == 3)
    }

    @Test func aTelegramThatDoesNotConcernTheCityIsNoted() throws {
        let telegram = AlertDesk.Telegram(bytes: [7], bulletin: "VPWW55", reportedAt: minute(0))
        let first = try desk.note(telegram, notConcerned: "it is about another prefecture", now: minute(1))
        #expect(first.summary == "no alert: it is about another prefecture")
        #expect(try desk.note(telegram, notConcerned: "again", now: minute(2)) == .duplicate(first.summary))
        let noted = try desk.latestTelegrams(9)
        #expect(noted.count == 1 && noted[0].disposition == first.summary && noted[0].receivedAt == minute(1))
    }

    @Test func alertsWaitInTheOrderOfTheirUrgency() throws {
        let quake = try #require(try test.receive(Reports.quake("VXSE51", 0)).alert)
        let rain = try #require(try test.receive(Reports.rain(1, .danger)).alert)
        let tsunami = try #require(try test.receive(Reports.tsunami(2, .warning)).alert)
        #expect(try desk.alerts(in: [.inReview]).map(\.alert) == [tsunami, rain, quake])
        #expect(try desk.latest(2).map(\.alert.id) == [tsunami.id, rain.id])
    }

    @Test func anAlertMovesOnlyAlongItsLife() throws {
        let alert = try #require(try test.receive(Reports.quake("VXSE51", 0)).alert)
        #expect(throws: Lifecycle.IllegalTransition.self) { try desk.perform(.startSending, on: alert.id) }
        let approval = Approval(authority: .officers(["sato", "suzuki"]), at: minute(1), contentHash: "abc")
        try desk.approve(alert.id, approval)
        #expect(throws: Lifecycle.IllegalTransition.self) { try desk.approve(alert.id, approval) }
        var stored = try #require(try desk.alert(alert.id))
        #expect(stored.approval == approval && stored.lifecycle.state == .approved)
        let renewed = Approval(authority: .rule("telegram"), at: minute(2), contentHash: "def")
        try desk.renew(alert.id, renewed)
        #expect(try desk.perform(.startSending, on: alert.id) == .sending)
        #expect(throws: Lifecycle.IllegalTransition.self) { try desk.renew(alert.id, approval) }
        stored = try #require(try desk.alert(alert.id))
        #expect(stored.approval == renewed, "the approval stays with the alert")
    }

    @Test func anUnknownAlertIsNamed() throws {
        let id = try #require(Alert.ID(rawValue: "nobody.1"))
        #expect(try desk.alert(id) == nil)
        #expect(throws: AlertDeskError.unknownAlert("nobody.1")) { try desk.perform(.cancel, on: id) }
        #expect(throws: AlertDeskError.unknownAlert("nobody.1")) {
            try desk.renew(id, Approval(authority: .rule("x"), at: start, contentHash: ""))
        }
    }

    @Test func aPreviewStoresNothingAndShowsTheWeakest() throws {
        let reports = [Reports.rain(0, .advisory), Reports.rain(30, .danger), Reports.rain(60, .none)]
        let alerts = try AlertDesk.preview(reports, judge: Judge(rules: rules, identity: identity))
        #expect(alerts.map(\.change) == [.new, .raised, .ended])
        #expect(alerts[2].references == [alerts[0].id, alerts[1].id])
    }

    @Test func telegramsOfManyThreadsMakeEachAlertOnce() throws {
        let reports = (0..<40).map { Reports.quake("VXSE53", $0, event: "2023111507\($0 % 10)") }
        DispatchQueue.concurrentPerform(iterations: reports.count * 2) { number in
            do {
                try test.receive(reports[number % reports.count], now: minute(40))
            } catch {
                Issue.record(error)
            }
        }
        #expect(try desk.alerts(in: [.inReview]).count == 10, "one for each earthquake")
        #expect(try desk.latestTelegrams(100).count == 40)
    }
}

extension SeismicIntensity {
    fileprivate static let five = SeismicIntensity.fiveUpper
}
