// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Glibc
import Testing

@testable import Mail

/// The session against Postfix's smtp-sink, well behaved and not.
@Suite(.timeLimit(.minutes(10)), .serialized) struct SMTPSinkTests {
    private struct Sink {
        let program: ExternalProgram
        let port: Int

        init(_ options: [String]) throws {
            port = try Self.freePort()
            // As root it insists on another user to run as; as that user it must not be told.
            let user = geteuid() == 0 ? ["-u", "nobody"] : []
            program = try ExternalProgram(
                "/usr/sbin/smtp-sink",
                user + options + ["127.0.0.1:\(port)", "100"],
                package: "postfix"
            )
            // smtp-sink does not tell when it listens; asking the port is the only way to know.
            var tries = 1_000
            while tries > 0, !Self.isListening(port) {
                tries -= 1
                usleep(5_000)
            }
        }

        static func freePort() throws -> Int {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(descriptor) }
            var address = loopback(0)
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let isBound = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
                }
            }
            try #require(isBound)
            return Int(UInt16(bigEndian: address.sin_port))
        }

        static func isListening(_ port: Int) -> Bool {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(descriptor) }
            var address = loopback(port)
            return withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
        }

        static func loopback(_ port: Int) -> sockaddr_in {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = UInt16(port).bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            return address
        }
    }

    @Test(arguments: [["-p"], []])
    func mailsInEveryLanguageReadBackWithoutDefects(_ options: [String]) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sink-\(UUID().uuidString)")
        // The sink writes as another user.
        let open: [FileAttributeKey: Any] = [.posixPermissions: 0o777]
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.setAttributes(open, ofItemAtPath: folder.path)
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
        let sink = try Sink(options + ["-d", folder.path + "/mail."])
        let messages = try Sample.languages.enumerated().map { index, sample in
            let content = Sample.content(
                subject: sample.subject,
                text: ".\n" + sample.body,
                html: "<p>\(sample.body)</p>",
                tag: sample.tag
            )
            let recipient = try Sample.recipient(index)
            return ListSource.Message(
                recipient: recipient.address,
                content: try Sample.mail(content, encoding: .eightBit, recipient: recipient),
                eightBit: true
            )
        }
        let source = ListSource(messages)
        #expect(await source.end(.loopback(sink.port)) == .finished)
        sink.program.stop()
        #expect(source.outcomes.allSatisfy { $0?.isAccepted == true })

        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let mails = try PythonMail.read(names.map { Array(try Data(contentsOf: folder.appendingPathComponent($0))) })
        #expect(mails.count == Sample.languages.count)
        for sample in Sample.languages {
            let mail = try #require(mails.first { $0.values("Content-Language") == [sample.tag] })
            #expect(mail.defects.isEmpty)
            #expect(mail.values("Subject") == [sample.subject])
            #expect(mail.text == ".\n" + sample.body)
            #expect(mail.html == "<p>\(sample.body)</p>\n")
        }
    }

    /// The table of what went wrong with libcurl's own SMTP: each fault, at each stage, pipelined and not.
    @Test(
        arguments: [
            ("-r", "MAIL", "transient mail 450"), ("-r", "RCPT", "transient rcpt 450"),
            ("-r", "DATA", "transient data 450"),
            ("-r", ".", "transient content 450"),
            ("-f", "MAIL", "permanent mail 500"), ("-f", "RCPT", "permanent rcpt 500"),
            ("-f", "DATA", "permanent data 500"),
            ("-f", ".", "permanent content 500"),
            ("-Q", "MAIL", "transient mail 421"), ("-Q", "RCPT", "transient rcpt 421"),
            ("-Q", "DATA", "transient data 421"),
            ("-Q", ".", "transient content 421"),
            ("-q", "MAIL", "notSent"), ("-q", "RCPT", "notSent"), ("-q", "DATA", "notSent"), ("-q", ".", "unknown"),
        ],
        [[], ["-p"]]
    )
    func everyFaultHasItsOutcome(_ fault: (String, String, String), _ options: [String]) async throws {
        let sink = try Sink(options + [fault.0, fault.1])
        defer { sink.program.stop() }
        let source = ListSource(try Sample.messages(1))
        let result = await source.send(.loopback(sink.port))
        let outcome =
            switch source.outcomes.first {
            case .some(.accepted): "accepted"
            case .some(.permanent(let stage, let reply)): "permanent \(stage) \(reply.code)"
            case .some(.transient(let stage, let reply)): "transient \(stage) \(reply.code)"
            case .some(.notSent): "notSent"
            case .some(.unknown): "unknown"
            case .some(nil), nil: "none"
            }
        #expect(outcome == fault.2)
        if fault.0 == "-q" || fault.0 == "-Q" {
            #expect(throws: SMTPSessionError.self) { _ = try result.get() }
        } else {
            #expect(throws: Never.self) { _ = try result.get() }
        }
    }

    @Test(arguments: [
        ("-r", "CONNECT", SMTPStage.greeting), ("-f", "CONNECT", .greeting), ("-q", "EHLO", .ehlo),
        ("-Q", "EHLO", .ehlo),
    ])
    func aSessionThatCannotBeOpenedTellsItsStage(_ option: String, _ command: String, _ stage: SMTPStage) async throws {
        let sink = try Sink([option, command])
        defer { sink.program.stop() }
        let source = ListSource(try Sample.messages(1))
        guard case .failure(let error) = await source.send(.loopback(sink.port)) else {
            Issue.record("a refused session was opened")
            return
        }
        #expect(error.stage == stage)
        #expect(source.handedOut == 0)
    }
}
