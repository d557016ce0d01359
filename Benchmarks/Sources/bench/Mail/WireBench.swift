// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Measuring

/// Our sending beside what the protocol allows, with PIPELINING alone and with CHUNKING.
struct WireBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wire",
        abstract: "Measures sending beside C clients, to a sink that none of them saturates; needs ../shared/tools."
    )

    @Option(help: "Messages a round.") var messages = 100_000
    @Option(help: "Connections.") var connections = 10
    @Option(help: "Counted rounds; one more goes before them.") var rounds = 5
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (100...10_000_000).contains(messages) else { throw ValidationError("--messages: from 100 to 10,000,000") }
        guard (1...200).contains(connections) else { throw ValidationError("--connections: from 1 to 200") }
        guard (1...1_000).contains(rounds) else { throw ValidationError("--rounds: from 1 to 1,000") }
    }

    func run() throws {
        let scratch = try Scratch()
        let yardsticks = try Yardsticks(scratch: scratch)
        let mail = try BenchMail()
        let whole = WholeFanout(mail: mail, scratch: scratch)
        let entries: [(contender: any Contender, chunking: Bool)] = [
            (try SMTPSource(mail: mail, scratch: scratch), false),
            (yardsticks.client("curlc", []), false),
            (yardsticks.client("conc", ["-m", "pipe"]), false),
            (yardsticks.client("rawc", ["-m", "pipe"]), false),
            (SessionAlone(mail: mail), false),
            (whole, false),
            (yardsticks.client("rawc", ["-m", "bdat", "-w", "8"]), true),
            (SessionAlone(mail: mail), true),
            (whole, true),
        ]
        let sinks = [false: try yardsticks.sink(chunking: false), true: try yardsticks.sink(chunking: true)]
        defer { sinks.values.forEach { $0.stop() } }
        var results: [[Measured]] = entries.map { _ in [] }
        for round in 0...rounds {
            for (index, entry) in entries.enumerated() {
                guard let sink = sinks[entry.chunking] else { continue }
                let result = try entry.contender.send(messages, over: connections, to: sink)
                if round > 0 { results[index].append(result) }
            }
        }
        try output.print(
            MailReport(
                sink: "the C sink",
                octetsPerMessage: mail.sample.count,
                rounds: rounds,
                rows: zip(entries, results).map { entry, measured in
                    MailReport.Row(
                        contender: entry.contender.name + (entry.chunking ? ", CHUNKING" : ""),
                        connections: connections,
                        messages: messages,
                        measured: measured,
                        baseline: results[0]
                    )
                }
            )
        )
    }
}
