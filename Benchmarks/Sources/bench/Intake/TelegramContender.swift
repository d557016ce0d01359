// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// A program that reads telegrams to facts, a process of its own each time so that its memory is its own.
///
/// It takes paths on standard input, one a line, loads the files, reads each so many times and prints one `Reading`; with
/// `--facts` it prints the facts instead, one line a telegram.
struct TelegramContender {
    let name: String
    let program: URL
    let arguments: [String]

    /// This program again.
    static func ours() throws -> TelegramContender {
        guard let program = Bundle.main.executableURL else {
            throw BenchError(description: "this program does not know where its file is")
        }
        return TelegramContender(name: "shirase, bytes to facts", program: program, arguments: ["read-telegrams"])
    }

    /// Python's lxml; of Debian's Python, which has it.
    static func lxml() throws -> TelegramContender {
        let python = URL(fileURLWithPath: "/usr/bin/python3")
        let script = URL(fileURLWithPath: #filePath).parent(4).appendingPathComponent("Python/read_telegrams.py")
        let contender = TelegramContender(name: "Python, lxml", program: python, arguments: [script.path])
        // Says what is missing before anything is measured.
        _ = try contender.output(of: [], [])
        return contender
    }

    func read(_ files: [URL], passes: Int) throws -> Reading {
        try JSONDecoder().decode(Reading.self, from: output(of: files, ["--passes", "\(passes)"]))
    }

    func facts(of files: [URL]) throws -> [String] {
        try String(decoding: output(of: files, ["--facts"]), as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private func output(of files: [URL], _ more: [String]) throws -> Data {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments + more
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(files.map { $0.path + "\n" }.joined().utf8))
        try input.fileHandleForWriting.close()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw BenchError(description: "\(name): failed with \(process.terminationStatus)")
        }
        return data
    }
}

/// What one run of a contender came to.
struct Reading: Codable {
    let telegrams: Int
    /// Parsing and extraction; not the start of the process, nor the loading of files.
    let seconds: Double
    /// The most memory that the process ever held (VmHWM), in kB.
    let peak: Int
    /// SHA-256 of its facts.
    let digest: String
}
