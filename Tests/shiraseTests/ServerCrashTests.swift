// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Delivery
import Foundation
import Mailbox
import StorageTestSupport
import TestSupport
import Testing

@testable import shirase

/// PostgreSQL itself crashes while a fan-out runs.
@Suite(.enabled(if: PostgreSQLCluster.isPresent, PostgreSQLCluster.absent), .timeLimit(.minutes(20)))
struct ServerCrashTests {
    /// Three times; the service stays, connects again, and nobody is lost. Only what was answered and not committed goes
    /// out again.
    @Test func sendingGoesOnAfterTheServerCrashed() async throws {
        let residents = 15_000
        let cluster = try PostgreSQLCluster(isDurable: true)
        try cluster.create("city")
        // However long a crash takes: the relay dawdles once it has taken enough for it, and is never idle.
        let allowance = Allowance(0, beyond: .delay(milliseconds: 100))
        let site = try await Site(
            keepContent: false,
            connections: 4,
            faults: allowance.faults,
            server: cluster.url("city")
        )
        try site.importResidents(residents)
        let intake = try site.serve(log: "intake.log", config: site.machine("intake"), "--role", "intake,web")
        let worker = try site.serve(log: "worker.log", config: site.machine("worker"), "--role", "worker")
        defer { for process in [intake, worker] { kill(process.processIdentifier, SIGKILL) } }
        for log in ["intake.log", "worker.log"] { try await site.waitUntilServing(log: log) }
        #expect(try site.run("intake", try site.telegram("VTSE41").path).status == 0)
        for crash in 1...3 {
            let before = site.mailbox.store.count
            allowance.more(2_000)
            try await site.mailbox.store.waitForCount(before + 2_000)
            try cluster.crash()
            print("crash \(crash) at \(site.mailbox.store.count) mails")
        }
        #expect(site.mailbox.store.count < residents, "all was sent before the last crash")
        allowance.lift()
        let account = try await eventually("the release finishes") {
            try site.accounts().first { $0.state == "finished" }
        }
        #expect(account.settled["sent"] == residents)
        let mails = site.mailbox.store.mails
        let byRecipient = Dictionary(grouping: mails) { $0.envelopeTo.joined() }
        #expect(byRecipient.count == residents, "somebody got nothing")
        #expect(byRecipient.values.allSatisfy { Set($0.map(\.messageID)).count == 1 })
        print("duplicates \(mails.count - residents)")
        #expect(mails.count - residents <= 3 * 508)
        #expect(worker.isRunning && intake.isRunning)
        #expect(try site.run("ledger", "verify").status == 0)
        // What wakes the worker works again, and so does the intake.
        #expect(try site.run("intake", try site.telegram("VXSE51").path).status == 0)
        _ = try await eventually("the next release finishes") {
            let accounts = try site.accounts()
            return accounts.count == 2 && accounts.allSatisfy { $0.state == "finished" } ? true : nil
        }
        for process in [intake, worker] {
            process.terminate()
            process.awaitEnd()
            #expect(process.terminationStatus == 0)
        }
    }
}
