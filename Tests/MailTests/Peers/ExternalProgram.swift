// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Glibc
import TestSupport
import Testing

/// A program beside the tests, with its input and output on pipes.
final class ExternalProgram {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var pending: [UInt8] = []

    init(_ path: String, _ arguments: [String], package: String) throws {
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw Missing(path: path, package: package)
        }
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        try process.start()
    }

    /// Says what to install.
    struct Missing: Error, CustomStringConvertible {
        let path: String
        let package: String
        var description: String { "\(path) is missing: apt-get install \(package), or run `make test`" }
    }

    /// The next line of output, or nil at its end.
    func line() throws -> String? {
        while true {
            if let end = pending.firstIndex(of: 0x0A) {
                defer { pending.removeSubrange(...end) }
                return String(decoding: pending[..<end], as: UTF8.self)
            }
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { return nil }
            pending += data
        }
    }

    func write(_ text: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    }

    func closeInput() throws {
        try input.fileHandleForWriting.close()
    }

    func stop() {
        // SIGKILL: threads of Swift start their children with the other signals blocked.
        kill(process.processIdentifier, SIGKILL)
        process.awaitEnd()
    }

    /// Runs a program to its end, and returns what it wrote.
    static func run(_ path: String, _ arguments: [String], input: String = "", package: String) throws -> String {
        let program = try ExternalProgram(path, arguments, package: package)
        // Written from beside, since a program that answers line by line fills its pipe meanwhile.
        let handle = program.input.fileHandleForWriting
        let data = Data(input.utf8)
        Thread.detachNewThread {
            try? handle.write(contentsOf: data)
            try? handle.close()
        }
        let output = program.output.fileHandleForReading.readDataToEndOfFile()
        program.process.awaitEnd()
        #expect(program.process.terminationStatus == 0, "\(path) \(arguments.first ?? "") failed")
        return String(decoding: output, as: UTF8.self)
    }

    /// A script of `Tests/MailTests/Python`.
    static func script(_ name: String) -> String {
        RepositoryRoot.appending("Tests/MailTests/Python/\(name)").path
    }
}
