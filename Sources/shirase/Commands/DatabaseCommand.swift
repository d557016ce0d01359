// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Delivery
import Foundation
import Roster
import Storage

struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db",
        abstract: "Looks after the database.",
        subcommands: [Migrate.self]
    )

    struct Migrate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Runs the schema steps that the database lacks; with --to, moves the city to PostgreSQL.",
            discussion: """
                A move copies every row from the SQLite database of the configuration into an empty PostgreSQL database, in \
                one transaction, and compares both sides table by table. It is refused while `serve` runs and where the \
                target holds anything else. Afterwards the SQLite file stays as it was, and serves no more: set \
                database.url. A move that was interrupted is repeated by the same command.
                """
        )

        @OptionGroup var options: ConfigurationOptions
        @Option(name: .long, help: "postgresql://… of an empty database that the city moves to; no password in it.")
        var to: String?
        @Flag(help: "One JSON document: the steps run, or the tables moved.") var json = false

        private struct Step: Encodable {
            let number: Int
            let purpose: String
        }

        func run() async throws {
            try await running {
                let settings = try await options.settings()
                if let to { return try move(settings, to: to) }
                let done = try Rooms.migrator.migrate(try settings.database.open(), now: Date())
                if json { return try Console.json(done.map { Step(number: $0.number, purpose: $0.purpose) }) }
                for migration in done { Console.line("step \(migration.number): \(migration.purpose)") }
                Console.line("\(settings.database): up to date")
            }
        }

        private func move(_ settings: Settings, to url: String) throws {
            guard case .file(let file) = settings.database else {
                throw Failure(.badConfiguration, "the city is on PostgreSQL already: \(settings.database)")
            }
            guard FileManager.default.fileExists(atPath: file.path) else {
                throw Failure(.missingInput, "\(file.path): there is no such database")
            }
            let lock = try FileLock.serving(file)
            defer { withExtendedLifetime(lock) {} }
            let place: String
            let target: PostgreSQLDatabase
            do throws(StorageError) {
                place = try PostgreSQLDatabase.place(ofURL: url)
                target = try PostgreSQLDatabase(url: url)
            } catch {
                throw Failure(.unavailable, "--to: \(error)")
            }
            let source = try DatabasePlace.open(file)
            try Rooms.migrator.migrate(source, now: Date())
            if let (place, date) = try Roster(database: source).relocation() {
                throw Failure(
                    .badConfiguration,
                    "\(file.path): this city moved to \(place) at \(date.formatted(.iso8601)) already"
                )
            }
            try Rooms.migrator.migrate(target, now: Date())
            let report: DatabaseMove.Report
            do {
                report = try DatabaseMove(from: source, to: target, leftOut: Roster.tables).run { table in
                    if !json { Console.line("\(table.name): \(table.rows) rows, \(table.digest.prefix(16)), equal") }
                } closing: { session in
                    try Roster.relocate(to: place, now: Date(), in: session)
                }
            } catch let refusal as DatabaseMove.Refusal {
                throw Failure(.badInput, "--to: \(place): \(refusal)")
            }
            let faults = try Ledger(database: target).verify()
            for fault in faults { Console.error(fault) }
            if json {
                try Console.json(report)
            } else {
                if report.wasThere { Console.line("all of it was there already, and is equal") }
                Console.line(
                    "moved to \(place): \(report.tables.count) tables, \(report.tables.reduce(0) { $0 + $1.rows }) rows, "
                        + "\(faults.count) faults in the ledger; now set database.url"
                )
            }
            // They came along: the move is complete all the same.
            if !faults.isEmpty { throw ExitCode(Failure.Code.failed.rawValue) }
        }
    }
}
