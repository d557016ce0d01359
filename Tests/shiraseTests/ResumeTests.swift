// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Delivery
import Foundation
import Mailbox
import Storage
import TestSupport
import Testing

@testable import shirase

/// A service that comes back after a long sleep, or on a copy that was put back, sends nothing stale by itself.
@Suite(.timeLimit(.minutes(10)))
struct ResumeTests {
    private static let recipients = 1_500

    private func site(_ allowance: Allowance) async throws -> Site {
        let site = try await Site(keepContent: false, faults: allowance.faults)
        try site.importResidents(Self.recipients)
        return site
    }

    /// Serves until so many mails have gone out.
    private func serve(_ site: Site, until count: Int, log: String) async throws {
        let process = try site.serve(log: log)
        _ = try await site.webPort(log: log)
        try await site.mailbox.store.waitForCount(count)
        process.terminate()
        process.awaitEnd()
        #expect(process.terminationStatus == 0)
    }

    private func paused(_ site: Site) throws -> [[String: Any]] {
        let result = try site.run("release", "paused", "--json")
        #expect(result.status == 0, "\(result.errors)")
        return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
    }

    @Test func afterADayNothingStaleGoesOutUntilSomebodySaysSo() async throws {
        let allowance = Allowance(300)
        let site = try await site(allowance)
        #expect(try site.run("intake", try site.telegram("VTSE41").path).status == 0)
        try await serve(site, until: 300, log: "first.log")
        allowance.lift()
        let sent = site.mailbox.store.count
        #expect(sent == 300)
        #expect(try paused(site).isEmpty, "nothing is held before the start")
        try SQLiteDatabase(path: site.database.path).write { session in
            _ = try session.execute("UPDATE lifetimes SET alive_at = alive_at - 86400000", [])
        }

        let process = try site.serve(log: "second.log")
        defer { process.terminate() }
        _ = try await site.webPort(log: "second.log")
        let line = try #require(try paused(site).first)
        let alert = try #require(line["alert"] as? String)
        #expect(alert.contains("tsunami") && line["priority"] as? String == "immediate")
        #expect(line["open"] as? Int == Self.recipients - sent && line["sent"] as? Int == sent)
        #expect((line["openByLanguage"] as? [String: Int])?.keys.sorted() == ["en", "ja", "ja-simple"])
        #expect(try site.run("release", "paused").output.contains("no service was alive since"))
        #expect(try site.run("alarm", "list").output.contains("paused start: "))
        #expect(site.log("second.log").contains("held back until people decide"))

        // What comes in now goes out at once, past what is held.
        #expect(try site.run("intake", try site.telegram("VXSE51").path).status == 0)
        _ = try await eventually("the new alert is sent") {
            try site.accounts().first { $0.alert.contains("earthquake") && $0.state == "finished" }
        }
        #expect(site.mailbox.store.count == sent + Self.recipients, "something that is held went out")

        #expect(try site.run("release", "resume", "unknown").status == 66)
        #expect(try site.run("release", "resume").status == 64)
        #expect(try site.run("release", "resume", alert).status == 0)
        _ = try await eventually("the rest is sent") {
            try site.accounts().first { $0.alert == alert && $0.state == "finished" }
        }
        #expect(site.mailbox.store.count == 2 * Self.recipients, "somebody got it twice, or not")
        #expect(Set(site.mailbox.store.mails.map(\.messageID)).count == 2 * Self.recipients)
        #expect(try !site.run("alarm", "list").output.contains("paused start"))
        #expect(try site.run("ledger", "verify").status == 0)
    }

    @Test func aCopyThatWasPutBackWaitsHoweverYoungItIs() async throws {
        let allowance = Allowance(100)
        let site = try await site(allowance)
        #expect(try site.run("intake", try site.telegram("VTSE41").path).status == 0)
        try await serve(site, until: 100, log: "first.log")
        let copy = site.folder.url.appendingPathComponent("copy")
        let data = site.database.deletingLastPathComponent()
        func files(in folder: URL) throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
                ["shirase.sqlite", "shirase.sqlite-wal", "shirase.sqlite-shm"].contains($0)
            }
        }
        func move(_ from: URL, _ to: URL) throws {
            for name in try files(in: to) { try FileManager.default.removeItem(at: to.appendingPathComponent(name)) }
            for name in try files(in: from) {
                try FileManager.default.copyItem(
                    at: from.appendingPathComponent(name),
                    to: to.appendingPathComponent(name)
                )
            }
        }
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        try move(data, copy)
        allowance.more(200)
        try await serve(site, until: 300, log: "second.log")
        try move(copy, data)
        allowance.lift()

        let sent = site.mailbox.store.count
        let process = try site.serve(log: "third.log")
        defer { process.terminate() }
        _ = try await site.webPort(log: "third.log")
        let list = try site.run("release", "paused").output
        #expect(list.contains("the database is an older copy"), "\(list)")
        let alert = try #require(try paused(site).first?["alert"] as? String)
        let dropped = try site.run("release", "drop", alert)
        #expect(dropped.status == 0 && dropped.output == "\(alert): dropped\n")
        let account = try await eventually("it is settled") { try site.accounts().first { $0.state == "finished" } }
        #expect(account.settled["cancelled"] ?? 0 > 0)
        #expect(account.stopReason == "dropped by an operator while it was paused")
        #expect(site.mailbox.store.count == sent, "something that was dropped went out")
        #expect(try site.run("release", "paused").output == "nothing is paused\n")
        #expect(try site.run("ledger", "verify").status == 0)
    }

    /// An alert that no service has released yet is held, too, where it is old; dropped, it was never told.
    @Test func anOldAlertThatIsNotReleasedIsHeldAndCanBeDropped() async throws {
        let site = try await Site(keepContent: false)
        try site.importResidents(3)
        #expect(try site.run("intake", try site.telegram("VTSE41").path).status == 0)
        try SQLiteDatabase(path: site.database.path).write { session in
            _ = try session.execute("UPDATE alerts SET created_at = created_at - 3600000", [])
        }
        let process = try site.serve()
        defer { process.terminate() }
        _ = try await site.webPort()
        let text = try site.run("release", "paused").output
        #expect(text.contains("not released yet") && text.contains("does not say when"), "\(text)")
        #expect(try site.run("release", "drop", "--all").status == 0)
        #expect(try site.run("release", "paused").output == "nothing is paused\n")
        #expect(try site.accounts().isEmpty && site.mailbox.store.count == 0)
        #expect(try site.run("status").output.contains("immediate: cancelled"))
    }
}
