// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import Delivery
import Feeds
import Foundation
import Mailbox
import Storage
import StorageTestSupport
import TestSupport
import Testing

@testable import shirase

/// A city moves from SQLite to PostgreSQL in the middle of a release.
@Suite(.enabled(if: PostgreSQLCluster.isPresent, PostgreSQLCluster.absent), .timeLimit(.minutes(20)))
struct MoveTests {
    private static let residents = 8000

    private let database: TestDatabase
    private let site: Site
    private let allowance: Allowance

    init() async throws {
        database = try TestDatabase(engine: .postgresql)
        let allowance = Allowance(2_000)
        self.allowance = allowance
        site = try await Site(
            keepContent: false,
            faults: { stage, envelope in
                guard stage == .rcpt, envelope.to.last?.hasPrefix("refused") == true else {
                    return allowance.faults(stage, envelope)
                }
                return .reply("550 5.1.1 no such user")
            }
        )
    }

    /// A city that has everything in it: residents, a release that is over and one half sent, outcomes of those who were
    /// refused, alarms, feeds and gauges.
    private func fill() async throws {
        let few = "email,language,topics\nrefused@example.jp,ja,weather\nsecond@example.jp,en,weather\n"
        #expect(try site.run("subscribers", "import", try site.folder.file("few.csv", few).path).status == 0)
        let first = try site.serve(log: "first.log")
        #expect(try site.run("intake", try site.telegram("VPWW55").path).status == 0)
        _ = try await eventually("the first release finishes") { try site.accounts().first { $0.state == "finished" } }
        let bad = try site.folder.file("bad.xml", "<Report xmlns='http://xml.kishou.go.jp/jmaxml1/'/>")
        #expect(try site.run("intake", bad.path).status == 65)
        let at = Date(timeIntervalSinceNow: -60).formatted(.iso8601)
        let readings = try site.folder.file(
            "readings.json",
            "{\"readings\":[{\"station\":\"omachi\",\"quantity\":\"rainfall\",\"value\":999,\"at\":\"\(at)\"}]}"
        )
        #expect(try site.run("intake", readings.path).status == 0)
        try site.open().write { session in
            _ = try session.execute(
                "INSERT INTO feed_entries (feed, id, updated_at, named_at) VALUES ('extra', 'urn:1', NULL, 5)",
                []
            )
        }
        try site.importResidents(Self.residents)
        let before = site.mailbox.store.count
        #expect(try site.run("intake", try site.telegram("VTSE41").path).status == 0)
        try await site.mailbox.store.waitForCount(before + 1500)
        first.terminate()
        first.awaitEnd()
        #expect(first.terminationStatus == 0)
    }

    private func halfSent(_ server: String? = nil) throws -> Int {
        let account = try #require(try site.accounts().first { $0.alert.contains("tsunami") })
        return account.settled["sent"] ?? 0
    }

    @Test func aWholeCityMovesAndItsReleaseGoesOn() async throws {
        let url = try database.url()
        try await fill()
        let sent = try halfSent()
        #expect((1500..<Self.residents).contains(sent), "the release is not half sent: \(sent)")

        // Nothing moves under a running service, with a password in the URL, or onto another city.
        let running = try site.serve(log: "running.log", config: nil)
        _ = try await site.webPort(log: "running.log")
        let refused = try site.run("db", "migrate", "--to", url)
        #expect(refused.status == 75 && refused.errors.contains("another shirase serves"), "\(refused.errors)")
        running.terminate()
        running.awaitEnd()
        let open = try site.run("db", "migrate", "--to", "postgresql://city:secret@db.example.jp/city")
        #expect(open.status == 69 && open.errors.contains(".pgpass") && !open.errors.contains("secret"))

        let moved = try site.run("db", "migrate", "--to", url)
        #expect(moved.status == 0, "\(moved.errors)")
        for table in [
            "subscribers", "subscriptions", "alerts", "alarms", "telegrams", "hazard_states", "releases", "slices",
            "renderings", "outcomes", "feed_entries", "gauges",
        ] {
            let line = moved.output.split(separator: "\n").first { $0.hasPrefix("\(table): ") } ?? "missing"
            #expect(line.hasSuffix(", equal") && !line.hasPrefix("\(table): 0 "), "\(table): \(line)")
        }

        // The old file serves no more, and says where the city is.
        for command in [["serve"], ["status"], ["db", "migrate", "--to", url]] {
            let old = try site.run(command, config: site.config)
            #expect(old.status == 78 && old.errors.contains("moved to database"), "\(command): \(old.errors)")
        }

        let there = try site.machine("there", server: url)
        let verified = try site.run(["ledger", "verify"], config: there)
        #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
        #expect(try site.run(["alarm", "list"], config: there).output.contains("station omachi rainfall"))
        let count = try site.run(["subscribers", "count"], config: there)
        #expect(count.output.hasPrefix("subscribers \(Self.residents + 2)\n"), "\(count.output)\(count.errors)")

        allowance.lift()
        let process = try site.serve(log: "there.log", config: there)
        try await site.waitUntilServing(log: "there.log")
        let database = try PostgreSQLDatabase(url: url)
        _ = try await eventually("the half-sent release finishes") {
            try database.read { session in
                try session.firstRow("SELECT COUNT(*) FROM releases WHERE state = 'finished'")?.int(0)
            } == 2 ? true : nil
        }
        let mails = site.mailbox.store.mails
        let copies = Dictionary(grouping: mails) { "\($0.messageID) \($0.envelopeTo.joined())" }
        #expect(
            copies.count == Self.residents + 1 && copies.values.allSatisfy { $0.count == 1 },
            "\(mails.count) mails"
        )
        // New rows get new numbers.
        let next = "email,language,topics\nnew@example.jp,ja,weather\n"
        let added = try site.run(
            ["subscribers", "import", try site.folder.file("next.csv", next).path],
            config: there
        )
        #expect(added.status == 0 && added.output.contains("added 1"), "\(added.output)\(added.errors)")
        #expect(try site.run(["ledger", "verify"], config: there).status == 0)
        process.terminate()
        process.awaitEnd()
        #expect(process.terminationStatus == 0)

        // A second city does not fit beside it.
        let other = try await Site(keepContent: false)
        try other.importResidents(2)
        let occupied = try other.run("db", "migrate", "--to", url)
        #expect(occupied.status == 65 && occupied.errors.contains("holds rows already"), "\(occupied.errors)")
    }
}
