// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import StorageTestSupport
import TestSupport
import Testing

@testable import Delivery

/// What a release's lanes answered, counted from what the ledger keeps.
@Suite(.eachEngine, .timeLimit(.minutes(10)))
struct AnswersTests {
    private func run(_ test: TestDelivery, unknown: Int, of count: Int) throws -> UnknownUserWatch {
        try test.plan(try test.alert("x"), for: try test.audience(count))
        let transport = FakeTransport<Live> { sent, _ in
            let number = Int(sent.address.dropFirst().prefix { $0 != "@" }) ?? 0
            if number < unknown {
                let reply = Outcome.Reply(
                    stage: "rcpt",
                    code: 550,
                    enhanced: "5.1.1",
                    meaning: "unknown-user",
                    detail: "no such user"
                )
                return .outcome(.permanent(reply))
            }
            if number == unknown {
                // A broken connection says nothing about anybody.
                return .outcome(
                    .permanent(.init(stage: "compose", code: nil, enhanced: nil, detail: "cannot be written"))
                )
            }
            return .outcome(.accepted)
        }
        let fanout = test.fanout(transport)
        try fanout.start()
        defer { fanout.stop() }
        try eventually("it never finishes") { test.isFinished("x") }
        return try test.ledger.answers(alert: "x")
    }

    @Test func aBlockIsToldFromDeadAddresses() throws {
        let few = try run(TestDelivery(), unknown: 2, of: 201)
        #expect(few.tallies == ["mail": .init(answers: 200, unknownUsers: 2)])
        #expect(few.alarmedLanes() == [])
        let many = try run(TestDelivery(), unknown: 10, of: 201)
        #expect(many.tallies == ["mail": .init(answers: 200, unknownUsers: 10)])
        #expect(many.alarmedLanes() == ["mail"])
    }

    @Test func whatNobodySaidIsNoAnswer() throws {
        let test = try TestDelivery()
        #expect(try test.ledger.answers(alert: "nothing").tallies.isEmpty)
    }
}
