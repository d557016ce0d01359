// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Testing

@testable import Mail

/// The session against a server in Python that offers CHUNKING and PIPELINING, well behaved and not.
@Suite(.timeLimit(.minutes(10))) struct ChunkingServerTests {
    private struct Record: Decodable, Hashable {
        let from: String
        let to: [String]
        let data: Data

        init(_ message: ListSource.Message) {
            from = message.sender
            to = [message.recipient.wire]
            data = Data(message.content)
        }
    }

    private struct Server {
        let program: ExternalProgram
        let port: Int

        init(_ faults: [String: String] = [:], certificate: TestCertificate? = nil) throws {
            let text = String(decoding: try JSONEncoder().encode(faults), as: UTF8.self)
            program = try ExternalProgram(
                "/usr/bin/python3",
                [ExternalProgram.script("chunking_server.py"), text]
                    + (certificate.map { [$0.path, $0.keyPath] } ?? []),
                package: "python3"
            )
            port = try #require(program.line().flatMap { Int($0) }, "the server did not start")
        }

        /// What it accepted, in that order; it ends.
        func records() throws -> [Record] {
            try program.closeInput()
            var records: [Record] = []
            while let line = try program.line() {
                records.append(try JSONDecoder().decode(Record.self, from: Data(line.utf8)))
            }
            return records
        }
    }

    /// Messages with a sender each, as return paths are in the service.
    private func messages(_ count: Int) throws -> [ListSource.Message] {
        try Sample.messages(count).enumerated().map { number, message in
            var message = message
            message.sender = "b-\(number)@city.example.jp"
            return message
        }
    }

    @Test(arguments: [1, 2, 8, 64])
    func everyMailArrivesOctetForOctetAndInOrder(_ window: Int) async throws {
        let server = try Server()
        defer { server.program.stop() }
        var messages = try messages(400)
        // What BDAT carries as it is.
        messages[7].content += Array(".\r\n..\r\n字\r\n.\r\nQUIT\r\n".utf8)
        messages[7].eightBit = true
        let source = ListSource(messages, pausingBefore: [0, 100])
        var settings = SMTPSettings.loopback(server.port)
        settings.window = window
        #expect(await source.end(settings) == .finished)
        #expect(source.outcomes.count == 400 && source.outcomes.allSatisfy { $0?.isAccepted == true })
        #expect(source.order == (0..<400).map { UInt64($0) })
        #expect(try server.records() == messages.map(Record.init))
    }

    @Test func theConnectionEndsAtItsLimit() async throws {
        let server = try Server()
        defer { server.program.stop() }
        let messages = try messages(10)
        let source = ListSource(messages)
        var settings = SMTPSettings.loopback(server.port)
        settings.messagesPerConnection = 4
        #expect(await source.end(settings) == .limitReached)
        #expect(source.handedOut == 4 && source.outcomes.allSatisfy { $0?.isAccepted == true })
        #expect(await source.end(settings) == .limitReached)
        settings.messagesPerConnection = nil
        #expect(await source.end(settings) == .finished)
        #expect(try server.records() == messages.map(Record.init))
    }

    @Test func refusalsConcernTheirMessageAlone() async throws {
        let server = try Server([
            "mail b-2@city.example.jp": "451 4.3.0 not now", "rcpt user3@example.jp": "550 5.1.1 unknown",
            "rcpt user4@example.jp": "450 4.2.1 later", "content user5@example.jp": "554 5.7.1 refused",
            "content user6@example.jp": "452 4.2.2 full",
            // Refused, and then told that all is well.
            "rcpt user9@example.jp": "550 5.1.1 unknown", "content user9@example.jp": "250 2.0.0 thrown away",
            "rcpt user39@example.jp": "550 5.1.1 unknown",
        ])
        defer { server.program.stop() }
        let messages = try messages(40)
        let source = ListSource(messages)
        #expect(await source.end(.loopback(server.port)) == .finished)
        let refused = [2, 3, 4, 5, 6, 9, 39]
        for (index, outcome) in source.outcomes.enumerated() {
            switch (index, outcome) {
            case (2, .transient(.mail, let reply)): #expect(reply.code == 451)
            case (3, .permanent(.rcpt, let reply)): #expect(reply.code == 550)
            case (4, .transient(.rcpt, let reply)): #expect(reply.code == 450)
            case (5, .permanent(.content, let reply)): #expect(reply.code == 554)
            case (6, .transient(.content, let reply)): #expect(reply.code == 452)
            case (9, .permanent(.rcpt, let reply)), (39, .permanent(.rcpt, let reply)): #expect(reply.code == 550)
            default: #expect(outcome?.isAccepted == true && !refused.contains(index), "\(index)")
            }
        }
        let kept = messages.enumerated().filter { !refused.contains($0.offset) }.map(\.element)
        #expect(try server.records() == kept.map(Record.init))
    }

    @Test(arguments: [
        "drop", "accept, drop", "half, drop", "421 4.3.2 shutting down",
    ])
    func aBrokenConnectionTellsNoLies(_ fault: String) async throws {
        let server = try Server(["content user20@example.jp": fault])
        defer { server.program.stop() }
        let messages = try messages(60)
        let source = ListSource(messages)
        guard case .failure = await source.send(.loopback(server.port)) else {
            Issue.record("a broken connection was not told")
            return
        }
        #expect((21...28).contains(source.handedOut))
        let records = try server.records()
        #expect(records == messages.prefix(fault == "accept, drop" ? 21 : 20).map(Record.init))
        for (index, outcome) in source.outcomes.enumerated() {
            switch outcome {
            case .some(.accepted): #expect(index < 20)
            case .some(.unknown): break
            case .some(.notSent), .some(.transient): #expect(index >= records.count, "\(index)")
            case .some(.permanent), nil: Issue.record("\(index): \(String(describing: outcome))")
            }
        }
    }

    @Test func messagesLargerThanAllBuffersArriveOverTLS() async throws {
        let certificate = try TestCertificate()
        defer { #expect(throws: Never.self) { try certificate.remove() } }
        let server = try Server(certificate: certificate)
        defer { server.program.stop() }
        var messages = try messages(40)
        for index in messages.indices {
            let line = String(repeating: "abc \(index) ", count: 10) + "\r\n"
            messages[index].content += Array(String(repeating: line, count: 3_000 + 100 * index).utf8)
        }
        let source = ListSource(messages)
        var settings = SMTPSettings.loopback(server.port, security: .implicitTLS)
        settings.certificateAuthorityFile = certificate.path
        #expect(await source.end(settings) == .finished)
        #expect(source.outcomes.count == 40 && source.outcomes.allSatisfy { $0?.isAccepted == true })
        #expect(try server.records() == messages.map(Record.init))
    }

    /// The second message is more than all buffers between the two: the first one is on the other side, and a write
    /// that holds both of them has not ended.
    @Test func whatWentOverTLSBeforeABreakIsKnown() async throws {
        let certificate = try TestCertificate()
        defer { #expect(throws: Never.self) { try certificate.remove() } }
        let server = try Server(["content user0@example.jp": "accept, drop"], certificate: certificate)
        defer { server.program.stop() }
        var messages = try messages(2)
        messages[1].content += Array(String(repeating: "much ado about nothing\r\n", count: 1_000_000).utf8)
        let source = ListSource(messages)
        var settings = SMTPSettings.loopback(server.port, security: .implicitTLS)
        settings.certificateAuthorityFile = certificate.path
        guard case .failure = await source.send(settings) else {
            Issue.record("a broken connection was not told")
            return
        }
        #expect(source.outcomes == [.unknown(.connectionLost), .notSent(.connectionLost)])
        #expect(try server.records() == [Record(messages[0])])
    }

    @Test func aSilentServerIsGivenUpAfterTheTimeLimit() async throws {
        let server = try Server(["content user0@example.jp": "sleep"])
        defer { server.program.stop() }
        let source = ListSource(try messages(20))
        var settings = SMTPSettings.loopback(server.port)
        settings.replyTimeouts.content = .milliseconds(50)
        guard case .failure(let error) = await source.send(settings) else {
            Issue.record("a silent server was waited for")
            return
        }
        #expect(error.stage == .content)
        #expect(source.outcomes.count == 8)
        #expect(source.outcomes.allSatisfy { $0 == .unknown(.timedOut(.content)) })
    }
}
