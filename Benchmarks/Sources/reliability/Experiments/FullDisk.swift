// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// The disk fills up while an alert goes out, and room is made again; with and without a kill in between.
struct FullDisk {
    static let complaint = "results cannot be recorded"

    let experiment: DiskExperiment
    let isKilled: Bool

    func run(_ program: Program, in folder: URL, into section: inout Section) throws {
        let disk = try SmallDisk(at: folder.appendingPathComponent("disk"), megabytes: 96)
        let sink = try SinkServer(fault: DiskExperiment.delay)
        defer { sink.stop() }
        let city = try TestCity(
            program,
            in: folder.appendingPathComponent("city"),
            relay: sink.port,
            options: TestCity.Options(connections: experiment.connections, data: disk.folder)
        )
        try city.importResidents(0..<experiment.recipients)
        try city.intake(Telegram().text(.fiveLower))
        var service = try city.serve()
        guard wait(milliseconds: 20_000, until: { sink.count > 0 }) else {
            throw BenchError(description: "the service does not send: \(service.log.suffix(300))")
        }
        disk.fill()
        let title = isKilled ? "disk full, then killed" : "disk full"
        let hasComplained = wait(milliseconds: 20_000) {
            // Whatever else freed a page meanwhile is taken, too.
            disk.fill()
            return service.log.contains(Self.complaint) || sink.count >= experiment.recipients
        }
        section.promise(
            "\(title): the log says why nothing goes out",
            "yes",
            service.log.contains("disk is full") ? "yes" : hasComplained ? "no reason" : "no",
            isKept: service.log.contains("disk is full")
        )
        // What was on the wire is answered by then.
        usleep(1_000_000)
        let stopped = sink.count
        usleep(3_000_000)
        section.promise("\(title): mails after that", "0", "\(sink.count - stopped)", isKept: sink.count == stopped)
        let beyond = stopped - (try city.accounts().first?.sent ?? 0)
        let bound = 8 * experiment.connections + KillsExperiment.unrecorded
        section.promise(
            "\(title): mails out that are not recorded",
            "at most \(bound): 8 x \(experiment.connections) on the wire and \(KillsExperiment.unrecorded) that wait for a commit",
            "\(beyond)",
            isKept: beyond <= bound && beyond >= 0
        )
        let second = try Telegram().text(.fiveLower)
        let refused = try service.post(second).status
        section.promise(
            "\(title): a telegram handed in meanwhile is answered by",
            "503, never 2xx",
            "\(refused)",
            isKept: refused == 503
        )
        if isKilled { service.kill() }
        sink.settle(milliseconds: isKilled ? 5_000 : 0)
        disk.makeRoom()
        let room = monotonicNanoseconds()
        if isKilled { service = try city.serve() }
        guard wait(milliseconds: 60_000, until: { sink.count > stopped }) else {
            throw BenchError(description: "nothing goes out after room was made: \(service.log.suffix(300))")
        }
        let pause = Double(monotonicNanoseconds() - room) / 1e9
        section.promise(
            "\(title): it goes on after room was made\(isKilled ? " and it was started" : "") within",
            "5 s",
            "\(pause.fixed(1)) s",
            isKept: pause <= 5
        )
        let taken = try service.post(second).status
        section.promise("\(title): the same telegram then", "201", "\(taken)", isKept: taken == 201)
        guard wait(milliseconds: 60_000, until: { (try? city.accounts().count) == 2 }) else {
            throw BenchError(description: "the second alert is not released")
        }
        _ = try city.awaitFinish()
        guard
            wait(milliseconds: 60_000, until: { (try? city.accounts().allSatisfy { $0.state == "finished" }) == true })
        else { throw BenchError(description: "the first alert does not finish") }
        try service.stop()
        sink.settle()
        let (lost, duplicates) = try experiment.account(of: sink.takeReceipts(), releases: 2)
        let faults = try city.faults()
        section.promise("\(title): recipients lost", "0", "\(lost)", isKept: lost == 0)
        section.promise(
            "\(title): duplicates",
            isKilled ? "at most \(bound)" : "0",
            "\(duplicates)",
            isKept: duplicates <= (isKilled ? bound : 0)
        )
        section.promise(
            "\(title): faults found by `ledger verify`",
            "0",
            "\(faults.count)",
            isKept: faults.isEmpty
        )
    }
}
