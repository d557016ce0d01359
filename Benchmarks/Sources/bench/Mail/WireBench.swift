// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Measuring

/// Our sending beside what the protocol allows, with PIPELINING alone and with CHUNKING.
struct WireBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wire",
        abstract:
            "Measures sending beside C clients, with SQLite and with PostgreSQL, to a sink that none of them saturates; needs ../shared/tools."
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
        try output.print(WireComparison(messages: messages, connections: connections, rounds: rounds).run())
    }
}
