// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport

/// Runs a script of `Tests/IntakeTests/Python`: a reader that shares nothing with ours.
enum Python {
    static func lines(_ script: String, _ arguments: [String]) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = [RepositoryRoot.appending("Tests/IntakeTests/Python/\(script)").path] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.start()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.awaitEnd()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
        return text.split(separator: "\n").map(String.init)
    }
}
