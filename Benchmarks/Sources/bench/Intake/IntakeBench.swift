// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser

/// Telegrams per second, and the memory for it.
struct IntakeBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "intake",
        abstract: "Measures the reading of JMA's telegrams beside Python's lxml, to the same facts."
    )

    @Option(help: "A folder of telegrams (*.xml) to read instead of those of the project; may be repeated.")
    var telegrams: [String] = []
    @Option(help: "Counted rounds; one more goes before them.") var rounds = 5
    @Option(help: "How often a round reads each telegram; without it so often that 50 MB are read.") var passes: Int?
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...1_000).contains(rounds) else { throw ValidationError("--rounds: from 1 to 1,000") }
        guard (1...1_000_000).contains(passes ?? 1) else { throw ValidationError("--passes: from 1 to 1,000,000") }
    }

    func run() throws {
        let set = try TelegramSet(folders: telegrams)
        try output.print(IntakeComparison(telegrams: set, passes: passes, rounds: rounds).run())
    }
}
