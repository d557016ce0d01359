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
        abstract: "Takes JMA telegrams from files; a serving process sends the alerts that they make.",
        discussion: "Exit code 65 where a file is no readable telegram; the others are taken all the same."
    )

    @OptionGroup var options: ConfigurationOptions
    @Argument(help: "XML files.") var files: [String]
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
            let desk = TelegramDesk(desk: rooms.desk, city: city, logger: settings.log.logger("intake"))
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

    private func line(_ file: String, _ answer: TelegramDesk.Answer) throws -> Line {
        switch answer {
        case .refused(let error): Line(file: file, disposition: "refused", alert: nil, reason: "\(error)")
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
