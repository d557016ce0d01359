// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import ArgumentParser
import Foundation
import Gazetteer
import Localization

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract:
            "Runs a history of telegrams through the city's rules and shows each alert that would go; sends nothing.",
        discussion: """
            The clock stands at each telegram's sending in turn. The audience is counted among residents who do not \
            exist, or, where --config is given, among the present subscribers. Exit code 65 where a file could not be \
            read; kinds of bulletins that are not read are counted and no fault.
            """
    )

    @Argument(help: "Telegram files, or folders with .xml files in them.") var paths: [String]
    @Option(name: .long, help: "A city of the resources, or the folder of a profile.") var city = "ichikawa"
    @Option(name: .long, help: "A file of rules instead of the city's.") var rules: String?
    @Option(name: .long, help: "Another file of rules, to show the difference.") var against: String?
    @Option(name: .long, help: "How many residents to count among, where there is no --config.") var residents = 10_000
    @Option(name: .long, help: "Count among the subscribers of this configuration.") var config: String?
    @Option(name: .long, help: "Show the words in these languages, separated by commas.") var wording: String?
    @Option(name: .long, help: "Write a self-contained page with a timeline to this file.") var html: String?
    @Flag(help: "One JSON object.") var json = false

    func run() async throws {
        try await running {
            let languages = try (wording?.split(separator: ",").map(String.init) ?? []).map { tag in
                guard let language = Language(rawValue: tag) else {
                    throw ValidationError(
                        "--wording: '\(tag)' is not one of \(Language.all.map(\.rawValue).joined(separator: ", "))"
                    )
                }
                return language
            }
            guard (1...1_000_000).contains(residents) else {
                throw ValidationError("--residents: from 1 to 1000000")
            }
            let (city, audience, described) = try await open()
            let history = try ReplayHistory(paths: paths, scope: city.scope)
            let run = try ReplayRun(history, judge: city.judge(try rules.map { try read($0, city) }))
            let other = try against.map { ($0, try ReplayRun(history, judge: city.judge(try read($0, city)))) }
            let report = try ReplayReport(
                history,
                run,
                rules: rules ?? "of the city",
                residents: described,
                against: other.map { (name: $0.0, run: $0.1) },
                teller: .init(city: city, audience: audience, languages: languages)
            )
            if let html {
                do {
                    try Data(ReplayPage(report).html.utf8).write(to: URL(fileURLWithPath: html), options: .atomic)
                } catch {
                    throw Failure(.notPermitted, "\(html) cannot be written: \(error.localizedDescription)")
                }
            }
            if json { try Console.json(report) } else { for line in report.text { Console.line(line) } }
            for refusal in report.refusals { Console.error("\(refusal.file): \(refusal.reason)") }
            if !report.refusals.isEmpty { throw ExitCode(Failure.Code.badInput.rawValue) }
        }
    }

    private func open() async throws -> (City, ReplayAudience, String) {
        if let config {
            var options = ConfigurationOptions()
            options.config = config
            let (_, city, rooms) = try await options.open()
            return (city, .present(rooms.registry), "among the present subscribers")
        }
        let folder =
            city.contains("/")
            ? URL(fileURLWithPath: city) : Resources.folder.appendingPathComponent("Cities/\(city)")
        let city = try City(profile: folder, resources: Resources.folder)
        let made = SyntheticResident.make(residents, for: city.profile)
        return (city, .synthetic(made), "among \(residents) residents who do not exist")
    }

    private func read(_ file: String, _ city: City) throws -> IssueRules {
        do throws(ProfileError) {
            return try city.profile.rules(contentsOf: URL(fileURLWithPath: file), bulletins: City.bulletins)
        } catch {
            throw Failure(.badConfiguration, "\(error)")
        }
    }
}
