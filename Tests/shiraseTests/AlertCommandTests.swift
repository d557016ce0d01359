// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Mailbox
import TestSupport
import Testing

@testable import shirase

/// Alerts that wait for officers, from the telegram to the mail.
@Suite(.timeLimit(.minutes(10)))
struct AlertCommandTests {
    private func alert(_ site: Site) throws -> String {
        let result = try site.run("intake", "--json", try site.telegram("VXSE51").path)
        #expect(result.output.contains("\"disposition\":\"waits\""), "\(result.output)\(result.errors)")
        let line = try JSONDecoder().decode([String: String].self, from: Data(result.output.utf8))
        return try #require(line["alert"])
    }

    @Test func whatWaitsGoesOutOnceTwoOfficersLetIt() async throws {
        let site = try await Site.reviewing()
        let process = try site.serve()
        defer { process.terminate() }
        let alert = try alert(site)
        #expect(try site.run("alert", "list").output.contains(alert))
        #expect(try site.run("status").output.contains("waiting \(alert)"))
        let shown = try site.run("alert", "show", "--lang", "en", alert)
        #expect(shown.output.contains("rule earthquake lets officers decide"), "\(shown.errors)")
        #expect(shown.output.contains("EARTHQUAKE") || shown.output.contains("arthquake"))
        let alone = try site.run("alert", "approve", "--by", "sato", "--by", "sato", alert)
        #expect(alone.status == 77 && alone.errors.contains("it takes 2"))
        #expect(site.mailbox.store.count == 0)
        let both = try site.run("alert", "approve", "--by", "sato", "--by", "suzuki", alert)
        #expect(both.status == 0, "\(both.errors)")
        try await site.mailbox.store.waitForCount(3)
        #expect(try site.run("alert", "list").output.contains("no alert waits"))
        #expect(try !site.run("status").output.contains("waiting \(alert)"))
        #expect(try site.run("alert", "show", alert).output.contains("let go by sato, suzuki"))
    }

    @Test func whatIsRefusedReachesNobody() async throws {
        let site = try await Site.reviewing()
        let alert = try alert(site)
        #expect(try site.run("alert", "reject", alert).status == 0)
        let process = try site.serve()
        _ = try await site.webPort()
        #expect(try site.run("alert", "approve", "--by", "a", "--by", "b", alert).status == 77)
        #expect(try site.run("alert", "reject", "nothing.1").status == 66)
        process.terminate()
        process.awaitEnd()
        #expect(site.mailbox.store.count == 0)
        #expect(try site.accounts().isEmpty)
    }

    /// The CAP document of each revision is valid by its schema and refers to the one before it.
    @Test(.enabled(if: SharedData.isPresent, SharedData.absent))
    func everyRevisionIsAValidCAPDocument() async throws {
        let site = try await Site()
        for (number, name) in ["VXSE51", "VXSE53", "VPWW55", "VTSE41"].enumerated() {
            let result = try site.run("intake", "--json", try site.telegram(name).path)
            let line = try JSONDecoder().decode([String: String?].self, from: Data(result.output.utf8))
            let alert = try #require(line["alert"] ?? nil)
            let document = try site.run("alert", "cap", alert)
            #expect(document.status == 0, "\(document.errors)")
            #expect(document.output.contains("<identifier>\(alert)</identifier>"))
            #expect(document.output.components(separatedBy: "<info>").count == 17, "a block for each language")
            #expect(document.output.components(separatedBy: "<polygon>").count == 33, "two rings a language")
            #expect(document.output.contains("<references>") == (name == "VXSE53"))
            let file = try site.folder.file("\(number).cap", document.output)
            let lint = Process()
            lint.executableURL = URL(fileURLWithPath: "/usr/bin/xmllint")
            lint.arguments = ["--noout", "--schema", SharedData.appending("cap/xsd/cap12.xsd").path, file.path]
            lint.standardError = FileHandle.nullDevice
            try lint.start()
            lint.awaitEnd()
            #expect(lint.terminationStatus == 0, "\(document.output.prefix(600))")
        }
    }
}
