// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import ArgumentParser
import Delivery
import Foundation

extension ReleaseCommand {
    /// What a paused alert would send, with what the alert itself says.
    private struct Line: Encodable {
        let alert: String
        let priority: String
        let change: String?
        let plannedAt: Date?
        let expiresAt: Date?
        let ageSeconds: Int?
        let sent: Int
        let open: Int
        let openByLanguage: [String: Int]
        let pausedAt: Date
        let reason: String

        init(_ paused: DeliveryStore.Paused, _ alert: Alert?, now: Date) {
            self.alert = paused.alert
            priority = (paused.priority.flatMap(Priority.init(rawValue:)) ?? alert?.priority)?.name ?? "unknown"
            change = alert?.change.rawValue
            plannedAt = paused.plannedAt
            expiresAt = paused.expiresAt ?? alert?.expires
            ageSeconds = (paused.plannedAt ?? alert?.sent).map { Int(now.timeIntervalSince($0)) }
            sent = paused.sent
            open = paused.open
            openByLanguage = paused.openByLanguage
            pausedAt = paused.pausedAt
            reason = paused.reason
        }

        var text: String {
            let age = ageSeconds.map { "\($0 / 60) minutes old" } ?? "of unknown age"
            let expiry = expiresAt.map { "expires \($0.formatted(.iso8601))" } ?? "expiry unknown"
            let languages = openByLanguage.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            let whom =
                plannedAt == nil
                ? "not released yet: its audience is chosen when it is resumed"
                : "sent \(sent), open \(open)" + (languages.isEmpty ? "" : " (\(languages.joined(separator: ", ")))")
            let name = [alert, change, priority].compactMap(\.self).joined(separator: " ")
            return "\(name): \(age), \(expiry): \(whom)\n  \(reason)"
        }
    }

    struct Paused: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists what is held back after a long sleep or on a restored copy, and what it would send."
        )

        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "A JSON array.") var json = false

        func run() async throws {
            try await running {
                let (_, _, rooms) = try await options.open()
                let now = Date()
                let lines = try rooms.store.paused().map { paused in
                    let alert = try Alert.ID(rawValue: paused.alert).flatMap { try rooms.desk.alert($0)?.alert }
                    return Line(paused, alert, now: now)
                }
                if json { return try Console.json(lines) }
                if lines.isEmpty { Console.line("nothing is paused") }
                for line in lines { Console.line(line.text) }
            }
        }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets paused alerts go on: a serving process sends what is open of them within a second."
        )

        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var choice: PausedChoice

        func run() async throws {
            try await running {
                let (_, _, rooms) = try await options.open()
                for alert in try choice.alerts(in: rooms) {
                    try rooms.store.resume(alert)
                    Console.line("\(alert): goes on")
                }
                try rooms.clearPauseAlarm()
            }
        }
    }

    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gives paused alerts up: who has not got them gets them no more, and counts as cancelled."
        )

        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var choice: PausedChoice

        func run() async throws {
            try await running {
                let (_, _, rooms) = try await options.open()
                for alert in try choice.alerts(in: rooms) {
                    if let id = Alert.ID(rawValue: alert), let stored = try rooms.desk.alert(id) {
                        // Of what is not released nobody was told: its hazard's next word is news.
                        let isUnreleased = try rooms.store.isFinished(id) == nil
                        if isUnreleased, [.inReview, .approved].contains(stored.lifecycle.state) {
                            try rooms.desk.takeBack(id, now: Date())
                        } else {
                            _ = try? rooms.desk.perform(.cancel, on: id)
                        }
                    }
                    try rooms.store.drop(alert, reason: "dropped by an operator while it was paused")
                    Console.line("\(alert): dropped")
                }
                try rooms.clearPauseAlarm()
            }
        }
    }
}

/// Which of the paused alerts are meant.
struct PausedChoice: ParsableArguments {
    @Argument(help: "Alerts, as `shirase release paused` names them.") var alerts: [String] = []
    @Flag(help: "All that are paused.") var all = false

    func validate() throws {
        guard alerts.isEmpty == all else { throw ValidationError("name alerts, or say --all") }
    }

    fileprivate func alerts(in rooms: Rooms) throws -> [String] {
        let paused = try rooms.store.pausedAlerts()
        if let stranger = alerts.first(where: { !paused.contains($0) }) {
            throw Failure(.missingInput, "\(stranger) is not paused; `shirase release paused` lists what is")
        }
        return all ? paused.sorted() : alerts
    }
}

extension Rooms {
    /// Closes the alarm once nothing is paused any more.
    fileprivate func clearPauseAlarm() throws {
        if try store.pausedAlerts().isEmpty { try desk.clear(.paused, about: "start", now: Date()) }
    }
}
