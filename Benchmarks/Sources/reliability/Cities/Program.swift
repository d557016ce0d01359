// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// The built product.
struct Program {
    let path: String
    /// The checkout, with `Cities`, `Locales` and `Templates`.
    let resources: String

    static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../..").standardizedFileURL

    /// - Parameter path: nil for the release build of the checkout.
    init(_ path: String?) throws {
        self.path = path ?? Self.checkout.appendingPathComponent(".build/release/shirase").path
        resources = Self.checkout.path
        guard FileManager.default.isExecutableFile(atPath: self.path) else {
            throw BenchError(
                description: "\(self.path) is missing: swift build --configuration release --product shirase"
            )
        }
    }

    /// Whether it knows a command.
    func knows(_ command: String...) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = command + ["--help"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    /// Whether cities can have their database on PostgreSQL.
    var knowsPostgreSQL: Bool {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["config", "keys"]
        process.standardOutput = output
        guard (try? process.run()) != nil else { return false }
        let text = String(decoding: (try? output.fileHandleForReading.readToEnd()) ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return text.contains("database.url")
    }
}
