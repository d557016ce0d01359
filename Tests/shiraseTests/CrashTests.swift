// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Delivery
import Foundation
import Mailbox
import Storage
import TestSupport
import Testing

@testable import shirase

@Suite(.timeLimit(.minutes(10)))
struct CrashTests {
    private static let recipients = 20_000
    private static let kills = 50
    private static let connections = 4
    /// Two messages a connection are on the wire at most, and 2,000 of a lane may wait for a commit, however long it takes:
    /// the bound that P2 promises for each kill.
    private static let bound = 2 * connections + 2_000

    /// P1 and P2: fifty times the power goes while a fan-out runs; nobody is lost, and who gets it twice can tell.
    @Test func killedFiftyTimesLosesNothing() async throws {
        let site = try await Site(keepContent: false, connections: Self.connections)
        try site.importResidents(Self.recipients)
        let taken = try site.run("intake", try site.telegram("VTSE41").path)
        #expect(taken.status == 0, "\(taken.errors)")

        var random = SeededRandom(seed: 20_261_105)
        var unrecorded: [Int] = []
        var amid = 0
        for kill in 1...Self.kills {
            let process = try site.serve(log: "serve-\(kill).log")
            let target = site.mailbox.store.count + Int.random(in: 1...650, using: &random)
            await end(process, when: target, in: site.mailbox.store)
            if site.mailbox.store.count < Self.recipients { amid += 1 }
            // What the mailbox has and the ledger does not know is what the next run sends again.
            let settled = try site.accounts().first.map { $0.settled["sent"] ?? 0 } ?? 0
            unrecorded.append(site.distinctRecipients - settled)
        }
        let last = try site.serve(log: "serve-last.log")
        let account = try await eventually("the release finishes") {
            try site.accounts().first { $0.state == "finished" }
        }
        // All may be done before this process has begun to listen to signals.
        _ = try await site.webPort(log: "serve-last.log")
        last.terminate()
        last.awaitEnd()
        #expect(last.terminationStatus == 0)

        #expect(account.audience == Self.recipients)
        #expect(account.settled["sent"] == Self.recipients)
        let mails = site.mailbox.store.mails
        let byRecipient = Dictionary(grouping: mails) { $0.envelopeTo.joined() }
        #expect(byRecipient.count == Self.recipients, "somebody got nothing")
        #expect(
            byRecipient.values.allSatisfy { Set($0.map(\.messageID)).count == 1 },
            "a duplicate has another Message-ID"
        )
        #expect(Set(mails.map(\.messageID)).count == Self.recipients)
        let duplicates = mails.count - Self.recipients
        let copies = byRecipient.values.map(\.count).max() ?? 0
        print(
            "kills \(Self.kills): lost \(Self.recipients - byRecipient.count), duplicates \(duplicates) "
                + "(\(unrecorded.max() ?? 0) at most in one kill), copies of one mail \(copies) at most\n"
                + "mails that a kill left unrecorded, and how many kills did so:\n" + Self.histogram(unrecorded)
        )
        #expect(amid > Self.kills / 2, "most kills came when all was sent: they prove nothing")
        #expect(unrecorded.allSatisfy { $0 <= Self.bound })
        #expect(duplicates <= unrecorded.reduce(0) { $0 + max($1, 0) } + 2 * Self.connections * Self.kills)
        #expect(try Ledger(database: SQLiteDatabase(path: site.database.path)).verify() == [])
        #expect(try site.run("ledger", "verify").status == 0)
    }

    /// How many values there are up to 0, 1, 2, 4, 8 …
    private static func histogram(_ values: [Int]) -> String {
        var steps: [(limit: Int, count: Int)] = []
        var below = -1
        var limit = 0
        while below < values.max() ?? -1 {
            steps.append((limit, values.count { $0 > below && $0 <= limit }))
            (below, limit) = (limit, max(1, limit * 2))
        }
        return steps.map { "  <= \($0.limit): \($0.count)" }.joined(separator: "\n")
    }

    /// Kills it as soon as the mailbox has so many mails, on a thread of its own: other tests must not make it late.
    private func end(_ process: Process, when count: Int, in store: MailStore) async {
        let pid = process.processIdentifier
        await withCheckedContinuation { (killed: CheckedContinuation<Void, Never>) in
            Thread {
                let deadline = ContinuousClock.now + .seconds(120)
                while store.count < min(count, Self.recipients), ContinuousClock.now < deadline { usleep(200) }
                _ = Foundation.kill(pid, SIGKILL)
                killed.resume()
            }.start()
        }
        process.awaitEnd()
        #expect(process.terminationReason == .uncaughtSignal, "the service ended by itself before it was killed")
    }
}

extension Site {
    /// How many addresses the mailbox has a mail for.
    var distinctRecipients: Int { Set(mailbox.store.mails.map { $0.envelopeTo.joined() }).count }
}
