// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Measuring

/// Our sending beside what the protocol allows, with PIPELINING alone and with CHUNKING, with SQLite and with PostgreSQL.
struct WireComparison {
    private typealias Entry = (contender: any Contender, chunking: Bool)

    /// Messages a round: the audience; the registry is ten times as large.
    var messages = 100_000
    var connections = 10
    /// Counted rounds; one more goes before them.
    var rounds = 5

    func run() throws -> MailReport {
        let scratch = try Scratch()
        let yardsticks = try Yardsticks(scratch: scratch)
        let sinks = [false: try yardsticks.sink(chunking: false), true: try yardsticks.sink(chunking: true)]
        defer { sinks.values.forEach { $0.stop() } }
        let mail = try BenchMail()
        let source = try SMTPSource(mail: mail, scratch: scratch)
        let cities = FanoutCities(scratch: scratch)
        let whole = WholeFanout(mail: mail, cities: cities)
        var rows = try byTurns(
            [
                (source, false),
                (yardsticks.client("curlc", []), false),
                (yardsticks.client("conc", ["-m", "pipe"]), false),
                (yardsticks.client("rawc", ["-m", "pipe"]), false),
                (SessionAlone(mail: mail), false),
                (whole, false),
                (yardsticks.client("rawc", ["-m", "bdat", "-w", "8"]), true),
                (SessionAlone(mail: mail), true),
                (whole, true),
            ],
            sinks
        )
        if PostgreSQLServer.isPresent {
            // By themselves: a server is busy with what it was given for a while.
            cities.server = try PostgreSQLServer()
            var entries: [Entry] = [(source, false)]
            for chunking in [false, true] {
                for workers in [1, 2] {
                    let fanout = WholeFanout(mail: mail, cities: cities, engine: .postgresql, workers: workers)
                    entries.append((fanout, chunking))
                }
            }
            rows += try byTurns(entries, sinks).dropFirst()
        }
        return MailReport(sink: "the C sink", octetsPerMessage: mail.sample.count, rounds: rounds, rows: rows)
    }

    /// Measures them by turns; the first is what the others are compared with.
    private func byTurns(_ entries: [Entry], _ sinks: [Bool: Sink]) throws -> [MailReport.Row] {
        var results: [[Measured]] = entries.map { _ in [] }
        for round in 0...rounds {
            for (index, entry) in entries.enumerated() {
                guard let sink = sinks[entry.chunking] else { continue }
                let result = try entry.contender.send(messages, over: connections, to: sink)
                if round > 0 { results[index].append(result) }
            }
        }
        return zip(entries, results).map { entry, measured in
            MailReport.Row(
                contender: entry.contender.name + (entry.chunking ? ", CHUNKING" : ""),
                connections: connections,
                messages: messages,
                measured: measured,
                baseline: results[0]
            )
        }
    }
}
