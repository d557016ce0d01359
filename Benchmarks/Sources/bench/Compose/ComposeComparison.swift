// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// Our making of mails beside Jinja2's and that of Python's email package, by turns, and only if both say the same.
struct ComposeComparison {
    private let rounds: Int
    private let seconds: Double
    private let python = URL(fileURLWithPath: "/usr/bin/python3")
    private let script = URL(fileURLWithPath: #filePath).parent(4)
        .appendingPathComponent("Python/compose_mails.py")
    private let scratch: Scratch
    private let job: URL

    /// Fails at once where something is missing.
    ///
    /// - Parameters:
    ///   - rounds: those that count; one more goes before them.
    ///   - seconds: how long each measurement of a language goes on.
    init(rounds: Int = 5, seconds: Double = 0.05) throws {
        self.rounds = rounds
        self.seconds = seconds
        scratch = try Scratch()
        job = scratch.folder.appendingPathComponent("job.json")
        try JSONEncoder().encode(try ComposeSource().job(seconds: seconds)).write(to: job)
        _ = try Self.composing(python, ["-c", "import jinja2; print('{\"load\": 0, \"rows\": []}')"])
    }

    func run() throws -> ComposeReport {
        guard let program = Bundle.main.executableURL else {
            throw BenchError(description: "this program does not know where its file is")
        }
        var measured: [(python: Composing, ours: Composing)] = []
        for round in 0...rounds {
            let pair = (
                python: try Self.composing(python, [script.path, job.path]),
                ours: try Self.composing(program, ["compose-mails", "--seconds", "\(seconds)"])
            )
            for (theirs, own) in zip(pair.python.rows, pair.ours.rows) {
                guard theirs.digest == own.digest else {
                    throw BenchError(
                        description: "\(own.tag): the two do not write the same mail, so they cannot be compared"
                    )
                }
            }
            if round > 0 { measured.append(pair) }
        }
        return ComposeReport(rounds: rounds, measured: measured)
    }

    private static func composing(_ program: URL, _ arguments: [String]) throws -> Composing {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            let name = program.lastPathComponent
            throw BenchError(description: "\(name): failed with \(process.terminationStatus); what it said is above")
        }
        return try JSONDecoder().decode(Composing.self, from: data)
    }
}
