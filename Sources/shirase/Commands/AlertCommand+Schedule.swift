// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import ArgumentParser
import Delivery
import Foundation
import Gazetteer
import SafeXML

extension AlertCommand {
    struct Scheduled: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the alerts that are approved for a time, the next first."
        )

        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "A JSON array.") var json = false

        func run() async throws {
            try await running {
                let (_, _, rooms) = try await options.open()
                let now = Date()
                let lines = try rooms.desk.scheduled().compactMap { ScheduledLine($0, now: now) }
                if json { return try Console.json(lines) }
                if lines.isEmpty { Console.line("no alert waits for a time") }
                for line in lines { Console.line("\(line.alert) \(line.kind): \(line.summary)") }
            }
        }
    }

    struct Unschedule: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes an alert off its schedule: it waits for officers again."
        )

        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "The alert's identifier.") var alert: String

        func run() async throws {
            try await running {
                let (_, _, rooms) = try await options.open()
                let stored = try AlertCommand.stored(alert, rooms)
                do {
                    try rooms.desk.unschedule(stored.alert.id, now: Date())
                } catch let error as AlertDeskError {
                    throw Failure(.notPermitted, "\(error)")
                }
                Console.line("\(stored.alert.id) waits for officers again; nothing goes out")
            }
        }
    }

    /// Approves an alert for a time, with what it says and whom it reaches now.
    static func schedule(
        _ stored: StoredAlert,
        at text: String,
        by officers: [String],
        _ settings: Settings,
        _ city: City,
        _ rooms: Rooms
    ) throws -> ScheduledLine {
        guard let at = time(text) else {
            throw ValidationError(
                "--at '\(text)' is no time; give day, time and zone: 2026-12-01T09:00+09:00"
            )
        }
        if stored.alert.status == Drill.status, city.profile.rules.drills != .send || settings.drillRelay == nil {
            throw Failure(
                .notPermitted,
                "\(stored.alert.id) is a drill, and drills are only recorded here; see `drill.host` and the rules' `drills`"
            )
        }
        let now = Date()
        let draft = try drafts(settings, city, rooms).draft(of: stored.alert, now: now)
        do {
            try rooms.desk.schedule(
                stored.alert.id,
                Schedule(at: at, audience: draft.size, contentHash: draft.contentHash),
                texts: Dictionary(uniqueKeysWithValues: draft.renderings.map { ($0.language, $0.content) }),
                by: officers,
                now: now
            )
        } catch let error as AlertDeskError {
            throw Failure(.notPermitted, "\(error)")
        } catch let refusal as Schedule.Refusal {
            throw Failure(.notPermitted, "--at: \(refusal)")
        }
        guard let line = try rooms.desk.alert(stored.alert.id).flatMap({ ScheduledLine($0, now: now) }) else {
            throw Failure(.ours, "\(stored.alert.id) was scheduled and is not")
        }
        return line
    }

    /// Reads a time with its zone; seconds may be left out.
    static func time(_ text: String) -> Date? {
        let withSeconds = text.replacing(/^(\d{4}-\d\d-\d\dT\d\d:\d\d)(Z|[+-])/) { "\($0.output.1):00\($0.output.2)" }
        return XMLDateTime.date(withSeconds)
    }

    static func drafts(_ settings: Settings, _ city: City, _ rooms: Rooms) -> ReleaseDrafts {
        ReleaseDrafts(
            desk: rooms.desk,
            registry: rooms.registry,
            city: city,
            gaps: PhraseGaps(),
            logger: settings.log.logger("shirase")
        )
    }
}
