// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser

/// The program: commands and wiring only.
@main
struct Shirase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shirase",
        abstract:
            "Sends a city's alerts to everyone who asked for them, in their own language, and proves that it did.",
        discussion: """
            Exit codes: 0 done; 1 failed; 64 usage; 65 bad input; 66 input missing; 69 a server cannot be reached; \
            70 our fault; 75 try again; 77 not permitted; 78 bad configuration.
            """,
        version: Version.text,
        subcommands: [
            DemoCommand.self, ServeCommand.self, IntakeCommand.self, RenderCommand.self, SituationCommand.self,
            SubscribersCommand.self,
            LintCommand.self, StatusCommand.self, AlarmCommand.self, AlertCommand.self, StationsCommand.self,
            ReplayCommand.self, LedgerCommand.self, ReleaseCommand.self, L10nCommand.self, DatabaseCommand.self,
            ConfigCommand.self, BenchCommand.self, SimulateCommand.self,
            VersionCommand.self,
        ]
    )
}
