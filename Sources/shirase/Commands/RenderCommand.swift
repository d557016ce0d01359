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
import SafeXML

struct RenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract:
            "Shows what residents would read: of a telegram, an officer's form, their registration. Sends nothing.",
        discussion: """
            Several telegrams of one event may be given in their order: what is shown is the last alert that they make.
            Only mail stands in for a language that lacks a phrase; every other shape then ends with exit code 65.
            """
    )

    private static let tags = Language.all.map(\.rawValue).joined(separator: ", ")
    private static let accounts = AccountMessage.Kind.allCases.map(\.rawValue).joined(separator: ", ")
    private static let networks = Network.allCases.map(\.rawValue).joined(separator: ", ")

    @Option(name: .long, help: "A telegram file. May be repeated.") var telegram: [String] = []
    @Option(name: .long, help: "A form that an officer filled in, instead of telegrams.") var situation: String?
    @Option(
        name: .long,
        help: "What a resident reads of their own registration, instead of an alert: \(accounts).",
        transform: { name in
            guard let kind = AccountMessage.Kind(rawValue: name) else { throw ValidationError("one of \(accounts)") }
            return kind
        }
    )
    var account: AccountMessage.Kind?
    @Option(
        name: .long,
        help: "The reader's language: \(tags). For a poster several, separated by commas."
    )
    var lang: String?
    @Option(
        name: .long,
        help: "text or html of the mail, mail (the whole message), post, speech, page, poster, cap (all languages)."
    )
    var shape = RenderShape.text
    @Option(
        name: .long,
        help: "Where a post goes: \(networks).",
        transform: { name in
            guard let network = Network(rawValue: name) else { throw ValidationError("one of \(networks)") }
            return network
        }
    )
    var network: Network?
    @Option(
        name: .long,
        help: "What a Mastodon instance says: max_characters,characters_reserved_per_url (500,23 otherwise)."
    )
    var mastodonLimit: String?
    @Option(name: .long, help: "Where a post or a poster leads.") var link: String?
    @Flag(help: "Every language beside every shape, with what is missing or too long.") var matrix = false
    @Option(name: .long, help: "With --matrix: write a self-contained page to this file.") var html: String?
    @Option(name: .long, help: "A city of the resources, or the folder of a profile.") var city = "ichikawa"
    @Flag(help: "One JSON object: of a mail subject, text, HTML and missing phrases; of a post its sizes.")
    var json = false

    func validate() throws {
        guard [!telegram.isEmpty, situation != nil, account != nil].count(where: { $0 }) == 1 else {
            throw ValidationError("give one of --telegram FILE, --situation FILE and --account KIND")
        }
        guard account == nil || !matrix && [.text, .html].contains(shape) else {
            throw ValidationError("--account makes a mail: --shape text or html, or --json")
        }
        guard mastodonLimit == nil || network == .mastodon else {
            throw ValidationError("--mastodon-limit goes with --network mastodon")
        }
        if matrix {
            guard html != nil || json else { throw ValidationError("--matrix: give --html FILE, --json or both") }
            guard network == nil, shape == .text, lang == nil else {
                throw ValidationError(
                    "--matrix shows every language, shape and network: leave --lang, --shape, --network out"
                )
            }
            return
        }
        guard html == nil else { throw ValidationError("--html goes with --matrix") }
        guard lang != nil || !shape.isOfOneLanguage else {
            throw ValidationError("--lang: one of \(Self.tags)")
        }
        guard (shape == .post) == (network != nil) else {
            throw ValidationError("--network goes with --shape post, and that with --network")
        }
        if json, ![.text, .html, .mail, .post].contains(shape) {
            throw ValidationError("--json goes with a mail, a post and --matrix")
        }
    }

    func run() async throws {
        try await running {
            let languages = try self.languages()
            let link = try publicLink()
            let folder =
                city.contains("/")
                ? URL(fileURLWithPath: city) : Resources.folder.appendingPathComponent("Cities/\(city)")
            let city = try City(profile: folder, resources: Resources.folder)
            if let account {
                return try RenderAccount(city: city, kind: account, link: link)
                    .show(in: languages.first ?? .japanese, as: json ? nil : shape)
            }
            let alerts = try self.alerts(for: city)
            guard let alert = alerts.last else {
                throw Failure(.badInput, "these telegrams change nothing for \(city.profile.identifier): no alert")
            }
            let preview = RenderPreview(city: city, alert: alert, alerts: alerts, link: link)
            do {
                if matrix { try write(preview.matrix()) } else { try show(preview, in: languages) }
            } catch let error as ComposerError {
                throw Failure(.badInput, "\(error)")
            }
        }
    }

    private func alerts(for city: City) throws -> [Alert] {
        if let situation { return try SituationInput(file: situation).alerts(for: city).chain }
        return try AlertDesk.preview(
            try telegram.flatMap { try reports(of: $0, city: city) },
            judge: city.judge()
        )
    }

    private func write(_ matrix: RenderMatrix) throws {
        if let html {
            do {
                try Data(RenderMatrixPage(matrix).html.utf8).write(to: URL(fileURLWithPath: html), options: .atomic)
            } catch {
                throw Failure(.notPermitted, "\(html) cannot be written: \(error.localizedDescription)")
            }
        }
        if json { try Console.json(matrix) }
    }

    private func show(_ preview: RenderPreview, in languages: [Language]) throws {
        let language = languages.first ?? .japanese
        switch shape {
        case .text, .html, .mail: try preview.showMail(in: language, as: json ? nil : shape)
        case .post:
            let post = try preview.post(in: language, limit: try limit())
            if json { try Console.json(post) } else { Console.line(post.text) }
        case .speech: Console.bytes(Array(try preview.speech(in: language).utf8))
        case .page: Console.bytes(Array(try preview.page(in: language).utf8))
        case .poster: try preview.showPoster(in: languages)
        case .cap: try preview.showCAP()
        }
    }

    private func languages() throws -> [Language] {
        let tags = lang?.split(separator: ",", omittingEmptySubsequences: false).map(String.init) ?? []
        let languages = try tags.map { tag in
            guard let language = Language(rawValue: tag) else {
                throw ValidationError("'\(tag)' is not one of \(Self.tags)")
            }
            return language
        }
        guard languages.count < 2 || shape == .poster else {
            throw ValidationError("--lang: only a poster has more than one language")
        }
        guard Set(languages).count == languages.count else {
            throw ValidationError("--lang: a language stands twice")
        }
        return languages
    }

    private func limit() throws -> PostLimit {
        guard let mastodonLimit else { return network?.limit ?? .x }
        let numbers = mastodonLimit.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let characters = numbers[0], let perURL = numbers[1],
            let limit = PostLimit.mastodon(characters: characters, perURL: perURL)
        else {
            throw ValidationError(
                "--mastodon-limit: '\(mastodonLimit)' is no pair of numbers that leaves 100 characters beside a link; "
                    + "write 500,23"
            )
        }
        return limit
    }

    private func publicLink() throws -> PublicLink? {
        guard let link else { return nil }
        guard let known = PublicLink(link) else {
            throw ValidationError("--link: '\(link)' is no http or https URL in plain ASCII of at most 150 characters")
        }
        return known
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
}
