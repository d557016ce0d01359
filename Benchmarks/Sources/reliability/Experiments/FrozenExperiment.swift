// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// Two workers share a release; one is frozen for longer than its leases last, the other takes over, and the first wakes up.
struct FrozenExperiment: Experiment {
    private static let lost = "leases were lost to another owner"

    /// Few enough that the other has sent all else when the leases run out.
    var recipients = 40_000
    var connections = 8

    func run(_ program: Program, in folder: URL) throws -> [Section] {
        guard program.knowsPostgreSQL, PostgreSQLServer.isPresent else {
            progress("frozen: needs PostgreSQL, and a program that serves from it (database.url); not run")
            return []
        }
        var section = Section(
            "frozen",
            "Frozen beyond the lease",
            size: "two workers on PostgreSQL, \(recipients.grouped) recipients, \(connections) connections each"
        )
        let server = try PostgreSQLServer()
        let sinks = try (0..<2).map { _ in try SinkServer(fault: .delay(milliseconds: 1)) }
        defer { sinks.forEach { $0.stop() } }
        let city = try TestCity(
            program,
            in: folder.appendingPathComponent("city"),
            relay: sinks[0].port,
            options: TestCity.Options(connections: connections, databaseURL: try server.make("city"))
        )
        try city.importResidents(0..<recipients)
        let intake = try city.serve(more: ["--role", "intake", "--name", "intake"])
        // Each over a relay of its own, so that it can be told who sent what.
        let workers = try (0..<2).map { number in
            try city.serve(more: [
                "--role", "worker", "--name", "worker-\(number)", "--set", "relay.port=\(sinks[number].port)",
            ])
        }
        for worker in workers { _ = try worker.awaitServing() }
        let posted = try intake.post(Telegram().text(.fiveLower))
        guard posted.status == 201 else {
            throw BenchError(description: "the telegram was answered by \(posted.status)")
        }
        guard wait(milliseconds: 60_000, until: { sinks.allSatisfy { $0.count > recipients / 20 } }) else {
            throw BenchError(
                description: "one of the workers sends nothing: \(workers.map { String($0.log.suffix(200)) })"
            )
        }
        workers[0].process.kill(SIGSTOP)
        let frozen = monotonicNanoseconds()
        // Until the other has sent all that there is, those that the first one held too.
        var (seen, since) = (sinks[1].count, monotonicNanoseconds())
        _ = wait(milliseconds: 90_000) {
            usleep(20_000)
            let count = sinks[1].count
            if count != seen { (seen, since) = (count, monotonicNanoseconds()) }
            return Double(monotonicNanoseconds() - since) / 1e9 > 15
        }
        workers[0].process.kill(SIGCONT)
        let account = try city.awaitFinish()
        // What it wakes up with is refused by then.
        usleep(3_000_000)
        let refusals = workers[0].count(of: Self.lost)
        let receipts = sinks.flatMap { $0.takeReceipts() }
        // Both go on.
        let again = try intake.post(Telegram().text(.fiveLower))
        guard again.status == 201 else { throw BenchError(description: "the telegram was answered by \(again.status)") }
        guard wait(milliseconds: 90_000, until: { (try? city.accounts().count) == 2 }) else {
            throw BenchError(description: "the second alert is not released")
        }
        _ = try city.awaitFinish()
        for service in workers + [intake] { try service.stop() }
        let second = sinks.map { $0.takeReceipts().count }
        tell(account, receipts, frozen: frozen, refusals: refusals, second: second, try city.faults(), into: &section)
        return [section]
    }

    private func tell(
        _ account: TestCity.Account,
        _ receipts: [Receipt],
        frozen: UInt64,
        refusals: Int,
        second: [Int],
        _ faults: [String],
        into section: inout Section
    ) {
        let copies = Dictionary(grouping: receipts, by: \.recipient)
        let lost = recipients - copies.count + account.audience - account.sent
        let duplicates = receipts.count - copies.count
        let last = copies.values.compactMap { $0.map(\.at).min() }.max() ?? frozen
        let takeover = Double(Int64(last) - Int64(frozen)) / 1e9
        section.promise(
            "from the freezing to the last recipient's first mail",
            "at most 15 s",
            "\(takeover.fixed(1)) s",
            isKept: takeover <= 15
        )
        section.promise("recipients lost", "0", "\(lost)", isKept: lost == 0)
        let bound = 8 * connections + KillsExperiment.unrecorded
        section.promise(
            "duplicates",
            "at most \(bound): 8 x \(connections) on the wire and \(KillsExperiment.unrecorded) that wait for a commit",
            "\(duplicates)",
            isKept: duplicates <= bound
        )
        section.promise(
            "stale writes refused (“\(Self.lost)”)",
            "at least once",
            "\(refusals)",
            isKept: refusals > 0
        )
        let differing = copies.values.count { Set($0.map(\.identity)).count > 1 }
        section.promise("copies with another Message-ID", "0", "\(differing)", isKept: differing == 0)
        section.promise(
            "the next alert goes out over both",
            "yes",
            "\(second[0].grouped) and \(second[1].grouped) mails",
            isKept: second.allSatisfy { $0 > 0 } && second.reduce(0, +) == recipients
        )
        section.promise("faults found by `ledger verify`", "0", "\(faults.count)", isKept: faults.isEmpty)
    }
}
