// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Testing

@testable import Mail

/// The session against Python's aiosmtpd, with TLS and AUTH.
@Suite(.timeLimit(.minutes(10))) struct AiosmtpdTests {
    private struct Record: Decodable {
        let from: String
        let to: [String]
        let data: Data
        let tls: Bool
        let authenticated: Bool
    }

    /// A server with a certificate made for this run.
    private struct Server {
        let program: ExternalProgram
        let settings: SMTPSettings
        private let certificate: TestCertificate

        init(_ security: SMTPSettings.Security) throws {
            certificate = try TestCertificate()
            let mode = security == .startTLS ? "starttls" : "tls"
            program = try ExternalProgram(
                "/usr/bin/python3",
                [
                    ExternalProgram.script("smtp_server.py"), mode, certificate.path, certificate.keyPath, "shirase",
                    "pass wörd",
                ],
                package: "python3-aiosmtpd"
            )
            let line = try program.line()
            let port = try #require(
                line.flatMap { Int($0) },
                "aiosmtpd did not start: apt-get install python3-aiosmtpd, or run `make test`"
            )
            var settings = SMTPSettings.loopback(port, security: security)
            settings.certificateAuthorityFile = certificate.path
            settings.username = "shirase"
            settings.password = "pass wörd"
            self.settings = settings
        }

        func stop() throws {
            program.stop()
            try certificate.remove()
        }
    }

    @Test(arguments: [SMTPSettings.Security.startTLS, .implicitTLS])
    func mailsInEveryLanguageReadBackWithoutDefects(_ security: SMTPSettings.Security) async throws {
        let server = try Server(security)
        defer { #expect(throws: Never.self) { try server.stop() } }
        var messages: [ListSource.Message] = []
        for (index, sample) in Sample.languages.enumerated() {
            for encoding in BodyEncoding.allCases {
                let content = Sample.content(
                    subject: sample.subject,
                    text: sample.body + ".\n",
                    html: "<p>\(sample.body)</p>",
                    tag: sample.tag
                )
                let recipient = try Sample.recipient(index)
                messages.append(
                    .init(
                        recipient: recipient.address,
                        content: try Sample.mail(content, encoding: encoding, recipient: recipient),
                        eightBit: encoding == .eightBit
                    )
                )
            }
        }
        let source = ListSource(messages)
        #expect(await source.end(server.settings) == .finished)
        #expect(source.outcomes.allSatisfy { $0?.isAccepted == true })

        try server.program.closeInput()
        let records = try messages.map { _ in
            try JSONDecoder().decode(Record.self, from: Data(#require(try server.program.line()).utf8))
        }
        #expect(records.allSatisfy { $0.tls && $0.authenticated })
        #expect(records.map(\.to) == messages.map { [$0.recipient.wire] })
        #expect(records.map { Array($0.data) } == messages.map(\.content))
        for (index, mail) in try PythonMail.read(records.map { Array($0.data) }).enumerated() {
            let sample = Sample.languages[index / 2]
            #expect(mail.defects.isEmpty)
            #expect(mail.values("Subject") == [sample.subject])
            #expect(mail.text == sample.body + ".\n")
            #expect(mail.html == "<p>\(sample.body)</p>\n")
        }
    }

    @Test func aWrongPasswordIsAFaultOfAuthentication() async throws {
        let server = try Server(.startTLS)
        defer { #expect(throws: Never.self) { try server.stop() } }
        var settings = server.settings
        settings.password = "wrong"
        guard case .failure(let error) = await ListSource(try Sample.messages(1)).send(settings) else {
            Issue.record("a wrong password was taken")
            return
        }
        #expect(error.stage == .auth)
        #expect(error.reply?.code == 535)
        #expect(!"\(error)".contains("wrong"))
    }

    @Test(arguments: [SMTPSettings.Security.startTLS, .implicitTLS])
    func aCertificateOfNobodyIsRefused(_ security: SMTPSettings.Security) async throws {
        let server = try Server(security)
        defer { #expect(throws: Never.self) { try server.stop() } }
        var settings = server.settings
        settings.certificateAuthorityFile = nil
        guard case .failure(let error) = await ListSource(try Sample.messages(1)).send(settings) else {
            Issue.record("an unknown certificate was taken")
            return
        }
        #expect(error.stage == .tls)
    }

    @Test func aCertificateForAnotherNameIsRefused() async throws {
        let server = try Server(.startTLS)
        defer { #expect(throws: Never.self) { try server.stop() } }
        var settings = server.settings
        settings.host = "localhost"
        guard case .failure(let error) = await ListSource(try Sample.messages(1)).send(settings) else {
            Issue.record("a certificate for another name was taken")
            return
        }
        #expect(error.stage == .tls)
    }
}
