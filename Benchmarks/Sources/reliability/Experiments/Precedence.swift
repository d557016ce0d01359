// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// What is urgent amid what is not, and a correction that overtakes what it corrects; one relay.
struct Precedence {
    let experiment: TroubleExperiment

    /// One alert's mails.
    private struct Course {
        /// From the telegram to the first mail, and to the last.
        let first: Double
        let last: Double
    }

    func run(_ program: Program, in folder: URL, into section: inout Section) throws {
        let sink = try SinkServer()
        defer { sink.stop() }
        let prepared = try TestCity(
            program,
            in: folder.appendingPathComponent("prepared"),
            relay: sink.port,
            options: TestCity.Options(connections: experiment.connections)
        )
        try prepared.importResidents(0..<experiment.recipients)
        var faults: [String] = []
        var alone: [Course] = []
        var amid: [Course] = []
        var corrections: [Correction] = []
        for round in 0...experiment.rounds {
            // A city of its own each: alerts an hour are numbered.
            let city = try prepared.copy(to: folder.appendingPathComponent("\(round)"))
            let service = try city.serve()
            _ = try service.port()
            let lonely = try urgent(service, sink, city, amidOther: false)
            let preempting = try urgent(service, sink, city, amidOther: true)
            let correction = try corrected(service, sink, city)
            try service.stop()
            faults += try city.faults()
            // The first round warms.
            guard round > 0 else { continue }
            alone.append(lonely)
            amid.append(preempting)
            corrections.append(correction)
        }
        let ratios = zip(alone, amid).map { $1.last / $0.last }
        section.promise(
            "urgent amid a less urgent alert to as many: from the telegram to its first mail, most",
            "at most 1 s",
            "\((amid.map(\.first).max() ?? 0).fixed(2)) s (alone \((alone.map(\.first).max() ?? 0).fixed(2)) s)",
            isKept: (amid.map(\.first).max() ?? 9) <= 1
        )
        section.promise(
            "urgent amid a less urgent alert: to its last mail, alone and amid",
            "at most 110 %",
            "\(alone.map(\.last).median.fixed(2)) s, \(amid.map(\.last).median.fixed(2)) s: \((ratios.median * 100).fixed(0)) %",
            isKept: ratios.median <= 1.1
        )
        section.promise(
            "a correction on the way: from the telegram to its first mail, most",
            "at most 2 s",
            "\((corrections.map(\.first).max() ?? 0).fixed(2)) s",
            isKept: (corrections.map(\.first).max() ?? 9) <= 2
        )
        let window = 8 * experiment.connections
        let most = corrections.map(\.after).max() ?? 0
        section.promise(
            "mails of the corrected alert after the correction's first one, most",
            "at most 8 x \(experiment.connections) on the wire",
            "\(most)",
            isKept: most <= window
        )
        section.tell(
            "the last of these after the correction's first one, most",
            "\((corrections.map(\.lastAfter).max() ?? 0).fixed(0)) ms"
        )
        section.promise("faults found by `ledger verify`", "0", "\(faults.count)", isKept: faults.isEmpty)
    }

    /// An urgent alert, alone or while a less urgent one goes out.
    private func urgent(
        _ service: Service,
        _ sink: SinkServer,
        _ city: TestCity,
        amidOther: Bool
    ) throws -> Course {
        let all = experiment.recipients
        _ = sink.takeReceipts()
        let before = sink.count
        if amidOther {
            try post(Telegram().text(.four), to: service)
            try reach(sink, before + all / 5)
        }
        let at = try post(Telegram().text(.fiveLower), to: service)
        try reach(sink, before + (amidOther ? 2 : 1) * all)
        try settle(city)
        let receipts = sink.takeReceipts()
        // Releases are numbered as they are planned.
        guard let release = receipts.map(\.release).max() else { throw BenchError(description: "no mail came") }
        let times = receipts.filter { $0.release == release }.map { Double(Int64($0.at) - Int64(at)) / 1e9 }
        guard times.count == all, let first = times.min(), let last = times.max() else {
            throw BenchError(description: "\(times.count) mails of the urgent alert, not \(all)")
        }
        return Course(first: first, last: last)
    }

    private struct Correction {
        let first: Double
        let after: Int
        let lastAfter: Double
    }

    /// A correction while the alert that it corrects goes out.
    private func corrected(_ service: Service, _ sink: SinkServer, _ city: TestCity) throws -> Correction {
        let all = experiment.recipients
        let telegram = try Telegram()
        _ = sink.takeReceipts()
        let before = sink.count
        try post(telegram.text(.fiveLower), to: service)
        try reach(sink, before + all / 5)
        let at = try post(telegram.text(.fiveUpper, isCorrection: true), to: service)
        try settle(city)
        let receipts = sink.takeReceipts()
        guard let release = receipts.map(\.release).max(),
            let first = receipts.filter({ $0.release == release }).map(\.at).min()
        else { throw BenchError(description: "no mail came") }
        let corrected = Set(receipts.filter { $0.release == release }.map(\.recipient))
        guard corrected.count == all else {
            throw BenchError(description: "\(corrected.count) of \(all) got the correction")
        }
        let stale = receipts.filter { $0.release < release && $0.at > first }
        return Correction(
            first: Double(first - at) / 1e9,
            after: stale.count,
            lastAfter: stale.map { Double($0.at - first) / 1e6 }.max() ?? 0
        )
    }

    @discardableResult
    private func post(_ telegram: String, to service: Service) throws -> UInt64 {
        let answer = try service.post(telegram)
        guard answer.status == 201 else {
            throw BenchError(description: "the telegram was answered by \(answer.status): \(service.log.suffix(300))")
        }
        return answer.at
    }

    private func reach(_ sink: SinkServer, _ count: Int) throws {
        guard wait(milliseconds: 120_000, until: { sink.count >= count }) else {
            throw BenchError(description: "\(sink.count) mails in two minutes, not \(count)")
        }
    }

    /// Until every release is finished, so that the next round is alone.
    private func settle(_ city: TestCity) throws {
        for _ in 0..<300 {
            if try city.accounts().allSatisfy({ $0.state == "finished" }) { return }
            usleep(200_000)
        }
        throw BenchError(description: "a release does not finish")
    }
}
