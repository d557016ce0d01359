// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Mailbox
import Testing

@testable import Mail

/// The session against the local mailbox: a strict server whose faults can be chosen.
@Suite(.timeLimit(.minutes(10))) struct SMTPSessionTests {
    private func withMailbox<Result>(
        faults: MailboxFaults? = nil,
        _ body: (Int, MailStore) async throws -> Result,
    ) async throws -> Result {
        let mailbox = LocalMailbox(faults: faults)
        let port = try await mailbox.start()
        do {
            let result = try await body(port, mailbox.store)
            try await mailbox.stop()
            return result
        } catch {
            try await mailbox.stop()
            throw error
        }
    }

    @Test func aThousandMailsArriveOverOneConnection() async throws {
        let messages = try Sample.messages(1_000)
        let source = ListSource(messages)
        try await withMailbox { port, store in
            #expect(await source.end(.loopback(port)) == .finished)
            #expect(store.count == 1_000)
            #expect(source.outcomes.allSatisfy { $0?.isAccepted == true })
            #expect(source.order == (0..<1_000).map { UInt64($0) })
            for (mail, message) in zip(store.mails, messages) {
                #expect(mail.data == message.content)
                #expect(mail.envelopeFrom == message.sender)
                #expect(mail.envelopeTo == [message.recipient.wire])
                #expect(mail.commandCount == 3)
            }
        }
    }

    @Test func eightBitAndDotsArriveAsTheyWere() async throws {
        var bytes = try Sample.mail(Sample.content(text: ".\n..\n\n.x\n字\n.\n"), encoding: .eightBit)
        bytes += Array(".\r\n".utf8)
        let source = ListSource([
            .init(sender: "", recipient: Sample.address("\"a..b\"@docomo.ne.jp"), content: bytes, eightBit: true)
        ])
        try await withMailbox { port, store in
            #expect(await source.end(.loopback(port)) == .finished)
            #expect(store.mails.map(\.data) == [bytes])
            #expect(store.mails.first?.envelopeFrom == "")
            #expect(store.mails.first?.envelopeTo == ["\"a..b\"@docomo.ne.jp"])
        }
    }

    @Test func theConnectionEndsAtItsLimit() async throws {
        let source = ListSource(try Sample.messages(10))
        try await withMailbox { port, store in
            var settings = SMTPSettings.loopback(port)
            settings.messagesPerConnection = 4
            #expect(await source.end(settings) == .limitReached)
            #expect(store.count == 4)
            #expect(source.handedOut == 4)
            #expect(await source.end(settings) == .limitReached)
            #expect(await source.end(settings) == .finished)
            #expect(store.count == 10)
        }
    }

    @Test func anIdleSourceIsWaitedForWithNothingInFlight() async throws {
        let source = ListSource(try Sample.messages(6), pausingBefore: [0, 3])
        try await withMailbox { port, store in
            #expect(await source.end(.loopback(port)) == .finished)
            #expect(source.waits == 2)
            #expect(store.count == 6)
        }
    }

    @Test func aServerThatClosesAnIdleConnectionIsNotAtFault() async throws {
        let source = ListSource(try Sample.messages(1), staysOpen: true)
        let mailbox = LocalMailbox()
        let port = try await mailbox.start()
        async let end = source.end(.loopback(port))
        while source.order.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        try await mailbox.stop()
        #expect(await end == .closedIdle)
        #expect(source.outcomes.first??.isAccepted == true)
    }

    @Test func refusalsConcernTheirMessageAlone() async throws {
        let source = ListSource(try Sample.messages(30))
        let faults: MailboxFaults = { stage, envelope in
            switch (stage, envelope.to.last) {
            case (.rcpt, "user3@example.jp"): .reply("550 5.1.1 <user3@example.jp>: unknown")
            case (.rcpt, "user4@example.jp"): .reply("450 4.2.1 later")
            case (.data, "user9@example.jp"): .reply("451 4.3.0 not now")
            case (.content, "user12@example.jp"): .reply("554 5.7.1 refused")
            case (.content, "user13@example.jp"): .reply("452 4.2.2 full")
            default: nil
            }
        }
        try await withMailbox(faults: faults) { port, store in
            #expect(await source.end(.loopback(port)) == .finished)
            let outcomes = source.outcomes
            for (index, outcome) in outcomes.enumerated() {
                switch (index, outcome) {
                case (3, .permanent(.rcpt, let reply)): #expect(reply.enhancedCode == EnhancedStatusCode(5, 1, 1))
                case (4, .transient(.rcpt, let reply)): #expect(reply.code == 450)
                case (9, .transient(.data, let reply)): #expect(reply.code == 451)
                case (12, .permanent(.content, let reply)): #expect(reply.code == 554)
                case (13, .transient(.content, let reply)): #expect(reply.code == 452)
                default: #expect(outcome?.isAccepted == true && ![3, 4, 9, 12, 13].contains(index), "\(index)")
                }
            }
            #expect(store.count == 25)
        }
    }

    @Test func aReplyLostAfterTheContentIsUnknownAndTheRestNotSent() async throws {
        let source = ListSource(try Sample.messages(20))
        let faults: MailboxFaults = { stage, envelope in
            stage == .content && envelope.to == ["user7@example.jp"] ? .acceptAndDrop : nil
        }
        try await withMailbox(faults: faults) { port, store in
            guard case .failure(let error) = await source.send(.loopback(port)) else {
                Issue.record("a lost connection was not told")
                return
            }
            #expect(error.message == "the connection was lost" && error.stage == .content)
            // It is in the store, as the client cannot know.
            #expect(store.count == 8)
            #expect(source.outcomes.prefix(7).allSatisfy { $0?.isAccepted == true })
            #expect(source.outcomes[7] == .unknown(.connectionLost))
            #expect(source.outcomes.dropFirst(8).allSatisfy { $0 == .notSent(.connectionLost) })
            #expect((8...9).contains(source.handedOut))
        }
    }

    @Test func service421IsHandedOnWithItsReply() async throws {
        let source = ListSource(try Sample.messages(20))
        let faults: MailboxFaults = { stage, envelope in
            stage == .rcpt && envelope.to == ["user5@example.jp"] ? .replyAndClose("421 4.7.0 too many") : nil
        }
        try await withMailbox(faults: faults) { port, store in
            guard case .failure(let error) = await source.send(.loopback(port)) else {
                Issue.record("a closed service was not told")
                return
            }
            #expect(error.reply?.code == 421 && error.stage == .rcpt)
            #expect(store.count == 5)
            guard case .transient(.rcpt, let reply) = source.outcomes[5] else {
                Issue.record("\(String(describing: source.outcomes[5]))")
                return
            }
            #expect(reply.enhancedCode == EnhancedStatusCode(4, 7, 0))
        }
    }

    @Test func aSilentServerIsGivenUpAfterTheTimeLimit() async throws {
        let source = ListSource(try Sample.messages(3))
        let faults: MailboxFaults = { stage, _ in stage == .content ? .delay(milliseconds: 600_000) : nil }
        try await withMailbox(faults: faults) { port, _ in
            var settings = SMTPSettings.loopback(port)
            settings.replyTimeouts.content = .milliseconds(50)
            guard case .failure(let error) = await source.send(settings) else {
                Issue.record("a silent server was waited for")
                return
            }
            #expect(error.stage == .content)
            #expect(source.outcomes.first == .unknown(.timedOut(.content)))
        }
    }

    @Test(arguments: [
        (MailboxStage.greeting, "554 5.3.2 no service", SMTPStage.greeting),
        (.greeting, "421 4.3.2 busy", .greeting),
        (.ehlo, "550 5.7.1 not you", .ehlo),
    ])
    func aRefusedSessionTellsStageAndReply(_ stage: MailboxStage, _ reply: String, _ expected: SMTPStage) async throws {
        let source = ListSource(try Sample.messages(1))
        try await withMailbox(faults: { asked, _ in asked == stage ? .reply(reply) : nil }) { port, _ in
            guard case .failure(let error) = await source.send(.loopback(port)) else {
                Issue.record("a refused session was opened")
                return
            }
            #expect(error.stage == expected)
            #expect(error.reply.map { "\($0)" } == reply)
            #expect(source.handedOut == 0)
        }
    }

    @Test func nobodyListeningIsAFaultOfConnecting() async throws {
        let mailbox = LocalMailbox()
        let port = try await mailbox.start()
        try await mailbox.stop()
        guard case .failure(let error) = await ListSource(try Sample.messages(1)).send(.loopback(port)) else {
            Issue.record("a session with nobody was opened")
            return
        }
        #expect(error.stage == .connect)
    }

    @Test func proxiesOfTheEnvironmentPlayNoPart() async {
        // In a process of its own: others read the environment meanwhile.
        await #expect(processExitsWith: .success) {
            setenv("all_proxy", "http://127.0.0.1:1", 1)
            let mailbox = LocalMailbox()
            let port = try await mailbox.start()
            let source = ListSource(try Sample.messages(1))
            #expect(await source.end(.loopback(port)) == .finished)
            #expect(mailbox.store.count == 1)
        }
    }

    @Test func aServerWithoutSTARTTLSGetsNothingWhereItIsWanted() async throws {
        let source = ListSource(try Sample.messages(1))
        try await withMailbox { port, store in
            guard case .failure(let error) = await source.send(.loopback(port, security: .startTLS)) else {
                Issue.record("a session without TLS was opened")
                return
            }
            #expect(error.stage == .tls)
            #expect(store.count == 0)
        }
    }

    @Test func wrongSettingsAreToldTogether() {
        var settings = SMTPSettings.loopback(0)
        settings.host = "relay.example.jp"
        settings.heloName = "a b"
        settings.username = "u"
        settings.password = "p\r\n"
        settings.messagesPerConnection = 0
        settings.connectTimeout = .zero
        settings.window = 65
        #expect(settings.faults.count == 7)
        #expect(SMTPSettings.loopback(25).faults.isEmpty)
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!dumped.contains("p\r\n"))
    }
}
