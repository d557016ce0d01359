// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Foundation
import Logging

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Plays an earthquake, a rain warning and a tsunami for made-up residents and a mailbox of its own.",
        discussion: "Nothing leaves this machine. The page shows each mail as it was received."
    )

    @Flag(help: "End after the last mail; exit code 0 only if everything arrived.") var exit = false
    @Option(name: .long, help: "Keep database and key in this folder; a temporary one where none is given.")
    var directory: String?
    @Option(name: .long, help: "The page's port; 0 for any.") var port = 0
    @Option(name: .long, help: "A city of the resources.") var city = "ichikawa"
    @Flag(name: .shortAndLong, help: "Log everything.") var verbose = false

    func run() async throws {
        try await running {
            let started = ContinuousClock.now
            let folder =
                directory.map { URL(fileURLWithPath: $0, isDirectory: true) }
                ?? FileManager.default.temporaryDirectory.appendingPathComponent("shirase-demo-\(UUID().uuidString)")
            try prepare(folder)
            defer { if directory == nil { try? FileManager.default.removeItem(at: folder) } }
            let log = Settings.Log(level: verbose ? .info : .error, format: isatty(2) == 1 ? .text : .json)
            let demo = Demo(
                folder: folder,
                city: Resources.folder.appendingPathComponent("Cities/\(city)"),
                resources: Resources.folder,
                port: port,
                logger: log.logger("demo")
            )
            let summary = try await demo.run(exits: self.exit)
            let seconds = (ContinuousClock.now - started).formatted(
                .units(allowed: [.seconds], fractionalPart: .show(length: 1))
            )
            for fault in summary.faults { Console.error(fault) }
            Console.line(
                "accepted \(summary.accepted) of \(summary.audience), languages \(summary.languages), "
                    + "alerts \(summary.alerts), seconds \(seconds.split(separator: " ")[0])"
            )
            if !summary.isComplete { throw ExitCode(Failure.Code.failed.rawValue) }
        }
    }

    /// A folder for a demo: what an earlier demo left there goes, what anything else left is not touched.
    private func prepare(_ folder: URL) throws {
        let files = FileManager.default
        let marker = folder.appendingPathComponent("shirase-demo")
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        let names = try files.contentsOfDirectory(atPath: folder.path)
        if !names.isEmpty, !files.fileExists(atPath: marker.path) {
            throw Failure(.notPermitted, "\(folder.path) holds something else than a demo; give an empty folder")
        }
        for name in names { try files.removeItem(at: folder.appendingPathComponent(name)) }
        try Data().write(to: marker)
    }
}
