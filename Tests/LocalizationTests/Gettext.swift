// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport

/// The translators' own tools, asked what they think of a file.
struct Gettext {
    struct Answer {
        let status: Int32
        let output: String
        let errors: String
    }

    static let isPresent = ["msgfmt", "msgcat", "msgattrib", "msgmerge"].allSatisfy {
        FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)")
    }

    /// Runs a tool on a file with the text given, or on those that the arguments name.
    static func run(_ tool: String, _ arguments: [String], input: String?) throws -> Answer {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gettext-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("file.po")
        let output = folder.appendingPathComponent("output")
        let errors = folder.appendingPathComponent("errors")
        if let input { try Data(input.utf8).write(to: file) }
        for url in [output, errors] { try Data().write(to: url) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/\(tool)")
        process.arguments = arguments + (input == nil ? [] : [file.path])
        process.environment = ["LC_ALL": "C.UTF-8"]
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.start()
        process.awaitEnd()
        return Answer(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self)
        )
    }

    /// What `msgfmt -c` finds fatal; nil if the file passes.
    static func complaint(about text: String) throws -> String? {
        let answer = try run("msgfmt", ["-c", "-o", "/dev/null"], input: text)
        return answer.status == 0 ? nil : answer.errors
    }
}
