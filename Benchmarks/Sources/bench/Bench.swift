// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser

/// Ours beside other programs on this machine, by turns in one run; without a subcommand every comparison there is.
@main
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract:
            "Measures sending beside smtp-source, reading telegrams beside lxml, making mails beside Jinja2, keeping book beside rows.",
        subcommands: [
            MailBench.self, WireBench.self, StorageBench.self, IntakeBench.self, ComposeBench.self, ReadTelegrams.self,
            ComposeMails.self,
        ]
    )

    @OptionGroup var output: OutputOptions

    func run() throws {
        // First, since what it needs is then missed at once and not after half a minute.
        let intake = try IntakeComparison()
        let compose = try ComposeComparison()
        let report = try WholeReport(
            mail: MailComparison().run(),
            wire: Yardsticks.arePresent ? WireComparison().run() : nil,
            storage: StorageComparison().run(),
            intake: intake.run(),
            compose: compose.run()
        )
        try output.print(report)
    }
}

/// How a run is told.
struct OutputOptions: ParsableArguments {
    @Flag(help: "One JSON object instead of the table.") var json = false

    func print(_ report: some BenchReport) throws {
        Swift.print(json ? try report.json() : report.table())
    }
}

/// Everything.
struct WholeReport: BenchReport {
    let mail: MailReport
    /// Nil where there is nothing to measure beside.
    let wire: MailReport?
    let storage: StorageReport
    let intake: IntakeReport
    let compose: ComposeReport

    func table() -> String {
        [
            mail.table(),
            wire?.table() ?? "bench wire is left out: ../shared/tools/smtp-bench is not there to measure beside.",
            storage.table(), intake.table(), compose.table(),
        ].joined(separator: "\n\n\n")
    }
}
