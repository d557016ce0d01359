// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// Sick destinations beside healthy ones, what is urgent amid what is not, and a correction on the way.
struct TroubleExperiment: Experiment {
    var rounds = 3
    var recipients = 100_000
    var deferSeconds = 20.0
    /// Connections of the relay where there is one.
    var connections = 8

    func run(_ program: Program, in folder: URL) throws -> [Section] {
        var section = Section(
            "trouble",
            "In trouble",
            size: "alerts to \(recipients.grouped), medians of \(rounds) rounds by turns, CHUNKING"
        )
        try SickLanes(experiment: self).run(program, in: folder.appendingPathComponent("lanes"), into: &section)
        try Precedence(experiment: self).run(program, in: folder.appendingPathComponent("one"), into: &section)
        return [section]
    }
}

/// Six relays for six groups of mail domains; in every second round four of them are sick.
struct SickLanes {
    let experiment: TroubleExperiment
    private let healthy = [0, 1]
    private let lanes = 0..<6

    init(experiment: TroubleExperiment) { self.experiment = experiment }

    /// What the healthy lanes took in one round.
    private struct Round {
        /// From the release's first mail in a healthy lane to each of theirs, by rank.
        let seconds: [Double]
        /// The same from the moment at which the telegram was handed in.
        let sinceTelegram: [Double]
        let perSecond: Double
    }

    private enum Pace: String, CaseIterable {
        case limited = "lanes limited to 2,000 mails a second, beside no other lanes and beside the sick"
        case unlimited = "lanes without a limit, beside four sound ones and beside the sick"
    }

    func run(_ program: Program, in folder: URL, into section: inout Section) throws {
        let faults: [SinkFault] = [
            .none, .none, .stall, .busy(after: 20), .reset(after: 20),
            .defer(milliseconds: Int(experiment.deferSeconds * 1_000)),
        ]
        for pace in Pace.allCases {
            var rounds: [Bool: [Round]] = [false: [], true: []]
            for number in 0..<experiment.rounds {
                for isSick in [false, true] {
                    let place = folder.appendingPathComponent("\(pace)-\(number)-\(isSick)")
                    // Where nothing but the machine limits them, others cost them of it, be they sound or sick.
                    let others = isSick ? faults : pace == .limited ? nil : lanes.map { _ in SinkFault.none }
                    let round = try self.round(program, in: place, pace: pace, faults: others)
                    rounds[isSick]?.append(round)
                    try FileManager.default.removeItem(at: place)
                }
            }
            tell(pace, rounds[false] ?? [], rounds[true] ?? [], into: &section)
        }
        section.note(
            "Six lanes with a relay each; two of them are looked at. The relays of the other four, where they are sick: "
                + faults.dropFirst(2).map(\.name).joined(separator: "; ") + "."
        )
    }

    /// - Parameter faults: by lane; nil for the healthy lanes alone.
    private func round(_ program: Program, in folder: URL, pace: Pace, faults: [SinkFault]?) throws -> Round {
        let sinks = try lanes.map { try SinkServer(fault: faults?[$0] ?? .none) }
        defer { sinks.forEach { $0.stop() } }
        var yaml = "relays:\n"
        for lane in lanes {
            yaml += "  r\(lane): {host: 127.0.0.1, port: \(sinks[lane].port), security: none}\n"
        }
        yaml += "lanes:\n"
        for lane in lanes {
            yaml += "  - {name: lane\(lane), domains: [d\(lane).example], relays: {r\(lane): 1}, connections: 4"
            yaml += pace == .limited ? ", perSecond: 2000}\n" : "}\n"
        }
        yaml += "  - {name: rest}\n"
        let city = try TestCity(
            program,
            in: folder,
            relay: sinks[0].port,
            options: TestCity.Options(connections: 2, lanes: yaml)
        )
        let each = experiment.recipients / lanes.count
        let count = faults == nil ? each * healthy.count : each * lanes.count
        // A lane's residents stand together, so that the healthy are the same numbers in both.
        try city.importResidents(0..<count) { "d\($0 / each).example" }
        let service = try city.serve()
        let posted = try service.post(Telegram().text(.fiveLower))
        guard posted.status == 201 else {
            throw BenchError(description: "the telegram was answered by \(posted.status)")
        }
        let isDone = wait(milliseconds: 120_000) { healthy.allSatisfy { sinks[$0].count >= each } }
        guard isDone else { throw BenchError(description: "the healthy lanes did not get their mails in two minutes") }
        let receipts = healthy.flatMap { sinks[$0].takeReceipts() }
        service.kill()
        let times = receipts.map(\.at).sorted()
        guard let first = times.first, let last = times.last else { throw BenchError(description: "no mail came") }
        return Round(
            seconds: times.map { Double($0 - first) / 1e9 },
            sinceTelegram: times.map { Double($0 - posted.at) / 1e9 },
            perSecond: Double(times.count) / (Double(last - first) / 1e9)
        )
    }

    private func tell(_ pace: Pace, _ alone: [Round], _ beside: [Round], into section: inout Section) {
        func p99(_ rounds: [Round], _ values: KeyPath<Round, [Double]>) -> Double {
            rounds.map { $0[keyPath: values].percentile(0.99) }.median
        }
        let (without, with) = (p99(alone, \.seconds), p99(beside, \.seconds))
        let ratios = zip(alone, beside).map { $1.seconds.percentile(0.99) / $0.seconds.percentile(0.99) }
        let ratio = ratios.median
        section.promise(
            "99th percentile of the healthy, from their first mail; \(pace.rawValue)",
            "within 10 %",
            "\(without.fixed(2)) s, \(with.fixed(2)) s: \(ratio.fixed(2)) (\((ratios.min() ?? 0).fixed(2)) to "
                + "\((ratios.max() ?? 0).fixed(2)))",
            isKept: ratio <= 1.1
        )
        section.tell(
            "the same from the telegram",
            "\(p99(alone, \.sinceTelegram).fixed(2)) s, \(p99(beside, \.sinceTelegram).fixed(2)) s"
        )
    }
}
