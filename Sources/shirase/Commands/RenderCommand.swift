// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import ArgumentParser
import Composer
import Foundation
import Gazetteer
import Intake
import Localization
import Mail
import SafeXML

struct RenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Shows what residents would read of a telegram; sends and stores nothing.",
        discussion: """
            Several telegrams of one event may be given in their order: what is shown is the last alert that they make.
            """
    )

    enum Shape: String, ExpressibleByArgument, CaseIterable {
        case mail
        case text
        case html
    }

    @Option(name: .long, help: "A telegram file. May be repeated.") var telegram: [String]
    @Option(name: .long, help: "The reader's language: \(Language.all.map(\.rawValue).joined(separator: ", ")).")
    var lang: String
    @Option(name: .long, help: "mail (the whole message), text or html.") var shape = Shape.text
    @Option(name: .long, help: "A city of the resources, or the folder of a profile.") var city = "ichikawa"
    @Flag(help: "Subject, text, HTML and missing phrases as one JSON object.") var json = false

    func run() async throws {
        try await running {
            guard let language = Language(rawValue: lang) else {
                throw ValidationError("'\(lang)' is not one of \(Language.all.map(\.rawValue).joined(separator: ", "))")
            }
            let folder =
                city.contains("/")
                ? URL(fileURLWithPath: city) : Resources.folder.appendingPathComponent("Cities/\(city)")
            let city = try City(profile: folder, resources: Resources.folder)
            let alerts = try AlertDesk.preview(
                try telegram.flatMap { try reports(of: $0, city: city) },
                judge: city.judge()
            )
            guard let alert = alerts.last else {
                throw Failure(.badInput, "these telegrams change nothing for \(city.profile.identifier): no alert")
            }
            let mail = try city.composer.mail(for: alert, in: language, previous: alerts.dropLast().last)
            if json { return try Console.json(mail) }
            switch shape {
            // What stands for each reader's own link is shown as a link would be.
            case .text: Console.line("\(mail.subject)\n\n\(shown(mail.text, city: city))")
            case .html: Console.line(shown(mail.html, city: city))
            case .mail:
                Console.bytes(
                    try message(MailContent(mail, of: alert, profile: city.profile), alert: alert, city: city)
                )
            }
            for gap in mail.missing { Console.error("missing phrase: \(gap)") }
        }
    }

    private func reports(of file: String, city: City) throws -> [HazardReport] {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw Failure(.missingInput, "\(file): cannot be read; is the path right?")
        }
        let telegram: Telegram
        do throws(MarkupError) {
            telegram = try TelegramReader().read(bytes)
        } catch {
            throw Failure(.badInput, "\(file): \(error)")
        }
        switch CityFilter(scope: city.scope).decide(telegram) {
        case .reports(let reports): return reports
        case .notConcerned(let reason): throw Failure(.badInput, "\(file): no alert: \(reason)")
        }
    }

    private func message(_ content: MailContent, alert: Alert, city: City) throws -> [UInt8] {
        let sender = city.profile.sender
        var bytes: [UInt8] = []
        try content.template(encoding: .eightBit).append(
            to: &bytes,
            for: MessageTemplate.Recipient(
                address: EmailAddress(parsing: "resident@example.jp"),
                messageID: MessageID(left: "\(alert.id).preview", domain: sender.bounceDomain),
                unsubscribeURL: previewURL(city)
            )
        )
        return bytes
    }

    private func shown(_ text: String, city: City) -> String {
        text.replacing(MessageTemplate.unsubscribeHole, with: previewURL(city))
    }

    private func previewURL(_ city: City) -> String {
        "\(city.profile.sender.publicURL.absoluteString)/u/preview"
    }
}
