// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// The service is killed again and again while it sends; nobody is lost, and few get a mail twice.
struct KillsExperiment: Experiment {
    var kills = 100
    var recipients = 100_000
    var connections = 8
    var seed: UInt64 = 20_261_105
    var chunking = true
    /// Whether the city is on PostgreSQL, whose server dies with every fifth kill.
    var onPostgreSQL = false

    /// Answers that a lane may have unrecorded (Documentation/Design.md, "P2's bound").
    static let unrecorded = 2_000
    /// What a commit of results takes as a rule, with the pause before it and what is gathered for the next.
    private static let commitMilliseconds = 25.0

    /// Messages on the wire of a connection: `relay.window`, and without CHUNKING one content and one envelope.
    private var window: Int { chunking ? 8 : 2 }

    func run(_ program: Program, in folder: URL) throws -> [Section] {
        var server: PostgreSQLServer?
        if onPostgreSQL {
            guard program.knowsPostgreSQL else {
                progress("postgres: this program keeps no city on PostgreSQL (database.url); not run")
                return []
            }
            guard PostgreSQLServer.isPresent else {
                progress("postgres: PostgreSQL is not installed (apt-get install postgresql); not run")
                return []
            }
            server = try PostgreSQLServer()
        }
        var section = Section(
            onPostgreSQL ? "postgres" : "kills",
            onPostgreSQL ? "Killed while sending, on PostgreSQL" : "Killed while sending",
            size: "\(kills.grouped) kill -9 over fan-outs to \(recipients.grouped), \(connections) connections, "
                + "\(chunking ? "CHUNKING" : "PIPELINING"), \(onPostgreSQL ? "PostgreSQL" : "SQLite"), seed \(seed)"
        )
        let sink = try SinkServer(chunking: chunking)
        defer { sink.stop() }
        var course = KillsCourse(experiment: self, random: SeededRandom(seed: seed), sink: sink, server: server)
        let sync = try Machine.syncMilliseconds(in: folder)
        try course.run(program, in: folder)
        tell(course, sync: sync, in: &section)
        return [section]
    }

    private func tell(_ course: KillsCourse, sync: [Double], in section: inout Section) {
        let duplicates = course.kills.map { Double($0.duplicates) }
        let inTime = course.kills.map { window * connections + $0.taken(within: Self.commitMilliseconds) }
        let beyond = zip(course.kills, inTime).filter { $0.duplicates > $1 }.count
        let resumes = course.resumes
        section.tell("fan-outs finished", "\(course.fanouts)")
        section.tell(
            "kills",
            "\(course.kills.count), \(course.kills.count { $0.wasEarly }) of them before the first mail"
        )
        if onPostgreSQL {
            section.tell(
                "the server died too (`pg_ctl stop -m immediate`)",
                "\(course.crashes + course.survived.count), \(course.survived.count) of them while the service lived on"
            )
            if let slowest = course.survived.max() {
                section.promise(
                    "from the server's start to the next mail where the service lived on, median / most",
                    "at most 5 s",
                    "\(course.survived.median.fixed(2)) / \(slowest.fixed(2)) s",
                    isKept: slowest <= 5
                )
            }
        }
        section.promise("recipients lost", "0", "\(course.lost)", isKept: course.lost == 0)
        section.promise(
            "faults found by `ledger verify`, after each fan-out",
            "0",
            "\(course.faults.count)",
            isKept: course.faults.isEmpty
        )
        section.promise(
            "copies with another Message-ID",
            "0",
            "\(course.strangers)",
            isKept: course.strangers == 0
        )
        let bound = window * connections + Self.unrecorded
        let most = Int(duplicates.max() ?? 0)
        section.promise(
            "duplicates a kill, most",
            "at most \(bound): \(window) x \(connections) on the wire and \(Self.unrecorded) that wait for a commit",
            "\(most)",
            isKept: most <= bound
        )
        section.tell(
            "kills with more duplicates than \(window) x \(connections) and what was answered in the last "
                + "\(Self.commitMilliseconds.fixed(0)) ms",
            "\(beyond)"
        )
        section.tell(
            "duplicates a kill, median / 99th percentile / most",
            "\(duplicates.median.fixed(0)) / \(duplicates.percentile(0.99).fixed(0)) / \((duplicates.max() ?? 0).fixed(0))"
        )
        let ages = course.kills.compactMap(\.oldestMilliseconds)
        section.tell(
            "oldest answer that a kill cost, before it: median / 99th percentile / most",
            "\(ages.median.fixed(1)) / \(ages.percentile(0.99).fixed(1)) / \((ages.max() ?? 0).fixed(1)) ms"
        )
        section.promise(
            "duplicates without a kill between",
            "0",
            "\(course.causeless)",
            isKept: course.causeless == 0
        )
        section.tell("copies of one mail at most", "\(course.mostCopies)")
        section.promise(
            "from start to the first mail, median / most",
            "at most 2 s",
            "\(resumes.median.fixed(2)) / \((resumes.max() ?? 0).fixed(2)) s",
            isKept: (resumes.max() ?? 0) <= 2
        )
        section.tell(
            "64 KB made durable in its folder, median / 99th percentile",
            "\(sync.median.fixed(2)) / \(sync.percentile(0.99).fixed(2)) ms"
        )
        section.tell("mails a second while it ran, median", Int(course.rates.median).grouped)
        if course.restarts > 0 { section.note("\(course.restarts) starts ended by themselves: \(course.lastLog)") }
        for fault in course.faults.prefix(3) { section.note(fault) }
        section.draw(Histogram(title: "duplicates a kill, and how many kills had so many", values: duplicates).lines)
    }
}

/// Numbers that come again with the same seed (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
