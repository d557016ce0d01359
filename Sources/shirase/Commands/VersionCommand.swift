// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser

struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Says what this build is.")

    @Flag(help: "One JSON object.") var json = false

    func run() throws {
        if json { return try Console.json(["version": Version.number]) }
        Console.line(Version.text)
    }
}
