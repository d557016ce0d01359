// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import ArgumentParser
import Foundation

struct AlarmCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alarm",
        abstract: "What operators must look at: list it, close what has been looked at.",
        subcommands: [List.self, Clear.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the open alarms, oldest first.")

        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "Those that are over as well, newest first, a hundred at most.") var all = false
        @Flag(help: "A JSON array.") var json = false

        func run() async throws {
            try await running {
                let (_, _, rooms) = try await options.open()
                let alarms = try all ? rooms.desk.latestAlarms(100) : rooms.desk.openAlarms()
                if json { return try Console.json(alarms) }
                if alarms.isEmpty { Console.line("no alarm is open") }
                for alarm in alarms {
                    let end = alarm.clearedAt.map { ", over \($0.formatted(.iso8601))" } ?? ""
                    Console.line(
                        "\(alarm.raisedAt.formatted(.iso8601))\(end) \(alarm.kind.rawValue) \(alarm.subject): \(alarm.message)"
                    )
                }
            }
        }
    }

    struct Clear: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Closes an alarm that was looked at; what goes on raises it again."
        )

        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "The alarm's kind.") var kind: String
        @Argument(help: "What it is about, as in the list.") var subject: String

        func run() async throws {
            try await running {
                guard let known = Alarm.Kind(rawValue: kind) else {
                    throw ValidationError(
                        "'\(kind)' is not one of \(Alarm.Kind.allCases.map(\.rawValue).joined(separator: ", "))"
                    )
                }
                let (_, _, rooms) = try await options.open()
                guard try rooms.desk.clear(known, about: subject, now: Date()) else {
                    throw Failure(.missingInput, "no alarm \(kind) about \(subject) is open")
                }
                Console.line("closed")
            }
        }
    }
}
