// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Foundation
import StorageTestSupport
import Testing

/// Chains of other senders' messages.
@Suite(.eachEngine, .timeLimit(.minutes(10))) struct ForeignMessageTests {
    private let test: TestDesk
    init() throws { test = try TestDesk() }

    private func message(
        _ identifier: String,
        _ minutes: Int,
        _ kind: ForeignMessage.Kind = .alert,
        of references: [(String, Int)] = [],
        areas: [AreaCode] = ["1220300"],
        headline: String = "断水",
        isOver: Bool = false,
        sender: String = "suido@pref.example.jp"
    ) -> ForeignMessage {
        let facts = ForeignAlertFacts(
            sender: sender,
            identifier: identifier,
            sent: minute(minutes),
            urgency: .immediate,
            severity: .severe,
            certainty: .observed,
            expires: minute(minutes + 120),
            infos: [
                .init(
                    language: "ja",
                    event: "断水",
                    headline: headline,
                    description: nil,
                    instruction: nil,
                    senderName: nil,
                    areas: []
                )
            ],
            isOver: isOver
        )
        return ForeignMessage(
            sender: sender,
            identifier: identifier,
            sent: minute(minutes),
            status: .actual,
            kind: kind,
            references: references.map { .init(sender: sender, identifier: $0.0, sent: minute($0.1)) },
            areas: areas,
            facts: kind == .cancel ? nil : facts
        )
    }

    @discardableResult
    private func receive(_ message: ForeignMessage) throws -> Disposition {
        let telegram = AlertDesk.Telegram(
            bytes: "\(message)".utf8,
            bulletin: "CAP",
            reportedAt: message.sent
        )
        return try test.desk.receive(message, from: telegram, now: message.sent.addingTimeInterval(10))
    }

    @Test func everyAlertOfAnotherSenderWaitsWhateverTheRuleSays() throws {
        let alert = try #require(try receive(message("a.1", 0)).alert)
        let stored = try #require(try test.desk.alert(alert.id))
        #expect(stored.hold?.contains("officers") == true && stored.rule == "else")
        #expect(alert.hazard == .foreign && alert.expires == minute(120), "it is never sent after the sender's own end")
    }

    @Test func anUpdateAndACancelFollowWhatTheyReferTo() throws {
        let first = try #require(try receive(message("a.1", 0)).alert)
        try test.desk.confirm(first.id, by: ["sato", "suzuki"], now: minute(1))
        let update = message("a.2", 10, .update, of: [("a.1", 0)], headline: "断水は夜まで")
        let second = try #require(try receive(update).alert)
        #expect(second.change == .detailed && second.references == [first.id] && second.messageType == .update)
        let third = try #require(try receive(message("a.3", 20, .cancel, of: [("a.2", 10)])).alert)
        #expect(
            third.change == .withdrawn && third.messageType == .cancel && third.references == [first.id, second.id]
        )
    }

    @Test func whatRefersToNothingKnownIsRefusedUntilThatHasCome() throws {
        let update = message("a.2", 10, .update, of: [("a.1", 0)])
        guard case .unreadable(let reason) = try receive(update) else {
            Issue.record("an update of nothing was taken")
            return
        }
        #expect(reason.contains("a.1") && reason.contains("send that one first"))
        #expect(try test.desk.latest(9).isEmpty)
        try receive(message("a.1", 0))
        #expect(try receive(update).alert == nil, "the same words are no news, and its reference is known")
        #expect(try test.desk.latestTelegrams(1)[0].disposition.hasPrefix("no alert: nothing to act on"))
    }

    @Test func aReferenceByAnotherTimeOrSenderIsRefused() throws {
        try receive(message("a.1", 0))
        for wrong in [
            message("a.2", 10, .cancel, of: [("a.1", 1)]),
            message("a.3", 10, .cancel, of: [("a.1", 0)], sender: "somebody@else.example.jp"),
        ] {
            guard case .unreadable = try receive(wrong) else {
                Issue.record("\(wrong.identifier) was taken")
                continue
            }
        }
    }

    @Test func anIdentifierIsUsedOnce() throws {
        try receive(message("a.1", 0))
        guard case .unreadable(let reason) = try receive(message("a.1", 5, headline: "other words")) else {
            Issue.record("it was used twice")
            return
        }
        #expect(reason.contains("before"))
    }

    @Test func whatDoesNotTouchTheCityIsKnownAllTheSame() throws {
        guard case .notConcerned = try receive(message("a.1", 0, areas: [])) else {
            Issue.record("it concerned the city")
            return
        }
        let alert = try #require(try receive(message("a.2", 10, .update, of: [("a.1", 0)])).alert)
        #expect(alert.change == .new && alert.references.isEmpty, "its areas have grown into the city")
        try test.desk.confirm(alert.id, by: ["sato", "suzuki"], now: minute(11))
        let away = try #require(try receive(message("a.3", 20, .update, of: [("a.2", 10)], areas: [])).alert)
        #expect(away.change == .ended && away.areas == ["1220300"])
    }

    @Test func itsEndIsToldAndTheSameBytesCountOnce() throws {
        let first = try #require(try receive(message("a.1", 0)).alert)
        guard case .duplicate = try receive(message("a.1", 0)) else {
            Issue.record("it counted twice")
            return
        }
        try test.desk.confirm(first.id, by: ["sato", "suzuki"], now: minute(1))
        let over = message("a.2", 10, .update, of: [("a.1", 0)], isOver: true)
        #expect(try receive(over).alert?.change == .ended)
    }
}
