// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// System calls that fail while an alert goes out, by strace's injection.
struct FailingCalls {
    static let strace = "/usr/bin/strace"

    /// One kind of failure.
    private struct Failure {
        let call: String
        let error: String
        /// Which calls of a thread fail, in strace's words.
        let when: String
        let words: String
    }

    private static let failures = [
        Failure(call: "fdatasync", error: "EIO", when: "10..12", words: "10th to 12th"),
        Failure(call: "fdatasync", error: "ENOSPC", when: "10..12", words: "10th to 12th"),
        Failure(call: "pwrite64", error: "EIO", when: "200..204", words: "200th to 204th"),
        Failure(call: "pwrite64", error: "ENOSPC", when: "200..204", words: "200th to 204th"),
        Failure(call: "fdatasync", error: "EIO", when: "10+", words: "10th and all after it"),
        Failure(call: "pwrite64", error: "ENOSPC", when: "200+", words: "200th and all after it"),
    ]

    let experiment: DiskExperiment

    func run(_ program: Program, in folder: URL, into section: inout Section) throws {
        let sink = try SinkServer(fault: DiskExperiment.delay)
        defer { sink.stop() }
        let city = try TestCity(
            program,
            in: folder.appendingPathComponent("calls"),
            relay: sink.port,
            options: TestCity.Options(connections: experiment.connections)
        )
        try city.importResidents(0..<experiment.recipients)
        for failure in Self.failures { try one(failure, city, sink, into: &section) }
    }

    private func one(_ failure: Failure, _ city: TestCity, _ sink: SinkServer, into section: inout Section) throws {
        _ = sink.takeReceipts()
        let before = sink.count
        try city.intake(Telegram().text(.fiveLower))
        let trace = city.folder.appendingPathComponent("trace").path
        let service = try city.serve(wrapper: [
            Self.strace, "-f", "--seccomp-bpf", "-qq", "-o", trace, "-e", "trace=\(failure.call)", "-e",
            "inject=\(failure.call):error=\(failure.error):when=\(failure.when)",
        ])
        // Until it has sent all, or has stood still for three seconds, or has ended.
        var (seen, since) = (sink.count, monotonicNanoseconds())
        let isForever = failure.when.hasSuffix("+")
        let isOver = wait(milliseconds: 120_000) {
            usleep(20_000)
            let count = sink.count
            if count != seen { (seen, since) = (count, monotonicNanoseconds()) }
            let still = Double(monotonicNanoseconds() - since) / 1e9
            return service.process.end != nil || (still > 3 && (isForever || count - before >= experiment.recipients))
                || still > 30
        }
        guard isOver else { throw BenchError(description: "neither done nor still after two minutes") }
        let log = service.log
        let sent = sink.count - before
        let recorded = try city.accounts().first?.sent ?? 0
        let wasAlive = service.process.end == nil
        // A kill, so that what it holds in memory cannot put right what the database says.
        if wasAlive {
            for child in children(of: service.process.pid) { Foundation.kill(child, SIGKILL) }
            _ = service.process.wait()
        }
        sink.settle()
        let last = try city.serve()
        _ = try city.awaitFinish()
        try last.stop()
        sink.settle()
        let (lost, duplicates) = try experiment.account(of: sink.takeReceipts(), releases: 1)
        let injected =
            (try? String(contentsOfFile: trace, encoding: .utf8))?
            .split(separator: "\n").count { $0.contains("INJECTED") } ?? 0
        let faults = try city.faults()
        let name = "\(failure.error) at the \(failure.words) \(failure.call) of a thread"
        guard injected > 0 else { throw BenchError(description: "\(name): it never came to that") }
        let said = log.contains("cannot be recorded") || log.contains("cannot be")
        section.promise(
            name,
            isForever ? "stops, says why, loses nobody" : "goes on, loses nobody, no duplicates",
            "\(injected) failed; \(sent) sent, \(recorded) recorded, then \(wasAlive ? "killed" : "had ended"); lost \(lost), "
                + "duplicates \(duplicates)\(said ? "" : ", no word of it")",
            isKept: lost == 0 && recorded <= sent && faults.isEmpty && said
                && (isForever || (sent == experiment.recipients && duplicates == 0 && wasAlive))
                && duplicates <= 8 * experiment.connections + 500
        )
        if !faults.isEmpty { section.note(faults[0]) }
    }

    private func children(of pid: pid_t) -> [pid_t] {
        let text = (try? String(contentsOfFile: "/proc/\(pid)/task/\(pid)/children", encoding: .utf8)) ?? ""
        return text.split(separator: " ").compactMap { pid_t($0) }
    }
}
