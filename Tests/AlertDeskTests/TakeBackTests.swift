// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Foundation
import StorageTestSupport
import Testing

/// What is taken back before anything of it was sent, and which alerts wait for a service alone.
@Suite(.eachEngine, .timeLimit(.minutes(10))) struct TakeBackTests {
    @Test func whatIsTakenBackWasNeverTold() throws {
        let test = try TestDesk()
        let first = try #require(try test.receive(Reports.rain(0, .warning)).alert)
        let second = try #require(try test.receive(Reports.rain(5, .danger)).alert)
        try test.desk.takeBack(second.id, now: minute(6))
        #expect(try test.desk.alert(second.id)?.lifecycle.state == .cancelled)
        let next = try #require(try test.receive(Reports.rain(9, .danger)).alert)
        #expect(next.references == [first.id] && next.change == .raised)
        #expect(throws: Lifecycle.IllegalTransition.self) { try test.desk.takeBack(second.id, now: minute(10)) }
        let unknown = try #require(Alert.ID(rawValue: "unknown"))
        #expect(throws: AlertDeskError.self) { try test.desk.takeBack(unknown, now: minute(10)) }
    }

    @Test func whatWasSentIsNotTakenBack() throws {
        let test = try TestDesk()
        let alert = try #require(try test.receive(Reports.rain(0, .warning)).alert)
        try test.desk.approve(alert.id, Approval(authority: .rule("x"), at: minute(1), contentHash: "h"))
        try test.desk.perform(.startSending, on: alert.id)
        #expect(throws: Lifecycle.IllegalTransition.self) { try test.desk.takeBack(alert.id, now: minute(2)) }
        #expect(try test.desk.alert(alert.id)?.lifecycle.state == .sending)
    }

    @Test func whatWaitsForOfficersDoesNotWaitForAServiceAlone() throws {
        var own = rules
        own.rules.insert(
            IssueRule(name: "doubt", hazards: [.heavyRain], minimum: Measure(rawValue: 4), action: .review),
            at: 0
        )
        let test = try TestDesk(own)
        let free = try #require(try test.receive(Reports.rain(0, .warning), now: minute(1)).alert)
        let doubtful = try #require(try test.receive(Reports.rain(5, .danger), now: minute(6)).alert)
        #expect(try test.desk.unreleased(madeBy: minute(9)) == [free.id])
        #expect(try test.desk.unreleased(madeBy: minute(0)) == [])
        try test.desk.confirm(doubtful.id, by: ["sato", "suzuki"], now: minute(7))
        #expect(try Set(test.desk.unreleased(madeBy: .distantFuture)) == [free.id, doubtful.id])
        try test.desk.perform(.cancel, on: free.id)
        #expect(try test.desk.unreleased(madeBy: .distantFuture) == [doubtful.id])
    }

    /// A lift is an update to everybody who asked for it; only what should never have been announced is a cancel.
    @Test func aLiftIsAnUpdateAndAWithdrawalACancel() throws {
        let test = try TestDesk()
        let first = try #require(try test.receive(Reports.rain(0, .danger)).alert)
        let end = try #require(try test.receive(Reports.rain(5, .none)).alert)
        #expect(end.change == .ended && end.messageType == .update && end.references == [first.id])
        let other = try TestDesk()
        let wrong = try #require(try other.receive(Reports.quake("VXSE53", 0, city: .fiveLower)).alert)
        let cancel = try #require(try other.receive(Reports.quake("VXSE53", 5, kind: .withdrawn)).alert)
        #expect(cancel.messageType == .cancel && cancel.references == [wrong.id])
        #expect(cancel.priority == wrong.priority, "no less urgent than what it takes back")
    }
}
