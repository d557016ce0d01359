// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Delivery
import Foundation
import Mailbox
import Storage
import StorageTestSupport
import TestSupport
import Testing

@testable import shirase

/// One city on PostgreSQL, served by several processes, each with a data folder of its own as machines have.
@Suite(.enabled(if: PostgreSQLCluster.isPresent, PostgreSQLCluster.absent), .serialized, .timeLimit(.minutes(20)))
struct MachinesTests {
    private static let connections = 4
    /// What P2 promises for each worker that dies or is frozen: two messages a connection are on the wire, and what one
    /// commit takes along.
    private static let bound = 2 * connections + 500

    private let database: TestDatabase
    private let site: Site

    init() async throws {
        database = try TestDatabase(engine: .postgresql)
        site = try await Site(keepContent: false, connections: Self.connections, server: try database.url())
    }

    /// Starts processes with roles, each on a machine of its own, and waits until they serve.
    private func serve(_ roles: [String: String]) async throws -> Fleet {
        let fleet = Fleet()
        for (name, role) in roles {
            let config = try site.machine(name)
            fleet.processes[name] = try site.serve(log: "\(name).log", config: config, "--role", role, "--name", name)
        }
        for name in roles.keys { try await site.waitUntilServing(log: "\(name).log") }
        return fleet
    }

    /// The processes of a test; none outlives it.
    private final class Fleet {
        var processes: [String: Process] = [:]

        func signal(_ name: String, _ signal: Int32) {
            if let process = processes[name] { kill(process.processIdentifier, signal) }
        }

        /// Ends one process, or all, and says how.
        func end(_ names: [String]? = nil) -> [String: Int32] {
            let ending = names ?? Array(processes.keys)
            for name in ending { processes[name]?.terminate() }
            return Dictionary(
                uniqueKeysWithValues: ending.compactMap { name in
                    guard let process = processes.removeValue(forKey: name) else { return nil }
                    process.awaitEnd()
                    return (name, process.terminationStatus)
                }
            )
        }

        deinit { for process in processes.values { kill(process.processIdentifier, SIGKILL) } }
    }

    private func release(_ telegram: String) throws {
        let taken = try site.run("intake", try site.telegram(telegram).path)
        #expect(taken.status == 0, "\(taken.errors)")
    }

    private func finished(_ count: Int = 1) async throws -> [Ledger.Account] {
        try await eventually("\(count) releases are finished") {
            let accounts = try site.accounts()
            return accounts.count == count && accounts.allSatisfy { $0.state == "finished" } ? accounts : nil
        }
    }

    private func owners(_ condition: String = "1 = 1") throws -> [String: Int] {
        try site.open().read { session in
            Dictionary(
                uniqueKeysWithValues: try session.rows(
                    "SELECT COALESCE(owner, ''), COUNT(*) FROM slices WHERE " + condition + " GROUP BY 1"
                ).map { (try $0.text(0), try $0.int(1)) }
            )
        }
    }

    private func copies() -> [String: Int] {
        Dictionary(grouping: site.mailbox.store.mails) { "\($0.messageID) \($0.envelopeTo.joined())" }
            .mapValues(\.count)
    }

    private func verify() throws {
        let verified = try site.run("ledger", "verify")
        #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
    }

    /// Two intakes that get the same telegrams and two workers: one release for each alert, one mail for each resident.
    @Test func intakesAndWorkersShareTheWorkAndDoubleNothing() async throws {
        let residents = 12_000
        try site.importResidents(residents)
        let fleet = try await serve(["in1": "intake", "in2": "intake", "out1": "worker", "out2": "worker,web"])
        // Into both spools at once, whole.
        for name in ["VTSE41", "VXSE51"] {
            let bytes = try Data(contentsOf: site.telegram(name))
            for machine in ["in1", "in2"] {
                let spool = site.folder.url.appendingPathComponent("data-\(machine)/spool/incoming")
                try bytes.write(to: spool.appendingPathComponent(".\(name)"))
                try FileManager.default.moveItem(
                    at: spool.appendingPathComponent(".\(name)"),
                    to: spool.appendingPathComponent(name)
                )
            }
        }
        let accounts = try await finished(2)
        #expect(accounts.allSatisfy { $0.audience == residents && $0.settled["sent"] == residents })
        #expect(copies().count == 2 * residents && copies().values.allSatisfy { $0 == 1 })
        let owners = try owners()
        #expect(Set(owners.keys) == ["out1-live", "out2-live"], "\(owners): one worker did nothing")
        print("slices by worker: \(owners)")
        for machine in ["in1", "in2"] {
            let log = site.log("\(machine).log")
            #expect(!log.contains("\"critical\"") && !log.contains("@example.jp"), "\(log)")
        }
        let released = ["in1", "in2"].map {
            site.log("\($0).log").split(separator: "\n").filter { $0.contains("alert released") }.count
        }
        #expect(released.sorted() == [0, 2], "one intake releases: \(released)")
        let status = try site.run("status").output
        #expect(status.contains("out1 (worker) on ") && status.contains("out2 (web,worker) on "), "\(status)")
        #expect(status.components(separatedBy: ", leads").count == 2, "not one leads: \(status)")
        let json = try site.run("status", "--json").output
        #expect(json.contains("\"instances\"") && json.contains("\"serving\""))
        try verify()
        // The leader ends: the other one takes over.
        let leader = released[0] == 2 ? "in1" : "in2"
        #expect(fleet.end([leader]) == [leader: 0])
        try release("VPWW55")
        #expect(try await finished(3).count == 3)
        #expect(fleet.end().values.allSatisfy { $0 == 0 })
        #expect(try site.run("status").output.contains("stopped at"))
    }

    /// A worker is killed in the midst: the other one takes over when its leases run out, nobody is lost, and its silence
    /// is an alarm until it is back.
    @Test func aKilledWorkerIsReplaced() async throws {
        let residents = 20_000
        try site.importResidents(residents)
        let fleet = try await serve(["in1": "intake", "out1": "worker", "out2": "worker"])
        try release("VTSE41")
        try await site.mailbox.store.waitForCount(1500)
        let held = try await eventually("the first worker holds slices") {
            try owners("state = 'leased'")["out1-live"]
        }
        fleet.signal("out1", SIGKILL)
        fleet.processes["out1"]?.awaitEnd()
        let killed = ContinuousClock.now
        #expect(held > 0)
        let left = try owners("state = 'leased'")["out1-live"] ?? 0
        if left > 0 {
            _ = try await eventually("the other worker takes over") {
                try owners("state = 'leased'")["out1-live"] == nil ? true : nil
            }
        }
        print("killed a worker with \(left) leases; taken over after \(ContinuousClock.now - killed)")
        let account = try await finished()[0]
        #expect(account.settled["sent"] == residents)
        let copies = copies()
        #expect(copies.count == residents, "somebody got nothing")
        let duplicates = copies.values.reduce(0, +) - residents
        print("duplicates \(duplicates)")
        #expect(duplicates <= Self.bound)
        try verify()
        let alarm = try await eventually("its silence is an alarm") {
            let alarms = try site.run("alarm", "list").output
            return alarms.contains("silent-instance out1") ? alarms : nil
        }
        #expect(alarm.contains("worker on "))
        fleet.processes["out1"] = try site.serve(
            log: "out1-again.log",
            config: try site.machine("out1"),
            "--role",
            "worker",
            "--name",
            "out1"
        )
        _ = try await eventually("the alarm is over") {
            try site.run("alarm", "list").output.contains("silent-instance") ? nil : true
        }
    }

    /// A worker that is frozen for longer than its leases and then goes on: what it says then counts for nothing.
    @Test func aFrozenWorkerIsFencedOff() async throws {
        let residents = 20_000
        try site.importResidents(residents)
        let fleet = try await serve(["in1": "intake", "out1": "worker", "out2": "worker"])
        try release("VTSE41")
        try await site.mailbox.store.waitForCount(1500)
        _ = try await eventually("the first worker holds slices") { try owners("state = 'leased'")["out1-live"] }
        fleet.signal("out1", SIGSTOP)
        let held = try owners("state = 'leased'")["out1-live"] ?? 0
        let account = try await finished()[0]
        #expect(account.settled["sent"] == residents)
        #expect(held > 0, "it was frozen when it held nothing")
        fleet.signal("out1", SIGCONT)
        _ = try await eventually("it notices that its leases are lost") {
            site.log("out1.log").contains("leases were lost to another owner") ? true : nil
        }
        let after = try await finished()[0]
        #expect(after.settled == account.settled && after.finishedAt == account.finishedAt)
        try verify()
        // It works on: the next release is shared again.
        try release("VXSE51")
        #expect(try await finished(2).allSatisfy { $0.settled["sent"] == residents })
        let copies = copies()
        #expect(copies.count == 2 * residents)
        let duplicates = copies.values.reduce(0, +) - 2 * residents
        print("frozen with \(held) leases; duplicates \(duplicates)")
        #expect(duplicates <= Self.bound)
        try verify()
        #expect(fleet.end().values.allSatisfy { $0 == 0 })
    }

    /// The same name, the same spool, or roles without a server: refused, and what to do is said.
    @Test func whatWouldDoubleIsRefused() async throws {
        let fleet = try await serve(["in1": "intake"])
        let config = try site.machine("in1")
        let sameName = try site.run(["serve", "--role", "worker", "--name", "in1"], config: config)
        #expect(sameName.status == 75 && sameName.errors.contains("under the name 'in1'"), "\(sameName.errors)")
        let elsewhere = try site.run(
            ["serve", "--role", "worker", "--name", "in1"],
            config: try site.machine("other")
        )
        #expect(elsewhere.status == 75 && elsewhere.errors.contains("another machine"), "\(elsewhere.errors)")
        let sameSpool = try site.run(["serve", "--role", "intake", "--name", "in2"], config: config)
        #expect(sameSpool.status == 75 && sameSpool.errors.contains("spool"), "\(sameSpool.errors)")
        let unknown = try site.run(["serve", "--role", "sender"], config: config)
        #expect(unknown.status == 64)
        #expect(fleet.end() == ["in1": 0])
        let alone = try await Site()
        let split = try alone.run("serve", "--role", "worker")
        #expect(split.status == 78 && split.errors.contains("database.url"), "\(split.errors)")
    }
}
