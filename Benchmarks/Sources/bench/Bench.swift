// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Foundation

/// Messages per second to an SMTP sink on this machine: ours beside Postfix's `smtp-source`, by turns in one run.
@main
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures the SMTP session and the whole fan-out beside Postfix's smtp-source."
    )

    @Option(help: "Messages over ten connections; a fifth of it over one.") var messages = 20_000
    @Option(help: "Counted rounds; one more goes before them.") var rounds = 5
    @Option(help: "HOST:PORT of another sink than Postfix's smtp-sink.") var sink: String?
    @Flag(help: "One JSON object instead of the table.") var json = false

    func validate() throws {
        guard (100...10_000_000).contains(messages) else { throw ValidationError("--messages: from 100 to 10,000,000") }
        guard (1...1_000).contains(rounds) else { throw ValidationError("--rounds: from 1 to 1,000") }
    }

    func run() throws {
        let sink = try Sink(at: sink)
        defer { sink.stop() }
        let mail = try BenchMail()
        let scratch = try Scratch()
        let source = try SMTPSource(mail: mail, scratch: scratch)
        var rows: [Row] = []
        for connections in [1, 10] {
            let count = connections == 1 ? messages / 5 : messages
            let contenders: [any Contender] = [
                source, SessionAlone(mail: mail), WholeFanout(mail: mail, scratch: scratch),
            ]
            var results: [[Measured]] = contenders.map { _ in [] }
            // By turns, so that a machine whose speed drifts is as kind to one as to the other.
            for round in 0...rounds {
                for (index, contender) in contenders.enumerated() {
                    let result = try contender.send(count, over: connections, to: sink)
                    if round > 0 { results[index].append(result) }
                }
            }
            for (index, contender) in contenders.enumerated() {
                rows.append(
                    Row(
                        contender: contender.name,
                        connections: connections,
                        messages: count,
                        measured: results[index],
                        baseline: results[0]
                    )
                )
            }
        }
        let report = Report(sink: sink.name, octetsPerMessage: mail.sample.count, rounds: rounds, rows: rows)
        print(json ? try report.json() : report.table())
    }
}
