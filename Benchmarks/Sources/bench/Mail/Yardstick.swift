// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// C programs to measure beside (`../shared/tools/smtp-bench`): an epoll sink that a fast client cannot saturate, and
/// clients that do nothing but what the protocol needs.
struct Yardsticks {
    private static let folder = URL(fileURLWithPath: #filePath).parent(5)
        .appendingPathComponent("../shared/tools/smtp-bench").standardizedFileURL
    private let programs: URL

    /// Whether they are on this machine.
    static var arePresent: Bool { FileManager.default.fileExists(atPath: folder.path) }

    /// Builds them.
    init(scratch: Scratch) throws {
        guard Self.arePresent else {
            throw BenchError(description: "\(Self.folder.path) is not there: nothing to measure beside")
        }
        programs = scratch.folder.appendingPathComponent("yardsticks")
        let names = ["sink", "rawc", "curlc", "conc", "head.bin"].map { "\(programs.path)/\($0)" }
        let make = Process()
        make.executableURL = URL(fileURLWithPath: "/usr/bin/make")
        make.arguments = ["-s", "-C", Self.folder.path, "OUT=\(programs.path)"] + names
        try make.run()
        make.waitUntilExit()
        guard make.terminationStatus == 0 else {
            throw BenchError(description: "the C programs could not be built: apt-get install gcc libcurl4-openssl-dev")
        }
    }

    /// The sink, with CHUNKING or without.
    func sink(chunking: Bool) throws -> Sink {
        try Sink(name: "the C sink", program: programs.appendingPathComponent("sink").path) { port in
            ["-p", "\(port)"] + (chunking ? [] : ["-C"])
        }
    }

    /// A client.
    func client(_ program: String, _ more: [String]) -> any Contender {
        Client(name: ([program] + more).joined(separator: " "), folder: programs, program: program, more: more)
    }

    private struct Client: Contender {
        let name: String
        let folder: URL
        let program: String
        let more: [String]

        /// What a client prints when it is done.
        private struct Said: Decodable {
            let ok: Int
            let s: Double
            let cpu: Double
        }

        func send(_ count: Int, over connections: Int, to sink: Sink) throws -> Measured {
            let process = Process()
            process.executableURL = folder.appendingPathComponent(program)
            // It reads the mail beside it.
            process.currentDirectoryURL = folder
            process.arguments = ["-p", "\(sink.port)", "-c", "\(connections)", "-n", "\(count)"] + more
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let data = try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            let line = String(decoding: data, as: UTF8.self).split(separator: "\n").last ?? ""
            guard let said = try? JSONDecoder().decode(Said.self, from: Data(line.utf8)), said.ok == count else {
                throw BenchError(description: "\(name): \(line.prefix(200))")
            }
            return Measured(seconds: said.s, processorSeconds: said.cpu)
        }
    }
}
