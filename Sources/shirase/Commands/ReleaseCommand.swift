// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Delivery
import Foundation

struct ReleaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Releases under way, and those that are held back.",
        subcommands: [Watch.self, Paused.self, Resume.self, Drop.self]
    )

    struct Watch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Shows how far a release is, with rate and time left, by lane and language, until it is finished.",
            discussion: """
                On a terminal one picture that is drawn anew; with --json one object a line. Exit code 0 when it is \
                finished, also where some failed: the numbers say so.
                """
        )

        @Argument(help: "The alert, as `shirase status` names it.") var alert: String
        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "JSON lines.") var json = false
        @Flag(help: "Once, instead of until it is finished.") var once = false
        @Option(name: .long, help: "Seconds between two looks.") var interval = 1.0

        func validate() throws {
            guard (0.1...3600).contains(interval) else { throw ValidationError("--interval: from 0.1 to 3600 seconds") }
        }

        func run() async throws {
            try await running {
                let (_, _, rooms) = try await options.open()
                var progress = ReleaseProgress()
                let isTerminal = isatty(1) == 1
                var drawn = 0
                while true {
                    guard let account = try rooms.ledger.accounts(alert: alert).first else {
                        throw Failure(.missingInput, "no release of that alert; `shirase status` lists the latest")
                    }
                    let look = progress.look(at: account, now: Date())
                    if json {
                        try Console.json(look)
                    } else {
                        let lines = look.lines(columns: 78)
                        // Up to where the last picture began, and over it.
                        if isTerminal, drawn > 0 {
                            Console.line("\u{1B}[\(drawn)A\u{1B}[J" + lines.joined(separator: "\n"))
                        }
                        if !isTerminal || drawn == 0 { Console.line(lines.joined(separator: "\n")) }
                        drawn = lines.count
                    }
                    if once || account.state == "finished" { return }
                    try await Task.sleep(for: .seconds(interval))
                }
            }
        }
    }
}
