// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser

/// Renderings per second in each language, and what a recipient costs.
struct ComposeBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compose",
        abstract: "Measures the making of mails beside Jinja2 and Python's email package, to the same mails."
    )

    @Option(help: "Counted rounds; one more goes before them.") var rounds = 5
    @Option(help: "Seconds that each measurement of a language goes on.") var seconds = 0.05
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...1_000).contains(rounds) else { throw ValidationError("--rounds: from 1 to 1,000") }
        guard (0.001...60).contains(seconds) else { throw ValidationError("--seconds: from 0.001 to 60") }
    }

    func run() throws {
        try output.print(ComposeComparison(rounds: rounds, seconds: seconds).run())
    }
}
