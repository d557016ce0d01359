// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// The service may open nothing more for a while (EMFILE), and is knocked at meanwhile.
struct NoDescriptors {
    let experiment: DiskExperiment

    func run(_ program: Program, in folder: URL, into section: inout Section) throws {
        let sink = try SinkServer(fault: DiskExperiment.delay)
        defer { sink.stop() }
        let city = try TestCity(
            program,
            in: folder,
            relay: sink.port,
            // Each connection ends soon, and another one has to be opened.
            options: TestCity.Options(connections: experiment.connections, messagesPerConnection: 200)
        )
        try city.importResidents(0..<experiment.recipients)
        try city.intake(Telegram().text(.fiveLower))
        let service = try city.serve()
        _ = try service.port()
        guard wait(milliseconds: 20_000, until: { sink.count > 500 }) else {
            throw BenchError(description: "the service does not send: \(service.log.suffix(300))")
        }
        let usual = try limit(service, to: 8)
        // Residents and telegrams knock at a door that cannot open.
        let knocks = (0..<20).compactMap { _ in try? service.connect() }
        defer { knocks.forEach { close($0) } }
        usleep(1_000_000)
        let stopped = sink.count
        usleep(1_000_000)
        section.tell("EMFILE: mails in the second second of it", "\(sink.count - stopped)")
        let isAlive = service.process.end == nil
        section.promise("EMFILE: it lives on", "yes", isAlive ? "yes" : "no", isKept: isAlive)
        guard isAlive else {
            section.note("It ended: \(service.log.suffix(400))")
            return
        }
        _ = try limit(service, to: usual)
        knocks.forEach { shutdown($0, Int32(SHUT_RDWR)) }
        let start = monotonicNanoseconds()
        let now = sink.count
        let goesOn = wait(milliseconds: 30_000) { sink.count > now || now >= experiment.recipients }
        let pause = Double(monotonicNanoseconds() - start) / 1e9
        section.promise("EMFILE: it goes on within", "5 s", "\(pause.fixed(1)) s", isKept: goesOn && pause <= 5)
        var status = 0
        let answers = wait(milliseconds: 10_000) {
            status = (try? service.post(Telegram().text(.fiveLower)).status) ?? 0
            return status == 201
        }
        section.promise("EMFILE: a telegram then is answered by", "201", "\(status)", isKept: answers)
        guard answers, wait(milliseconds: 60_000, until: { (try? city.accounts().count) == 2 }) else { return }
        guard
            wait(milliseconds: 60_000, until: { (try? city.accounts().allSatisfy { $0.state == "finished" }) == true })
        else { throw BenchError(description: "an alert does not finish: \(service.log.suffix(300))") }
        try service.stop()
        sink.settle()
        let (lost, duplicates) = try experiment.account(of: sink.takeReceipts(), releases: 2)
        let faults = try city.faults()
        section.promise("EMFILE: recipients lost", "0", "\(lost)", isKept: lost == 0)
        section.promise("EMFILE: duplicates", "0", "\(duplicates)", isKept: duplicates == 0)
        section.promise("EMFILE: faults found by `ledger verify`", "0", "\(faults.count)", isKept: faults.isEmpty)
    }

    /// Sets how many descriptors the service may have.
    ///
    /// - Returns: how many it might have before.
    private func limit(_ service: Service, to count: Int) throws -> Int {
        let pid = service.process.pid
        let table = (try? String(contentsOfFile: "/proc/\(pid)/limits", encoding: .utf8)) ?? ""
        let row = table.split(separator: "\n").first { $0.hasPrefix("Max open files") } ?? ""
        let before = row.split(separator: " ").dropFirst(3).first.flatMap { Int($0) }
        let set = try Spawned(
            ["/usr/bin/prlimit", "--pid", "\(pid)", "--nofile=\(count):"],
            environment: [:],
            output: "/dev/null",
            errors: "/dev/null"
        )
        guard let before, set.wait() == .exit(0) else { throw BenchError(description: "prlimit does not work") }
        return before
    }
}
