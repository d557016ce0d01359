// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Mailbox
import TestSupport
import Testing

@testable import shirase

/// Feeds, from a server on this machine to alerts: each brings what it is trusted for and nothing else.
@Suite(.timeLimit(.minutes(10)))
struct FeedIntakeTests {
    /// A folder that Python's own server serves.
    private final class Files {
        let folder: TemporaryFolder
        let port: Int
        private let process = Process()

        init() throws {
            folder = try TemporaryFolder()
            let output = Pipe()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
            process.arguments = [
                "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", folder.url.path,
            ]
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.start()
            // "Serving HTTP on 127.0.0.1 port 40001 (http://127.0.0.1:40001/) ..."
            let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
            guard let found = line.firstMatch(of: /port (\d+)/), let port = Int(found.output.1) else {
                throw CocoaError(.executableLoad)
            }
            self.port = port
        }

        /// The child inherits a mask that blocks SIGTERM, and Python does not lift it.
        deinit { kill(process.processIdentifier, SIGKILL) }

        /// An Atom feed that names files of the folder.
        func feed(_ name: String, of files: [String]) throws {
            let now = Date().formatted(.iso8601)
            let entries = files.map { file in
                "<entry><title>t</title><id>urn:\(file)</id><updated>\(now)</updated>"
                    + "<link href='http://127.0.0.1:\(port)/\(file)'/></entry>"
            }
            _ = try folder.file(
                name,
                "<feed xmlns='http://www.w3.org/2005/Atom'><title>f</title><updated>\(now)</updated>"
                    + "\(entries.joined())</feed>"
            )
        }
    }

    private func site(_ key: String, _ value: String) async throws -> Site {
        let site = try await Site()
        let text = try String(contentsOf: site.config, encoding: .utf8)
        try (text + "\nfeeds:\n  \(key): \(value)\n  intervalSeconds: 1\n").write(
            to: site.config,
            atomically: true,
            encoding: .utf8
        )
        try site.importResidents(2)
        return site
    }

    private static let cap = """
        <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>w.1</identifier><sender>suido@pref.example.jp</sender>
        <sent>TIME</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope><info><language>ja</language>
        <category>Infra</category><event>断水</event><urgency>Immediate</urgency><severity>Severe</severity>
        <certainty>Observed</certainty><area><areaDesc>市川市</areaDesc></area></info></alert>
        """

    private static var now: String {
        let zone = TimeZone(secondsFromGMT: 32_400) ?? .gmt
        return Date().formatted(Date.ISO8601FormatStyle(timeZoneSeparator: .colon, timeZone: zone))
    }

    @Test func aTelegramOfJMAsFeedBecomesMailsAndACAPMessageInItDoesNot() async throws {
        let files = try Files()
        let site = try await site("names", "eqvol\n  baseURLs: http://127.0.0.1:\(files.port)")
        try FileManager.default.copyItem(
            at: try site.telegram("VTSE41"),
            to: files.folder.url.appendingPathComponent("tsunami.xml")
        )
        _ = try files.folder.file("cap.xml", Self.cap.replacing("TIME", with: Self.now))
        for name in ["eqvol.xml", "eqvol_l.xml"] { try files.feed(name, of: ["tsunami.xml", "cap.xml"]) }
        let process = try site.serve()
        defer { process.terminate() }
        try await site.mailbox.store.waitForCount(2)
        _ = try await eventually("the message is refused") {
            try site.run("status").output.contains("refused: line 1: the root element is <alert>") ? true : nil
        }
        #expect(try site.run("alert", "list").output.contains("no alert waits"))
    }

    @Test func anotherSendersFeedBringsItsAlertsAndNoTelegramOfJMA() async throws {
        let files = try Files()
        let site = try await site("cap", "http://127.0.0.1:\(files.port)/alerts.atom")
        try FileManager.default.copyItem(
            at: try site.telegram("VTSE41"),
            to: files.folder.url.appendingPathComponent("tsunami.xml")
        )
        _ = try files.folder.file("cap.xml", Self.cap.replacing("TIME", with: Self.now))
        try files.feed("alerts.atom", of: ["tsunami.xml", "cap.xml"])
        let process = try site.serve()
        defer { process.terminate() }
        _ = try await eventually("the alert waits") {
            try site.run("alert", "list").output.contains("foreign-alert") ? true : nil
        }
        _ = try await eventually("the telegram is refused") {
            try site.run("alarm", "list").output.contains("unreadable cap-feed") ? true : nil
        }
        let accounts = try site.accounts()
        #expect(site.mailbox.store.count == 0 && accounts.isEmpty)
    }
}
