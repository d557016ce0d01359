// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Foundation
import Measuring

/// The promises of delivery against the real program: killed, frozen, in trouble, without a disk.
@main
struct Reliability: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reliability",
        abstract: "Kills, freezes and starves the release build of shirase while it sends, and writes what came of it.",
        discussion: """
            Nothing leaves this machine: the mail servers are part of it. Without a subcommand everything runs. Exit code 1 \
            where a promise was not kept.
            """,
        subcommands: [
            All.self, Kills.self, Trouble.self, Disk.self, Postgres.self, Frozen.self, Simulation.self, Sinks.self,
        ],
        defaultSubcommand: All.self
    )
}

/// Where the product is, and where the results go.
struct Places: ParsableArguments {
    @Option(help: "The program; the release build of this checkout if not given.") var program: String?
    @Option(help: "The page to write; the JSON goes beside it.") var report: String?
    @Flag(help: "Write no page.") var dry = false

    /// Runs experiments one after another and keeps the page after each, so that what was measured is not lost.
    func run(_ experiments: [any Experiment]) throws {
        let program = try Program(self.program)
        let scratch = try Scratch()
        let file =
            report.map { URL(fileURLWithPath: $0) }
            ?? Program.checkout.appendingPathComponent("Documentation/Reliability.md")
        var page = try ReportPage(at: file)
        var isKept = true
        for experiment in experiments {
            let folder = scratch.folder.appendingPathComponent("\(type(of: experiment))")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let (start, before) = (ContinuousClock.now, Machine.spent)
            for var section in try experiment.run(program, in: folder) {
                let after = Machine.spent
                let others = (after.all - before.all) - (after.own - before.own)
                let cores = Double(ProcessInfo.processInfo.activeProcessorCount)
                let share = others / ((ContinuousClock.now - start).inSeconds * cores)
                if share > 0.05 {
                    section.note("Others took \((share * 100).fixed(0)) % of the processors meanwhile.")
                }
                isKept = isKept && section.isKept
                // What could not run says so on the terminal and leaves the page alone.
                if !section.findings.isEmpty { page.take(section) }
                progress("\(section.title): \(section.isKept ? "kept" : "NOT KEPT")")
            }
            if !dry { try page.write() }
        }
        if !isKept { throw ExitCode(1) }
    }
}

/// How large, where everything runs.
struct All: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Everything, in the short or the long form.")

    @Flag(help: "The long form: 1,000 kills, 100,000 seeds; the better part of an hour.") var full = false
    @OptionGroup var places: Places

    func run() throws {
        var kills = KillsExperiment()
        var trouble = TroubleExperiment()
        var disk = DiskExperiment()
        var simulation = SimulationExperiment()
        var postgres = KillsExperiment()
        postgres.onPostgreSQL = true
        if full {
            (kills.kills, trouble.rounds, simulation.seeds) = (1_000, 5, 100_000)
            (disk.recipients, postgres.kills) = (50_000, 100)
        } else {
            (kills.kills, trouble.rounds, postgres.kills) = (40, 3, 15)
        }
        try places.run([kills, postgres, FrozenExperiment(), trouble, disk, simulation])
    }
}

struct Kills: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "kill -9 while it sends.")

    @Option(help: "How many kills.") var kills = 100
    @Option(help: "Recipients of each alert.") var recipients = 100_000
    @Option(help: "Connections to the relay.") var connections = 8
    @Option(help: "Decides the moments.") var seed: UInt64 = 20_261_105
    @Flag(inversion: .prefixedNo, help: "Whether the relay offers CHUNKING.") var chunking = true
    @OptionGroup var places: Places

    func validate() throws {
        guard (1...100_000).contains(kills) else { throw ValidationError("--kills: from 1 to 100,000") }
        guard (100...1_000_000).contains(recipients) else {
            throw ValidationError("--recipients: from 100 to 1,000,000")
        }
        guard (1...200).contains(connections) else { throw ValidationError("--connections: from 1 to 200") }
    }

    func run() throws {
        var experiment = KillsExperiment()
        (experiment.kills, experiment.recipients, experiment.connections) = (kills, recipients, connections)
        (experiment.seed, experiment.chunking) = (seed, chunking)
        try places.run([experiment])
    }
}

struct Trouble: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Sick destinations beside healthy ones; what is urgent amid what is not; a correction."
    )

    @Option(help: "Rounds; medians are told.") var rounds = 3
    @Option(help: "Recipients of each alert.") var recipients = 100_000
    @Option(help: "Seconds before the deferring relay says 451.") var deferSeconds = 20.0
    @OptionGroup var places: Places

    func run() throws {
        var experiment = TroubleExperiment()
        (experiment.rounds, experiment.recipients, experiment.deferSeconds) = (rounds, recipients, deferSeconds)
        try places.run([experiment])
    }
}

struct Disk: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "A full disk, disk errors and no more descriptors (needs root; strace for errors)."
    )

    @Option(help: "Recipients of each alert.") var recipients = 20_000
    @OptionGroup var places: Places

    func run() throws {
        var experiment = DiskExperiment()
        experiment.recipients = recipients
        try places.run([experiment])
    }
}

struct Postgres: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "kill -9 while it sends from PostgreSQL, whose server dies with every fifth kill."
    )

    @Option(help: "How many kills.") var kills = 50
    @Option(help: "Recipients of each alert.") var recipients = 100_000
    @OptionGroup var places: Places

    func run() throws {
        var experiment = KillsExperiment()
        (experiment.kills, experiment.recipients, experiment.onPostgreSQL) = (kills, recipients, true)
        try places.run([experiment])
    }
}

struct Frozen: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "A worker is frozen beyond its lease (SIGSTOP) while another takes over, and wakes up."
    )

    @Option(help: "Recipients of each alert.") var recipients = 40_000
    @OptionGroup var places: Places

    func run() throws {
        var experiment = FrozenExperiment()
        experiment.recipients = recipients
        try places.run([experiment])
    }
}

struct Simulation: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "`shirase simulate`, where the program has it.")

    @Option(help: "Seeds.") var seeds = 2_000
    @OptionGroup var places: Places

    func run() throws {
        var experiment = SimulationExperiment()
        experiment.seeds = seeds
        try places.run([experiment])
    }
}

struct Sinks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sink",
        abstract: "Runs the mail server alone, to see how much it can take; prints a line a second."
    )

    @Flag(inversion: .prefixedNo, help: "Whether it offers CHUNKING.") var chunking = true

    func run() throws {
        let sink = try SinkServer(chunking: chunking)
        print("smtp://127.0.0.1:\(sink.port)")
        fflush(nil)
        var last = 0
        while true {
            sleep(1)
            let count = sink.count
            if count > last { print("\(count), \(count - last)/s, \(sink.takeReceipts().count) receipts") }
            fflush(nil)
            last = count
        }
    }
}
