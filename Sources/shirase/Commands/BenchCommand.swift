// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Foundation
import Logging
import Mail
import Registry
import Storage

struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures this machine and a relay.",
        subcommands: [Fanout.self]
    )

    struct Fanout: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sends one alert to residents who do not exist, in every language, and tells how fast that was.",
            discussion: """
                The relay gets every mail for real: give one that throws them away. Registry and ledger are made anew in \
                a temporary folder and removed at the end. The time is that from the release to the closed ledger.
                """
        )

        @Option(name: .long, help: "How many residents.") var recipients = 10_000
        @Option(name: .long, help: "smtp://HOST:PORT of a relay without TLS and login.") var relay: String
        @Option(name: .long, help: "Connections at once, of each worker.") var connections = 10
        @Option(
            name: .long,
            help: "Workers in this process, each with connections of its own to relay and PostgreSQL."
        )
        var workers = 1
        @Option(name: .long, help: "Messages on the wire of a connection at once, where the relay offers CHUNKING.")
        var window = 8
        @Option(
            name: .long,
            help: "sqlite, in a temporary folder, or postgresql://… of an empty database, which keeps what is made."
        )
        var database = "sqlite"
        @Flag(help: "One JSON object.") var json = false

        func validate() throws {
            guard (1...10_000_000).contains(recipients) else {
                throw ValidationError("--recipients: from 1 to 10,000,000")
            }
            guard (1...200).contains(connections) else { throw ValidationError("--connections: from 1 to 200") }
            guard (1...8).contains(workers) else { throw ValidationError("--workers: from 1 to 8") }
            guard workers == 1 || database != "sqlite" else {
                throw ValidationError("--workers: several need PostgreSQL, --database postgresql://…")
            }
            guard try settings().faults.isEmpty else { throw ValidationError("--window: from 1 to 64") }
        }

        private func settings() throws -> SMTPSettings {
            guard let url = URL(string: relay), url.scheme == "smtp", let host = url.host(), let port = url.port else {
                throw ValidationError("--relay: '\(relay)' is no smtp://HOST:PORT")
            }
            return SMTPSettings(host: host, port: port, security: .none, heloName: "localhost", window: window)
        }

        private func open(in folder: URL) throws -> any Database {
            guard database != "sqlite" else {
                return try DatabasePlace.open(folder.appendingPathComponent("bench.sqlite"))
            }
            do throws(StorageError) {
                return try PostgreSQLDatabase(url: database)
            } catch {
                throw Failure(.badInput, "--database: \(error)")
            }
        }

        func run() async throws {
            try await running {
                let folder = FileManager.default.temporaryDirectory
                    .appendingPathComponent("shirase-bench-\(UUID().uuidString)")
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
                defer { try? FileManager.default.removeItem(at: folder) }
                let city = try City(
                    profile: Resources.folder.appendingPathComponent("Cities/ichikawa"),
                    resources: Resources.folder
                )
                let database = try open(in: folder)
                try Rooms.migrator.migrate(database, now: Date())
                var logger = Logger(label: "shirase.bench")
                logger.logLevel = .warning
                let result = try FanoutBench(
                    city: city,
                    recipients: recipients,
                    connections: connections,
                    relay: try settings(),
                    database: database,
                    others: try (1..<workers).map { _ in try open(in: folder) },
                    key: try KeyFile.create(at: folder.appendingPathComponent("city.key")),
                    logger: logger
                ).run()
                if json { try Console.json(result) } else { Console.line(result.lines) }
                if result.lost > 0 || !result.faults.isEmpty { throw ExitCode(Failure.Code.failed.rawValue) }
            }
        }
    }
}

extension FanoutBench.Result {
    fileprivate var lines: String {
        func fixed(_ value: Double, _ digits: Int) -> String {
            value.formatted(.number.precision(.fractionLength(digits)).grouping(.never))
        }
        let head = """
            recipients            \(recipients), \(connections) connections\(workers > 1 ? ", \(workers) workers" : "")
            release to ledger     \(fixed(seconds, 2)) s, \(fixed(messagesPerSecond, 0)) messages/s
            first mail            \(fixed(firstMailSeconds, 3)) s after the release
            peak memory           \(fixed(Double(peakMemoryBytes) / 1e6, 0)) MB
            duplicates, lost      \(duplicates), \(lost)
            """
        return ([head] + faults).joined(separator: "\n")
    }
}
