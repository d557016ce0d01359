// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import Delivery
import Foundation
import Logging
import Registry
import Storage
import TestSupport
import Testing

@testable import shirase

@Suite(.timeLimit(.minutes(10)))
struct SuppressionTests {
    /// Three finished releases of the last three days, in which these subscribers were unknown.
    private func history(_ site: Site, unknown ids: ClosedRange<Int>) throws {
        let now = Date()
        try SQLiteDatabase(path: site.database.path).write { session in
            for day in 1...3 {
                let at = SQLValue(now.addingTimeInterval(-Double(day) * 86_400))
                let name = SQLValue("day-\(day)-\(ids.lowerBound)")
                try session.execute(
                    """
                    INSERT INTO releases (alert_id, world, priority, state, scope, content_hash, audience, created_at,
                        expires_at, finished_at) VALUES ($1, 'live', 2, 'finished', '', '', 0, $2, $2, $2)
                    """,
                    [name, at]
                )
                for id in ids {
                    try session.execute(
                        """
                        INSERT INTO outcomes (release_id, subscriber_id, state, stage, code, enhanced, detail, attempts, at,
                            class, lane)
                        SELECT id, $2, 'failed', 'rcpt', 550, '5.1.1', 'no such user', 1, $3, 'unknown-user', 'rest'
                        FROM releases WHERE alert_id = $1
                        """,
                        [name, SQLValue(id), at]
                    )
                }
            }
        }
    }

    @Test func deadAddressesGetNothingMoreUntilTheyAreRestored() async throws {
        let site = try await Site(keepContent: false)
        try site.importResidents(30)
        #expect(try site.run("subscribers", "suppressed").output == "nobody is suppressed\n")
        try history(site, unknown: 1...3)
        let process = try site.serve()
        defer { process.terminate() }
        _ = try await site.webPort()
        let list = try await eventually("they are suppressed") {
            let list = try site.run("subscribers", "suppressed").output.split(separator: "\n").map(String.init)
            return list.count == 3 ? list : nil
        }
        for line in list {
            #expect(line.wholeMatch(of: /[0-9a-f]{24} since \S+ rest: 550 5\.1\.1 no such user/) != nil, "\(line)")
        }
        #expect(try site.run("subscribers", "count").output.hasPrefix("subscribers 30\n  suppressed, among them: 3\n"))
        #expect(try site.run("intake", try site.telegram("VXSE51").path).status == 0)
        let account = try await eventually("the release finishes") {
            try site.accounts().first { $0.alert.contains("earthquake") && $0.state == "finished" }
        }
        #expect(account.audience == 27)

        let restored = try site.run("subscribers", "restore", "r0@example.jp")
        #expect(restored.status == 0 && restored.output.hasSuffix(": gets mail again\n"), "\(restored.errors)")
        #expect(try site.run("subscribers", "restore", "r0@example.jp").status == 66)
        #expect(try site.run("subscribers", "restore", "nobody@example.jp").status == 66)
        #expect(try site.run("subscribers", "restore", "nobody").status == 65)
        // What was said before counts no more, and who is imported again wants mail.
        #expect(try site.run("subscribers", "suppress").output.hasSuffix("0 look dead; --confirm suppresses them\n"))
        try site.importResidents(30)
        #expect(try site.run("subscribers", "suppressed", "--json").output == "[]\n")
        #expect(!site.log().contains("@example.jp"))
    }

    @Test func manyAtOnceWaitForAnOperator() async throws {
        let site = try await Site(keepContent: false)
        try site.importResidents(30)
        try history(site, unknown: 1...25)
        let settings = try await SettingsReader.read(file: site.config.path)
        let city = try City(profile: settings.city, resources: settings.resources)
        let rooms = try Rooms(settings, city: city, migrating: false)
        let desk = SuppressionDesk(rooms, limit: settings.upkeep.suppression, logger: Logger(label: "test"))
        #expect(try desk.run(now: Date()) == .tooMany(25, limit: 20))
        #expect(try rooms.registry.suppressions().isEmpty)
        #expect(try rooms.desk.openAlarms().map(\.kind) == [.massSuppression])
        let shown = try site.run("subscribers", "suppress")
        #expect(shown.output.hasSuffix("25 look dead; --confirm suppresses them\n"))
        #expect(try rooms.registry.suppressions().isEmpty, "a look changes nothing")
        #expect(try site.run("subscribers", "suppress", "--confirm").output.hasSuffix("25 suppressed\n"))
        #expect(try rooms.registry.suppressions().count == 25)
        #expect(try rooms.desk.openAlarms().isEmpty)
        #expect(try desk.run(now: Date()) == .suppressed(0), "nobody twice")
        // What was confirmed counts into the day, so that a second fault is seen.
        try history(site, unknown: 26...26)
        #expect(try desk.run(now: Date()) == .tooMany(1, limit: 20))
    }
}
