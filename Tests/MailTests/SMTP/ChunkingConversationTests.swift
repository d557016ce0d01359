// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Testing

@testable import Mail

/// The conversation with a server that offers CHUNKING and PIPELINING, word by word.
@Suite struct ChunkingConversationTests {
    private func chunk(_ tag: Int, reset: Bool = true) -> [String] {
        (reset ? ["RSET"] : []) + ["MAIL FROM:<s@a.jp>", "RCPT TO:<r\(tag)@b.jp>", "BDAT 3 LAST", "x"]
    }

    /// A dialogue with so many messages in flight, all of them written.
    private func talk(inFlight count: Int, window: Int = 8) -> Dialogue {
        var talk = Dialogue(pipelining: true, chunking: true, window: window)
        for tag in 1...count { talk.submit(UInt64(tag)) }
        _ = talk.said()
        return talk
    }

    @Test func aWindowOfTransactionsGoesOutWithoutWaiting() {
        var talk = Dialogue(pipelining: true, chunking: true, window: 3)
        for tag in 1...3 {
            #expect(talk.conversation.hasRoom)
            talk.submit(UInt64(tag))
        }
        #expect(!talk.conversation.hasRoom && talk.conversation.inFlight == 3)
        #expect(talk.said() == chunk(1, reset: false) + chunk(2) + chunk(3))
        talk.answer("250 ok", "250 ok")
        #expect(!talk.conversation.hasRoom && talk.outcomes().isEmpty)
        talk.answer("250 kept")
        #expect(talk.outcomes() == ["1 accepted 250"])
        #expect(talk.conversation.hasRoom)
        talk.submit(4)
        #expect(talk.said() == chunk(4))
        for _ in 2...4 { talk.answer("250 reset", "250 ok", "251 forwards", "250 kept") }
        #expect(talk.outcomes() == ["2 accepted 250", "3 accepted 250", "4 accepted 250"])
        // The server is known to be done: no RSET.
        talk.submit(5)
        #expect(talk.said() == chunk(5, reset: false))
    }

    @Test func aWindowOfOneWaitsForEachMessage() {
        var talk = talk(inFlight: 1, window: 1)
        #expect(!talk.conversation.hasRoom)
        talk.answer("250 ok", "250 ok", "250 kept")
        #expect(talk.outcomes() == ["1 accepted 250"])
        talk.submit(2)
        #expect(talk.said() == chunk(2, reset: false))
    }

    @Test func contentIsCountedInOctetsAndGoesAsItIs() {
        var talk = Dialogue(pipelining: true, chunking: true, size: 1_000)
        talk.submit(1, ".\r\n..\r\n字\r\n.\r\n", eightBit: true)
        #expect(
            talk.said() == [
                "MAIL FROM:<s@a.jp> SIZE=15 BODY=8BITMIME", "RCPT TO:<r1@b.jp>", "BDAT 15 LAST", ".", "..", "字", ".",
            ]
        )
        for content in ["bare\n", "a\rb\r\n", "no end", "", String(repeating: "x", count: 999) + "\r\n"] {
            talk.submit(2, content)
            #expect(talk.outcomes() == ["2 permanent content 554"])
            #expect(talk.said().isEmpty)
        }
    }

    @Test func withoutPipeliningThereIsNoBDAT() {
        var talk = Dialogue(pipelining: false, chunking: true)
        talk.submit(1)
        for line in ["MAIL FROM:<s@a.jp>", "RCPT TO:<r1@b.jp>", "DATA"] {
            #expect(talk.said() == [line])
            talk.answer(line == "DATA" ? "354 go" : "250 ok")
        }
        #expect(talk.said() == ["x", "."])
    }

    @Test(arguments: [
        // What the server says to MAIL, RCPT and BDAT; what becomes of it.
        ("550 no", "503 mail first", "503 mail first", "1 permanent mail 550"),
        ("450 later", "503 mail first", "554 none", "1 transient mail 450"),
        ("250 ok", "550 unknown", "554 no valid recipients", "1 permanent rcpt 550"),
        ("250 ok", "450 later", "503 no valid recipients", "1 transient rcpt 450"),
        ("250 ok", "250 ok", "452 full", "1 transient content 452"),
        ("250 ok", "250 ok", "554 no", "1 permanent content 554"),
        ("450 later", "550 unknown", "554 none", "1 transient mail 450"),
        // A good word after a refusal takes nothing back.
        ("250 ok", "550 unknown", "250 thrown away", "1 permanent rcpt 550"),
        ("450 later", "250 ok", "250 thrown away", "1 transient mail 450"),
    ])
    func aRefusalCountsAtItsFirstStageAndConcernsItsMessageAlone(
        _ mail: String,
        _ rcpt: String,
        _ bdat: String,
        _ outcome: String,
    ) {
        var talk = talk(inFlight: 3)
        talk.answer(mail, rcpt)
        #expect(talk.outcomes().isEmpty && talk.conversation.inFlight == 3)
        talk.answer(bdat)
        #expect(talk.outcomes() == [outcome])
        talk.answer("250 reset", "250 ok", "250 ok", "250 kept", "250 reset", "250 ok", "250 ok", "250 kept")
        #expect(talk.outcomes() == ["2 accepted 250", "3 accepted 250"])
        #expect(talk.conversation.failure == nil)
    }

    @Test func aRefusalWithNothingBehindIsFollowedByReset() {
        var talk = talk(inFlight: 1)
        talk.answer("250 ok", "250 ok", "554 no")
        talk.submit(2)
        #expect(talk.said() == chunk(2))
    }

    @Test(arguments: ["500 what", "502 not here", "354 go"])
    func aServerThatDoesNotResetIsLeft(_ reply: String) {
        // As one does that took a refused chunk for commands.
        var talk = talk(inFlight: 3)
        talk.answer("250 ok", "550 unknown", "503 no valid recipients", reply)
        #expect(talk.outcomes() == ["1 permanent rcpt 550", "2 unknown", "3 unknown"])
        guard case .unexpectedReply = talk.conversation.failure else {
            Issue.record("the server was not left")
            return
        }
    }

    @Test(arguments: [
        (["354 what"], ["1 unknown", "2 unknown"]),
        (["250 ok", "354 what"], ["1 unknown", "2 unknown"]),
        (["250 ok", "550 no", "354 go"], ["1 permanent rcpt 550", "2 unknown"]),
        (["250 ok", "250 ok", "354 go"], ["1 unknown", "2 unknown"]),
        (["250 ok", "250 ok", "250 kept", "x"], ["1 accepted 250", "2 unknown"]),
    ])
    func aServerOutOfStepIsLeft(_ replies: [String], _ outcomes: [String]) {
        var talk = talk(inFlight: 2)
        for reply in replies { talk.answer(reply) }
        #expect(talk.outcomes() == outcomes)
        #expect(talk.conversation.failure != nil && !talk.conversation.hasRoom)
    }

    /// At each octet of three transactions.
    @Test func aLostConnectionIsUnknownOnlyForContentWhollyWritten() {
        let texts = [chunk(1, reset: false), chunk(2), chunk(3)].map {
            ($0.joined(separator: "\r\n") + "\r\n").utf8.count
        }
        let ends = [texts[0], texts[0] + texts[1], texts[0] + texts[1] + texts[2]]
        for count in 0...ends[2] {
            var talk = Dialogue(pipelining: true, chunking: true)
            for tag in 1...3 { talk.submit(UInt64(tag)) }
            #expect(talk.write(upTo: count).count == count)
            talk.conversation.end(.connectionLost)
            #expect(talk.outcomes() == ends.enumerated().map { "\($0 + 1) \(count >= $1 ? "unknown" : "notSent")" })
        }
    }

    private static let replies = [
        "250 ok", "250 ok", "250 kept", "250 reset", "250 ok", "250 ok", "250 kept", "250 reset", "250 ok", "250 ok",
    ]

    @Test(
        arguments: zip(
            0...10,
            [
                ["1 transient mail 421", "2 unknown", "3 unknown"],
                ["1 transient rcpt 421", "2 unknown", "3 unknown"],
                ["1 transient content 421", "2 unknown", "3 unknown"],
                ["1 accepted 250", "2 unknown", "3 unknown"],
                ["1 accepted 250", "2 transient mail 421", "3 unknown"],
                ["1 accepted 250", "2 transient rcpt 421", "3 unknown"],
                ["1 accepted 250", "2 transient content 421", "3 unknown"],
                ["1 accepted 250", "2 accepted 250", "3 unknown"],
                ["1 accepted 250", "2 accepted 250", "3 transient mail 421"],
                ["1 accepted 250", "2 accepted 250", "3 transient rcpt 421"],
                ["1 accepted 250", "2 accepted 250", "3 transient content 421"],
            ]
        )
    )
    func service421EndsItAnywhere(_ count: Int, _ outcomes: [String]) {
        var talk = talk(inFlight: 3)
        for reply in Self.replies.prefix(count) { talk.answer(reply) }
        talk.answer("421 4.3.2 shutting down")
        #expect(talk.outcomes() == outcomes)
        guard case .closedByServer = talk.conversation.failure else {
            Issue.record("not closed by the server")
            return
        }
    }

    @Test func aRefusalStandsThoughTheConnectionIsLostBeforeItsEnd() {
        var talk = talk(inFlight: 2)
        talk.answer("250 ok", "550 unknown")
        talk.conversation.end(.connectionLost)
        #expect(talk.outcomes() == ["1 permanent rcpt 550", "2 unknown"])
    }

    @Test func leaveIsTakenWhenAllIsAnswered() {
        var talk = talk(inFlight: 1)
        talk.answer("250 ok", "250 ok", "250 kept")
        talk.conversation.quit()
        #expect(talk.said() == ["QUIT"])
        #expect(!talk.conversation.hasRoom)
        talk.answer("221 bye")
        #expect(talk.conversation.hasQuit && talk.conversation.failure == nil)
    }

    @Test func thereIsNoRoomWhileMuchWaitsToBeWritten() {
        let content = String(repeating: String(repeating: "x", count: 98) + "\r\n", count: 1_000)
        var talk = Dialogue(pipelining: true, chunking: true, window: 64)
        var tag: UInt64 = 0
        while talk.conversation.hasRoom {
            tag += 1
            talk.submit(tag, content)
        }
        #expect(tag == 3)
        _ = talk.write(upTo: 60_000)
        #expect(talk.conversation.hasRoom)
    }

    @Test func eachStageHasItsTimeLimit() {
        var talk = Dialogue(pipelining: true, chunking: true)
        talk.submit(1)
        talk.submit(2)
        var stages: [SMTPStage?] = [talk.conversation.awaitedStage]
        for reply in ["250 ok", "250 ok", "250 kept", "250 reset"] {
            talk.answer(reply)
            stages.append(talk.conversation.awaitedStage)
        }
        #expect(stages == [.mail, .rcpt, .content, .mail, .mail])
        talk.conversation.end(.timedOut(.mail))
        #expect(talk.conversation.stage == .mail)
    }
}
