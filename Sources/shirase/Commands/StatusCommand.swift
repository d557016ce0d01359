// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import ArgumentParser
import Foundation
import Roster

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows the latest telegrams, alerts and releases."
    )

    @OptionGroup var options: ConfigurationOptions
    @Flag(help: "One JSON object.") var json = false

    func run() async throws {
        try await running {
            let (_, _, rooms) = try await options.open()
            let report = try StatusReport(rooms)
            if json { return try Console.json(report) }
            Console.line("\(Version.text), \(report.subscribers) subscribers")
            if !report.scheduled.isEmpty { Console.line("scheduled:") }
            for line in report.scheduled { Console.line("  \(line.alert) \(line.kind): \(line.summary)") }
            if !report.alarms.isEmpty { Console.line("alarms:") }
            for alarm in report.alarms {
                Console.line(
                    "  \(alarm.raisedAt.formatted(.iso8601)) \(alarm.kind.rawValue) \(alarm.subject): \(alarm.message)"
                )
            }
            if !report.instances.isEmpty { Console.line("instances:") }
            for entry in report.instances { Console.line("  \(Self.line(entry))") }
            Console.line("telegrams:")
            for line in report.telegrams {
                Console.line("  \(line.receivedAt.formatted(.iso8601)) \(line.bulletin): \(line.disposition)")
            }
            Console.line("alerts:")
            for line in report.alerts {
                Console.line("  \(line.alert) \(line.change) \(line.priority): \(line.state)")
            }
            Console.line("releases:")
            for account in report.releases { Console.line("  \(account.summary)") }
        }
    }

    private static func line(_ entry: RosterEntry) -> String {
        let state =
            switch entry.state {
            case .serving: "since \(entry.startedAt.formatted(.iso8601))"
            case .stopped: "at \(entry.seenAt.formatted(.iso8601))"
            case .silent: "not heard of since \(entry.seenAt.formatted(.iso8601))"
            }
        let roles = entry.roles.joined(separator: ",") + (entry.duties.isEmpty ? "" : ", leads")
        return "\(entry.name) (\(roles)) on \(entry.host): \(entry.state.rawValue) \(state)"
    }
}
