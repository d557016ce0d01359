// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser

/// Leases and bitmaps beside a row for each recipient.
struct StorageBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storage",
        abstract: "Measures claiming and recording beside a queue with a row for each recipient, on both engines."
    )

    @Option(help: "Recipients of a release.") var recipients = 200_000
    @Option(help: "Counted rounds; one more goes before them.") var rounds = 3
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1_000...10_000_000).contains(recipients) else {
            throw ValidationError("--recipients: from 1,000 to 10,000,000")
        }
        guard (1...1_000).contains(rounds) else { throw ValidationError("--rounds: from 1 to 1,000") }
    }

    func run() throws {
        try output.print(StorageComparison(recipients: recipients, rounds: rounds).run())
    }
}
