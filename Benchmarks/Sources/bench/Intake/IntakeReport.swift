// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Measuring

/// What the reading of telegrams came to.
struct IntakeReport: BenchReport {
    /// Which telegrams.
    let telegrams: String
    let count: Int
    let octets: Int
    let passes: Int
    let rounds: Int
    let rows: [Row]

    func table() -> String {
        let widths = [36, 14, 15, 8, 9, 0]
        var lines = [
            "\(count) telegrams, \((Double(octets) / 1e6).fixed(1)) MB, each read \(passes) times a round: \(telegrams);",
            "medians of \(rounds) rounds by turns, the same facts from both.",
            "",
            Self.line(["contender", "telegrams/s", "min-max", "MB/s", "x lxml", "peak MB"], widths),
        ]
        lines += rows.map { row in
            let cells = [
                row.contender, "\(Int(row.telegramsPerSecond))", "\(Int(row.slowest))-\(Int(row.fastest))",
                row.megabytesPerSecond.fixed(1), row.ratioToLXML.fixed(2), row.peakMegabytes.fixed(1),
            ]
            return Self.line(cells, widths)
        }
        lines += [
            "",
            "Parsing and extraction on one thread, files already in memory. Peak is that of the whole process: program,",
            "libraries and the telegrams as bytes. Ours refuses hostile input first and reads every body whole.",
        ]
        return lines.joined(separator: "\n")
    }

    /// What one contender came to.
    struct Row: Encodable {
        let contender: String
        /// The median of the rounds.
        let telegramsPerSecond: Double
        let slowest: Double
        let fastest: Double
        let megabytesPerSecond: Double
        /// The median of the rounds' own ratios.
        let ratioToLXML: Double
        /// The median of the rounds.
        let peakMegabytes: Double

        /// - Parameters:
        ///   - octets: of all that one round reads.
        ///   - measured: one a round, none empty.
        ///   - baseline: what lxml came to in the same rounds.
        init(contender: String, octets: Int, measured: [Reading], baseline: [Reading]) {
            self.contender = contender
            let rates = measured.map { Double($0.telegrams) / $0.seconds }
            telegramsPerSecond = rates.median
            slowest = rates.min() ?? 0
            fastest = rates.max() ?? 0
            megabytesPerSecond = measured.map { Double(octets) / $0.seconds / 1e6 }.median
            ratioToLXML = zip(baseline, measured).map { $0.seconds / $1.seconds }.median
            peakMegabytes = measured.map { Double($0.peak) * 1_024 / 1e6 }.median
        }
    }
}
