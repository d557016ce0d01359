// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import ArgumentParser
import Foundation
import Intake

struct IntakeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "intake",
        abstract: "Takes documents from files; a serving process sends the alerts that they make.",
        discussion: """
            Each file is a JMA telegram, a CAP message of another sender (its alert waits for officers), or readings of \
            the city's stations as JSON; compressed by gzip or not. Exit code 65 where a file cannot be taken; the \
            others are taken all the same.
            """
    )

    @OptionGroup var options: ConfigurationOptions
    @Argument(help: "Files.") var files: [String]
    @Flag(help: "One JSON object a file.") var json = false

    private struct Line: Encodable {
        let file: String
        let disposition: String
        let alert: String?
        let reason: String?
    }

    func run() async throws {
        try await running {
            let (settings, city, rooms) = try await options.open()
            let desk = IntakeDesk(rooms: rooms, city: city, logger: settings.log.logger("intake"))
            var worst: Failure.Code?
            for file in files {
                guard let bytes = FileManager.default.contents(atPath: file) else {
                    Console.error("\(file): cannot be read; is the path right?")
                    worst = worst ?? .missingInput
                    continue
                }
                let line = try line(file, try desk.receive(bytes, channel: "file"))
                if line.disposition == "refused" { worst = .badInput }
                if json {
                    try Console.json(line)
                } else {
                    Console.line(
                        "\(file): \(line.alert.map { "alert \($0)" } ?? "\(line.disposition): \(line.reason ?? "")")"
                    )
                }
            }
            if let worst { throw ExitCode(worst.rawValue) }
        }
    }

    private func line(_ file: String, _ answer: IntakeDesk.Answer) throws -> Line {
        switch answer {
        case .refused(let reason), .taken(.unreadable(let reason)):
            Line(file: file, disposition: "refused", alert: nil, reason: reason)
        case .observed(let receipt):
            Line(
                file: file,
                disposition: "observed",
                alert: receipt.alerts.isEmpty ? nil : receipt.alerts.joined(separator: " "),
                reason: receipt.summary
            )
        case .taken(.postponed(let reason)): Line(file: file, disposition: "postponed", alert: nil, reason: reason)
        case .taken(.alerts(let made)):
            Line(
                file: file,
                disposition: made.contains { $0.hold == nil } ? "alert" : "waits",
                alert: made.map(\.alert.id.rawValue).joined(separator: " "),
                reason: made.compactMap(\.hold).first
            )
        case .taken(.shown(let reason)): Line(file: file, disposition: "shown", alert: nil, reason: reason)
        case .taken(.duplicate(let earlier)): Line(file: file, disposition: "duplicate", alert: nil, reason: earlier)
        case .taken(.noChange(let reason)): Line(file: file, disposition: "no-change", alert: nil, reason: reason)
        case .taken(.notConcerned(let reason)):
            Line(file: file, disposition: "not-concerned", alert: nil, reason: reason)
        }
    }
}
