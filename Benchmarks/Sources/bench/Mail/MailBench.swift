// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser

/// Messages per second to an SMTP sink on this machine.
struct MailBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail",
        abstract: "Measures the SMTP session and the whole fan-out beside Postfix's smtp-source."
    )

    @Option(help: "Messages over ten connections; a fifth of it over one.") var messages = 20_000
    @Option(help: "Counted rounds; one more goes before them.") var rounds = 5
    @Option(help: "HOST:PORT of another sink than Postfix's smtp-sink.") var sink: String?
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (100...10_000_000).contains(messages) else { throw ValidationError("--messages: from 100 to 10,000,000") }
        guard (1...1_000).contains(rounds) else { throw ValidationError("--rounds: from 1 to 1,000") }
    }

    func run() throws {
        try output.print(MailComparison(messages: messages, rounds: rounds, sink: sink).run())
    }
}
