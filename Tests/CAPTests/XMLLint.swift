// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport

/// An independent judge of documents.
enum XMLLint {
    static func isValid(_ file: URL, schema: URL) throws -> Bool {
        try faults([file], schema: schema).isEmpty
    }

    /// What xmllint says of each file that it refuses.
    static func faults(_ files: [URL], schema: URL) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/xmllint")
        process.arguments = ["--noout", "--nonet", "--schema", schema.path] + files.map(\.path)
        let output = Pipe()
        process.standardError = output
        process.standardOutput = FileHandle.nullDevice
        try process.start()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.awaitEnd()
        return text.split(separator: "\n").map(String.init).filter { !$0.hasSuffix(" validates") }
    }
}
