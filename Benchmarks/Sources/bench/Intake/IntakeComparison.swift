// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Measuring

/// Our reading of telegrams beside lxml's, by turns, and only if both found the same facts.
struct IntakeComparison {
    private let telegrams: TelegramSet
    private let passes: Int
    private let rounds: Int
    /// The first is what ratios are of.
    private let contenders: [TelegramContender]

    /// Fails at once where something is missing.
    ///
    /// - Parameters:
    ///   - telegrams: what is read; the project's own and what lies beside the checkout where none is named.
    ///   - passes: how often a round reads each; nil for so often that 50 MB are read.
    ///   - rounds: those that count; one more goes before them.
    init(telegrams: TelegramSet? = nil, passes: Int? = nil, rounds: Int = 5) throws {
        let telegrams = try telegrams ?? TelegramSet()
        self.telegrams = telegrams
        self.passes = passes ?? max(1, 50_000_000 / max(1, telegrams.octets))
        self.rounds = rounds
        contenders = [try .lxml(), try .ours()]
    }

    func run() throws -> IntakeReport {
        var results: [[Reading]] = contenders.map { _ in [] }
        // By turns, so that a machine whose speed drifts is as kind to one as to the other.
        for round in 0...rounds {
            let readings = try contenders.map { try $0.read(telegrams.files, passes: passes) }
            for (index, reading) in readings.enumerated() {
                guard reading.digest == readings[0].digest else { throw try difference(from: contenders[index]) }
                if round > 0 { results[index].append(reading) }
            }
        }
        return IntakeReport(
            telegrams: telegrams.name,
            count: telegrams.files.count,
            octets: telegrams.octets,
            passes: passes,
            rounds: rounds,
            rows: zip(contenders, results).map { contender, readings in
                IntakeReport.Row(
                    contender: contender.name,
                    octets: telegrams.octets * passes,
                    measured: readings,
                    baseline: results[0]
                )
            }
        )
    }

    /// The first line in which a contender and the first one differ.
    private func difference(from contender: TelegramContender) throws -> BenchError {
        let expected = try contenders[0].facts(of: telegrams.files)
        let found = try contender.facts(of: telegrams.files)
        let lines = zip(expected, found).first { $0 != $1 } ?? ("\(expected.count) lines", "\(found.count) lines")
        return BenchError(
            description: """
                the two do not read the same facts, so that their speed cannot be compared:
                \(contenders[0].name): \(lines.0)
                \(contender.name): \(lines.1)
                """
        )
    }
}
