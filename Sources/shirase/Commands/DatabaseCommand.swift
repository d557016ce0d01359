// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Foundation
import Storage

struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db",
        abstract: "Looks after the database.",
        subcommands: [Migrate.self]
    )

    struct Migrate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Runs the schema steps that the database lacks.")

        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "A JSON array of the steps run.") var json = false

        private struct Step: Encodable {
            let number: Int
            let purpose: String
        }

        func run() async throws {
            try await running {
                let settings = try await options.settings()
                let done = try Rooms.migrator.migrate(try Rooms.open(settings.database), now: Date())
                if json { return try Console.json(done.map { Step(number: $0.number, purpose: $0.purpose) }) }
                for migration in done { Console.line("step \(migration.number): \(migration.purpose)") }
                Console.line("\(settings.database.path): up to date")
            }
        }
    }
}
