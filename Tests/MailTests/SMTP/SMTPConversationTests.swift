// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Testing

@testable import Mail

private func envelope(_ tag: Int) -> [String] { ["MAIL FROM:<s@a.jp>", "RCPT TO:<r\(tag)@b.jp>", "DATA"] }

@Suite struct SMTPConversationTests {
    @Test func pipelinedContentGoesWithTheNextEnvelope() {
        var talk = Dialogue(pipelining: true)
        talk.submit(1)
        #expect(talk.said() == envelope(1))
        #expect(!talk.conversation.hasRoom)
        talk.answer("250 ok", "250 ok", "354 go")
        #expect(talk.conversation.hasRoom)
        talk.submit(2)
        #expect(talk.said() == ["x", "."] + envelope(2))
        #expect(talk.conversation.inFlight == 2)
        talk.answer("250 kept", "250 ok", "250 ok", "354 go")
        #expect(talk.outcomes() == ["1 accepted 250"])
        #expect(talk.said() == ["x", "."])
        talk.answer("250 kept")
        #expect(talk.outcomes() == ["2 accepted 250"])
        talk.conversation.quit()
        #expect(talk.said() == ["QUIT"])
        talk.answer("221 bye")
        #expect(talk.conversation.hasQuit && talk.conversation.failure == nil)
    }

    @Test func withoutPipeliningEachCommandWaits() {
        var talk = Dialogue(pipelining: false)
        talk.submit(1)
        for line in envelope(1) {
            #expect(talk.said() == [line])
            #expect(!talk.conversation.hasRoom)
            talk.answer(line == "DATA" ? "354 go" : "250 ok")
        }
        #expect(talk.said() == ["x", "."])
        #expect(!talk.conversation.hasRoom)
        talk.answer("250 kept")
        #expect(talk.outcomes() == ["1 accepted 250"])
        #expect(talk.conversation.hasRoom)
    }

    @Test(arguments: [
        // What the server says to MAIL, RCPT, DATA; what becomes of it; whether the client sends a lone dot.
        ("550 no", "503 mail first", "503 mail first", "1 permanent mail 550", false),
        ("450 later", "503 mail first", "554 none", "1 transient mail 450", false),
        ("250 ok", "550 unknown", "554 no valid recipients", "1 permanent rcpt 550", false),
        ("250 ok", "550 unknown", "503 no valid recipients", "1 permanent rcpt 550", false),
        ("250 ok", "450 later", "554 no valid recipients", "1 transient rcpt 450", false),
        ("250 ok", "552 full", "354 go", "1 permanent rcpt 552", true),
        ("550 no", "250 ok", "354 go", "1 permanent mail 550", true),
        ("250 ok", "250 ok", "452 full", "1 transient data 452", false),
        ("250 ok", "250 ok", "554 no", "1 permanent data 554", false),
        ("450 later", "550 unknown", "554 none", "1 transient mail 450", false),
    ])
    func aPipelinedRefusalCountsAtItsFirstStage(
        _ mail: String,
        _ rcpt: String,
        _ data: String,
        _ outcome: String,
        _ dot: Bool,
    ) {
        var talk = Dialogue(pipelining: true)
        talk.submit(1)
        _ = talk.said()
        talk.answer(mail, rcpt, data)
        #expect(talk.outcomes() == [outcome])
        talk.submit(2)
        #expect(talk.said() == (dot ? ["."] : ["RSET"]) + envelope(2))
        // Whatever is said to the lone dot counts for nothing.
        talk.answer(dot ? "554 no valid recipients" : "250 reset", "250 ok", "250 ok", "354 go")
        #expect(talk.said() == ["x", "."])
        talk.answer("250 kept")
        #expect(talk.outcomes() == ["2 accepted 250"])
    }

    @Test(arguments: [
        (["550 no"], "1 permanent mail 550"),
        (["450 no"], "1 transient mail 450"),
        (["250 ok", "550 no"], "1 permanent rcpt 550"),
        (["250 ok", "451 no"], "1 transient rcpt 451"),
        (["250 ok", "251 forwards", "554 no"], "1 permanent data 554"),
        (["250 ok", "250 ok", "451 no"], "1 transient data 451"),
    ])
    func aRefusalWithoutPipeliningIsFollowedByReset(_ replies: [String], _ outcome: String) {
        var talk = Dialogue(pipelining: false)
        talk.submit(1)
        for reply in replies {
            #expect(talk.said().count == 1)
            talk.answer(reply)
        }
        #expect(talk.outcomes() == [outcome])
        talk.submit(2)
        #expect(talk.said() == ["RSET"])
        talk.answer("250 reset")
        #expect(talk.said() == ["MAIL FROM:<s@a.jp>"])
    }

    @Test(arguments: [true, false])
    func contentRefusedIsToldByItsStage(_ pipelining: Bool) {
        for (reply, outcome) in [("550 spam", "1 permanent content 550"), ("452 full", "1 transient content 452")] {
            var talk = Dialogue(pipelining: pipelining)
            talk.submit(1)
            for reply in ["250 ok", "250 ok", "354 go"] {
                _ = talk.said()
                talk.answer(reply)
            }
            _ = talk.said()
            talk.answer(reply)
            #expect(talk.outcomes() == [outcome])
            #expect(talk.conversation.hasRoom)
        }
    }

    /// The two messages of a pipeline, at each reply that the server may give up at.
    private static let pipelineReplies = [
        "250 m1", "250 r1", "354 d1", "250 c1", "250 m2", "250 r2", "354 d2", "250 c2",
    ]

    private func runPipeline(_ replies: some Sequence<String>) -> Dialogue {
        var talk = Dialogue(pipelining: true)
        talk.submit(1)
        for reply in replies {
            _ = talk.said()
            talk.answer(reply)
            if reply == "354 d1" { talk.submit(2) }
        }
        _ = talk.said()
        return talk
    }

    @Test(
        arguments: zip(
            0..<9,
            [
                ["1 notSent"], ["1 notSent"], ["1 notSent"], ["1 unknown", "2 notSent"],
                ["1 accepted 250", "2 notSent"],
                ["1 accepted 250", "2 notSent"], ["1 accepted 250", "2 notSent"], ["1 accepted 250", "2 unknown"],
                ["1 accepted 250", "2 accepted 250"],
            ]
        )
    )
    func aLostConnectionIsUnknownOnlyForContentHandedOver(_ count: Int, _ outcomes: [String]) {
        var talk = runPipeline(Self.pipelineReplies.prefix(count))
        talk.conversation.end(.connectionLost)
        #expect(talk.outcomes() == outcomes)
        talk.conversation.end(.connectionLost)
        #expect(talk.outcomes().isEmpty)
        #expect(talk.conversation.failure == .connectionLost && !talk.conversation.hasRoom)
    }

    @Test(
        arguments: zip(
            0..<9,
            [
                ["1 transient mail 421"], ["1 transient rcpt 421"], ["1 transient data 421"],
                ["1 transient content 421", "2 notSent"], ["1 accepted 250", "2 transient mail 421"],
                ["1 accepted 250", "2 transient rcpt 421"], ["1 accepted 250", "2 transient data 421"],
                ["1 accepted 250", "2 transient content 421"], ["1 accepted 250", "2 accepted 250"],
            ]
        )
    )
    func service421EndsItAnywhere(_ count: Int, _ outcomes: [String]) {
        var talk = runPipeline(Self.pipelineReplies.prefix(count))
        talk.answer("421 4.3.2 shutting down")
        #expect(talk.outcomes() == outcomes)
        guard case .closedByServer = talk.conversation.failure else {
            Issue.record("not closed by the server")
            return
        }
    }

    @Test func contentNotWrittenWholeWasNotSent() {
        for missing in 0...3 {
            var talk = Dialogue(pipelining: true)
            talk.submit(1, "hello\r\n")
            _ = talk.said()
            talk.answer("250 ok", "250 ok", "354 go")
            _ = talk.write(upTo: "hello\r\n.\r\n".utf8.count - missing)
            talk.conversation.end(.connectionLost)
            #expect(talk.outcomes() == [missing == 0 ? "1 unknown" : "1 notSent"])
        }
    }

    @Test func theNextEnvelopeNeedNotBeWrittenForContentToBeHandedOver() {
        var talk = Dialogue(pipelining: true)
        talk.submit(1, "hello\r\n")
        _ = talk.said()
        talk.answer("250 ok", "250 ok", "354 go")
        talk.submit(2)
        #expect(talk.write(upTo: 10) == Array("hello\r\n.\r\n".utf8))
        talk.conversation.end(.connectionLost)
        #expect(talk.outcomes() == ["1 unknown", "2 notSent"])
    }

    @Test(arguments: [
        (["354 what"], ["1 notSent"]),
        (["250 ok", "354 what"], ["1 notSent"]),
        (["250 ok", "250 ok", "250 done"], ["1 notSent"]),
        (["250 ok", "250 ok", "354 go", "354 again"], ["1 unknown"]),
        (["nonsense"], ["1 notSent"]),
        (["250 ok", "250-a", "550 b"], ["1 notSent"]),
        (["250 ok", "250 ok", "354 go", "x"], ["1 unknown"]),
        (["250 ok", "250 ok", "354 go", "250 kept", "250 too many"], ["1 accepted 250"]),
    ])
    func aServerOutOfStepIsLeft(_ replies: [String], _ outcomes: [String]) {
        var talk = Dialogue(pipelining: true)
        talk.submit(1)
        for reply in replies {
            _ = talk.said()
            talk.answer(reply)
        }
        #expect(talk.outcomes() == outcomes)
        #expect(talk.conversation.failure != nil)
    }

    @Test func aRefusalStandsThoughTheConnectionIsLostBeforeItsEnd() {
        var talk = Dialogue(pipelining: true)
        talk.submit(1)
        _ = talk.said()
        talk.answer("250 ok", "550 unknown")
        talk.conversation.end(.connectionLost)
        #expect(talk.outcomes() == ["1 permanent rcpt 550"])
    }

    @Test func sizeAndBodyAreSaidWhereTheyAreOffered() {
        var talk = Dialogue(pipelining: true, size: 1_000)
        talk.submit(1, "字\r\n", eightBit: true)
        #expect(talk.said().first == "MAIL FROM:<s@a.jp> SIZE=5 BODY=8BITMIME")
        var plain = Dialogue(pipelining: true)
        plain.submit(1, from: "")
        #expect(plain.said().first == "MAIL FROM:<>")
    }

    @Test func dotsAreStuffedAndCountedOnce() {
        var talk = Dialogue(pipelining: true)
        talk.submit(1, ".\r\n..\r\na.\r\n")
        _ = talk.said()
        talk.answer("250 ok", "250 ok", "354 go")
        #expect(talk.said() == ["..", "...", "a.", "."])
    }

    @Test func whatMayNotCrossTheWireIsRefusedWithoutAWord() {
        let cases: [(SMTPTransaction, String)] = [
            (transaction(content: "bare\n"), "0 permanent content 554"),
            (transaction(content: "a\rb\r\n"), "0 permanent content 554"),
            (transaction(content: ""), "0 permanent content 554"),
            (transaction(content: "字\r\n"), "0 permanent content 554"),
            (transaction(content: "字\r\n", eightBit: true), "0 permanent content 554"),
            (transaction(content: String(repeating: "x\r\n", count: 400)), "0 permanent content 552"),
            (transaction(sender: "a@b.jp> SIZE=1\r\nRCPT TO:<x@y.jp"), "0 permanent mail 501"),
            (transaction(sender: "a@b.jp>"), "0 permanent mail 501"),
            (transaction(sender: "not an address"), "0 permanent mail 501"),
            (transaction(recipient: nil), "0 permanent rcpt 501"),
        ]
        for (transaction, outcome) in cases {
            var talk = Dialogue(pipelining: true, eightBit: false, size: 1_000)
            talk.conversation.submit(transaction)
            #expect(talk.outcomes() == [outcome])
            #expect(talk.said().isEmpty)
            #expect(talk.conversation.hasRoom)
        }
    }

    private func transaction(
        sender: String = "s@a.jp",
        recipient: EmailAddress? = Sample.address("r@b.jp"),
        content: String = "x\r\n",
        eightBit: Bool = false,
    ) -> SMTPTransaction {
        var transaction = SMTPTransaction()
        transaction.sender = sender
        transaction.recipient = recipient
        transaction.content = Array(content.utf8)
        transaction.eightBit = eightBit
        return transaction
    }

    /// Any server, sane or not: every message gets one outcome, and a session never says more than it may.
    @Test func anyServerGivesEachMessageExactlyOneOutcome() {
        var generator = SeededGenerator(seed: 2920)
        let words = [
            "250 ok", "250 ok", "250 ok", "354 go", "354 go", "450 a", "550 b", "421 c", "250-x", "bad", "221 z",
        ]
        for round in 0..<4_000 {
            let chunking = round.isMultiple(of: 3)
            var talk = Dialogue(pipelining: round.isMultiple(of: 2), chunking: chunking, window: 3)
            var submitted: UInt64 = 0
            var seen: [UInt64: Int] = [:]
            for _ in 0..<30 {
                if talk.conversation.hasRoom, Bool.random(using: &generator) {
                    submitted += 1
                    talk.submit(submitted)
                }
                let commands = talk.said()
                #expect(commands.filter { $0 == "DATA" }.count <= 1)
                if talk.conversation.failure == nil, talk.conversation.awaitedStage != nil {
                    talk.answer(words.randomElement(using: &generator) ?? "")
                }
                while let (tag, _) = talk.conversation.nextCompletion() { seen[tag, default: 0] += 1 }
                #expect(talk.conversation.inFlight <= (chunking ? 3 : 2))
            }
            talk.conversation.end(.connectionLost)
            while let (tag, _) = talk.conversation.nextCompletion() { seen[tag, default: 0] += 1 }
            #expect(seen.count == Int(submitted) && seen.values.allSatisfy { $0 == 1 })
        }
    }
}
