// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Foundation
import Registry

struct SubscribersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subscribers",
        abstract: "Imports, exports and counts subscribers, shows dead addresses; makes the city's key.",
        subcommands: [
            Import.self, Export.self, Count.self, Suppressed.self, Suppress.self, Restore.self, Key.self,
        ]
    )

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes subscribers from a CSV file: email, language, topics, areas, thresholds, quiet.",
            discussion: """
                The first row names the columns; email, language and topics are required. Several topics, areas \
                (codes or Japanese names; none means the whole city) and thresholds (topic=value) are parted by \
                semicolons. quiet is when not to send what can wait, in Japan's time: 22:00-07:00. Good rows are kept, each bad row is reported by its line. Exit code 65 if there was one.
                """
        )

        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "The CSV file, UTF-8; - for standard input.") var file: String
        @Flag(help: "One JSON object.") var json = false

        private struct Result: Encodable {
            struct Fault: Encodable {
                let line: Int
                let reason: String
            }

            let added: Int
            let replaced: Int
            let refused: [Fault]
        }

        func run() async throws {
            try await running {
                let (_, city, rooms) = try await options.open()
                let data =
                    file == "-"
                    ? try FileHandle.standardInput.readToEnd() ?? Data() : FileManager.default.contents(atPath: file)
                guard let data else { throw Failure(.missingInput, "\(file): cannot be read; is the path right?") }
                let report: SubscriberImport.Report
                do {
                    report = try SubscriberImport(into: rooms.registry, rules: city.importRules)
                        .run([UInt8](data), now: Date())
                } catch let fault as ImportFault {
                    throw Failure(.badInput, "\(file): \(fault); nothing was imported")
                }
                if json {
                    let faults = report.faults.map { Result.Fault(line: $0.line, reason: $0.reason) }
                    try Console.json(Result(added: report.added, replaced: report.replaced, refused: faults))
                } else {
                    Console.line("added \(report.added), replaced \(report.replaced), refused \(report.faults.count)")
                    for fault in report.faults { Console.error("\(file): \(fault)") }
                }
                if !report.faults.isEmpty { throw ExitCode(Failure.Code.badInput.rawValue) }
            }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes all subscribers as CSV, addresses in clear: keep the file as you keep the key."
        )

        @OptionGroup var options: ConfigurationOptions
        @Option(
            name: .shortAndLong,
            help: "The file to write, readable by you alone; standard output where none is given."
        )
        var output: String?

        func run() async throws {
            try await running {
                let (_, _, rooms) = try await options.open()
                var handle = FileHandle.standardOutput
                if let output {
                    let file = open(output, O_WRONLY | O_CREAT | O_EXCL, 0o600)
                    guard file >= 0 else {
                        throw Failure(.notPermitted, "\(output): \(String(cString: strerror(errno)))")
                    }
                    handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
                }
                let out = handle
                try SubscriberExport(of: rooms.registry).forEachLine { try out.write(contentsOf: Data($0.utf8)) }
            }
        }
    }

    struct Count: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Counts subscribers by language and topic.")

        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "One JSON object.") var json = false

        private struct Result: Encodable {
            let total: Int
            let suppressed: Int
            let languages: [String: Int]
            let topics: [String: Int]
        }

        func run() async throws {
            try await running {
                let (_, _, rooms) = try await options.open()
                let languages = try rooms.registry.countByLanguage()
                let topics = try rooms.registry.countByTopic()
                let total = languages.reduce(0) { $0 + $1.count }
                let suppressed = try rooms.registry.suppressions().count
                if json {
                    let result = Result(
                        total: total,
                        suppressed: suppressed,
                        languages: Dictionary(uniqueKeysWithValues: languages.map { ($0.language, $0.count) }),
                        topics: Dictionary(uniqueKeysWithValues: topics.map { ($0.topic, $0.count) })
                    )
                    return try Console.json(result)
                }
                Console.line("subscribers \(total)")
                if suppressed > 0 { Console.line("  suppressed, among them: \(suppressed)") }
                for line in languages { Console.line("  language \(line.language): \(line.count)") }
                for line in topics { Console.line("  topic \(line.topic): \(line.count)") }
            }
        }
    }

    struct Key: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Checks the city's key, or makes one; without it no stored address can be read."
        )

        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "Make a new key; refused where there is one.") var create = false

        func run() async throws {
            try await running {
                let settings = try await options.settings()
                do throws(KeyFile.Fault) {
                    if create {
                        try? FileManager.default.createDirectory(
                            at: settings.key.deletingLastPathComponent(),
                            withIntermediateDirectories: true
                        )
                        _ = try KeyFile.create(at: settings.key)
                    } else {
                        _ = try KeyFile(contentsOf: settings.key)
                    }
                } catch {
                    throw Failure(.badConfiguration, "\(error)")
                }
                Console.line("\(settings.key.path): \(create ? "made; keep a copy apart from the database" : "good")")
            }
        }
    }
}
