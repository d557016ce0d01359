// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import ArgumentParser
import Composer
import Foundation
import Localization
import Registry

struct AlertCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alert",
        abstract: "Alerts that wait for officers: list them, look at one, let it go, now or at a time, or refuse it.",
        subcommands: [List.self, Show.self, CAPOut.self, Approve.self, Reject.self, Scheduled.self, Unschedule.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the alerts that wait, most urgent first.")

        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "A JSON array.") var json = false

        private struct Line: Encodable {
            let alert: String
            let hazard: String
            let change: String
            let priority: String
            let why: String
            let expiresAt: Date
        }

        func run() async throws {
            try await running {
                let (_, _, rooms) = try await options.open()
                let lines = try rooms.desk.alerts(in: [.inReview]).compactMap { stored in
                    stored.hold.map {
                        Line(
                            alert: stored.alert.id.rawValue,
                            hazard: stored.alert.hazard.rawValue,
                            change: stored.alert.change.rawValue,
                            priority: stored.alert.priority.name,
                            why: $0,
                            expiresAt: stored.alert.expires
                        )
                    }
                }
                if json { return try Console.json(lines) }
                if lines.isEmpty { Console.line("no alert waits for officers") }
                for line in lines {
                    Console.line(
                        "\(line.alert) \(line.hazard) \(line.change) \(line.priority), until "
                            + "\(line.expiresAt.formatted(.iso8601)): \(line.why)"
                    )
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows why an alert was made, what it waits for, and its words."
        )

        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "The alert's identifier.") var alert: String
        @Option(name: .long, help: "The language of the words.") var lang = "ja"

        func run() async throws {
            try await running {
                guard let language = Language(rawValue: lang) else {
                    throw ValidationError(
                        "'\(lang)' is not one of \(Language.all.map(\.rawValue).joined(separator: ", "))"
                    )
                }
                let (settings, city, rooms) = try await options.open()
                let stored = try AlertCommand.stored(alert, rooms)
                Console.line("\(stored.alert.id): \(stored.lifecycle.state.rawValue), rule \(stored.rule ?? "unknown")")
                if let hold = stored.hold { Console.line("waits: \(hold)") }
                if let line = ScheduledLine(stored, now: Date()) { Console.line("goes out at \(line.summary)") }
                if !stored.officers.isEmpty { Console.line("let go by \(stored.officers.joined(separator: ", "))") }
                let drafts = AlertCommand.drafts(settings, city, rooms)
                let groups = try drafts.audience(of: stored.alert, now: Date())
                Console.line("would reach now: \(groups.reduce(0) { $0 + $1.members.count })")
                let previous = try stored.alert.references.last.flatMap { try rooms.desk.alert($0)?.alert }
                let mail = try city.composer.mail(for: stored.alert, in: language, previous: previous)
                Console.line("\n\(mail.subject)\n\n\(mail.text)")
            }
        }
    }

    struct CAPOut: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "cap",
            abstract: "Writes an alert as a CAP 1.2 document, with a block for each language that has its words."
        )

        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "The alert's identifier.") var alert: String

        func run() async throws {
            try await running {
                let (_, city, rooms) = try await options.open()
                let stored = try AlertCommand.stored(alert, rooms)
                let (data, missing) = try CAPDocument(desk: rooms.desk, city: city).write(stored.alert)
                Console.bytes([UInt8](data))
                if !missing.isEmpty {
                    Console.error(
                        "not written in \(missing.map(\.rawValue).joined(separator: ", ")): phrases are missing"
                    )
                }
            }
        }
    }

    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets an alert go that waits, now or at a time; it takes two officers.",
            discussion: """
                With --at it is approved for that time, with its words, its audience and its channels as they are now. \
                They are looked at again then; where they are not the same any more, the alert is held, with an alarm.
                """
        )

        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "The alert's identifier.") var alert: String
        @Option(name: .long, help: "An officer's name. Give it twice.") var by: [String]
        @Option(name: .long, help: "When it goes out, with the zone: 2026-12-01T09:00+09:00. At once where left out.")
        var at: String?

        func run() async throws {
            try await running {
                let (settings, city, rooms) = try await options.open()
                let stored = try AlertCommand.stored(alert, rooms)
                if let at {
                    let line = try AlertCommand.schedule(stored, at: at, by: by, settings, city, rooms)
                    return Console.line(
                        "\(stored.alert.id) is approved for \(line.summary); it is looked at again then"
                    )
                }
                do {
                    try rooms.desk.confirm(stored.alert.id, by: by, now: Date())
                } catch let error as AlertDeskError {
                    throw Failure(.notPermitted, "\(error)")
                }
                Console.line("\(stored.alert.id) may go; the serving process sends it within a second")
            }
        }
    }

    struct Reject: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Refuses an alert that waits; nobody gets it.")

        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "The alert's identifier.") var alert: String

        func run() async throws {
            try await running {
                let (_, _, rooms) = try await options.open()
                let stored = try AlertCommand.stored(alert, rooms)
                do {
                    try rooms.desk.refuse(stored.alert.id, now: Date())
                } catch let error as AlertDeskError {
                    throw Failure(.notPermitted, "\(error)")
                }
                Console.line("\(stored.alert.id) is refused; nobody gets it")
            }
        }
    }

    static func stored(_ id: String, _ rooms: Rooms) throws -> StoredAlert {
        guard let known = Alert.ID(rawValue: id), let stored = try rooms.desk.alert(known) else {
            throw Failure(.missingInput, "there is no alert \(id); `shirase status` lists the latest")
        }
        return stored
    }
}
