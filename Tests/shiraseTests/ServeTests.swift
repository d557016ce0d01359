// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Delivery
import Foundation
import FoundationNetworking
import Mailbox
import TestSupport
import Testing

@testable import shirase

@Suite(.timeLimit(.minutes(10)))
struct ServeTests {
    /// A telegram in the spool becomes mails; the file moves on; a second copy makes nothing.
    @Test func spooledTelegramBecomesMails() async throws {
        let site = try await Site()
        try site.importResidents(30)
        let process = try site.serve()
        let spool = site.folder.url.appendingPathComponent("data/spool")
        _ = try await site.webPort()
        let telegram = try site.telegram("VPWW55")
        for name in ["a.xml", "b.xml"] {
            let part = spool.appendingPathComponent("incoming/.\(name)")
            try FileManager.default.copyItem(at: telegram, to: part)
            try FileManager.default.moveItem(at: part, to: spool.appendingPathComponent("incoming/\(name)"))
        }
        try Data("<!DOCTYPE x><Report/>".utf8).write(to: spool.appendingPathComponent("incoming/hostile.xml"))
        try await site.mailbox.store.waitForCount(30)
        _ = try await eventually("the files are moved") {
            let done = try FileManager.default.contentsOfDirectory(atPath: spool.appendingPathComponent("done").path)
            let refused = try FileManager.default.contentsOfDirectory(
                atPath: spool.appendingPathComponent("refused").path
            )
            return done.sorted() == ["a.xml", "b.xml"] && refused.sorted() == ["hostile.xml", "hostile.xml.reason.txt"]
                ? true : nil
        }
        _ = try await eventually("the release finishes") { try site.accounts().first { $0.state == "finished" } }
        process.terminate()
        process.awaitEnd()
        #expect(process.terminationStatus == 0)
        #expect(try site.accounts().count == 1)
        #expect(site.mailbox.store.count == 30)
        #expect(!site.log().contains("@example.jp"), "an address stands in the log")
        let mail = try #require(site.mailbox.store.mails.first)
        #expect(mail.commandCount == 3)
        #expect(mail.envelopeFrom.hasPrefix("b-1-"))
    }

    /// A push relay with the token is answered with what became of the telegram.
    @Test func pushedTelegramIsAnswered() async throws {
        let site = try await Site()
        try site.importResidents(3)
        let process = try site.serve()
        defer { process.terminate() }
        let port = try await site.webPort()
        let bytes = try Data(contentsOf: site.telegram("VTSE41"))
        func post(_ body: Data, token: String) async throws -> (status: Int, text: String) {
            var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)/intake/jma")))
            request.httpMethod = "POST"
            request.httpBody = body
            request.setValue("application/xml", forHTTPHeaderField: "Content-Type")
            request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
            let (data, response) = try await URLSession.shared.data(for: request)
            return ((response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self))
        }
        #expect(try await post(bytes, token: "wrong").status == 401)
        let first = try await post(bytes, token: Site.token)
        #expect(first.status == 201)
        #expect(first.text.contains("ichikawa.tsunami.312.Actual"))
        let second = try await post(bytes, token: Site.token)
        #expect(second.status == 200)
        #expect(second.text.contains("duplicate"))
        let hostile = try await post(
            Data("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>".utf8),
            token: Site.token
        )
        #expect(hostile.status == 422)
        try await site.mailbox.store.waitForCount(3)
    }

    /// The link in a mail works: GET asks, POST ends, and the next alert leaves the reader alone.
    @Test func unsubscribeLinkEndsTheMails() async throws {
        let site = try await Site()
        try site.importResidents(2, languages: ["en"])
        let process = try site.serve()
        defer { process.terminate() }
        let port = try await site.webPort()
        #expect(try site.run("intake", try site.telegram("VXSE51").path).status == 0)
        try await site.mailbox.store.waitForCount(2)
        let mail = try #require(site.mailbox.store.mails.first)
        let header = try #require(mail.decoded.header("List-Unsubscribe"))
        let link = try #require(header.firstMatch(of: /<https:\/\/[^\/]+(\/u\/[0-9a-f]{48})>/))
        #expect(mail.decoded.text?.contains(String(link.output.1)) == true, "the text shows no link")
        func visit(_ method: String) async throws -> Int {
            var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)\(link.output.1)")))
            request.httpMethod = method
            if method == "POST" { request.httpBody = Data("List-Unsubscribe=One-Click".utf8) }
            request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
            let (_, response) = try await URLSession.shared.data(for: request)
            return (response as? HTTPURLResponse)?.statusCode ?? 0
        }
        #expect(try await visit("GET") == 200)
        #expect(try site.run("subscribers", "count").output.hasPrefix("subscribers 2\n"))
        #expect(try await visit("POST") == 200)
        #expect(try await visit("POST") == 200)
        #expect(try site.run("subscribers", "count").output.hasPrefix("subscribers 1\n"))
        #expect(try site.run("intake", try site.telegram("VTSE41").path).status == 0)
        let account = try await eventually("the second release finishes") {
            try site.accounts().first { $0.alert.contains("tsunami") && $0.state == "finished" }
        }
        #expect(account.audience == 1)
        #expect(site.mailbox.store.mails.filter { $0.envelopeTo == mail.envelopeTo }.count == 1)
    }

    /// Two services on one database would send everything twice.
    @Test func secondServiceOnTheSameDatabaseIsRefused() async throws {
        let site = try await Site()
        let process = try site.serve()
        defer { process.terminate() }
        _ = try await site.webPort()
        let second = try site.run("serve")
        #expect(second.status == 75)
        #expect(second.errors.contains("another shirase serves"))
    }
}
