// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Foundation
import Gazetteer
import Localization

struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Checks the configuration.",
        subcommands: [Check.self, Keys.self]
    )

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads configuration, city profile, phrases and templates, and tells all faults at once.",
            discussion: "Exit code 78 where there is one. Opens no database and no connection."
        )

        @OptionGroup var options: ConfigurationOptions

        func run() async throws {
            try await running {
                let settings = try await options.settings()
                let city = try City(profile: settings.city, resources: settings.resources)
                Console.line("city \(city.profile.identifier), \(city.profile.areas.towns.count) towns")
                Console.line("database \(settings.database)")
                Console.line("relay \(settings.relay.smtp), \(settings.relay.connections) connections")
                Console.line(
                    "drill relay \(settings.drillRelay.map { "\($0.smtp)" } ?? "none: drills are recorded only")"
                )
                if let instance = settings.instance { Console.line("instance \(instance)") }
                Console.line("web \(settings.web.host):\(settings.web.port)")
                Console.line("intake over HTTP \(settings.intake.token == nil ? "off: no token" : "on")")
                for warning in city.phrases.warnings { Console.error("phrases: \(warning)") }
                Console.line("good")
            }
        }
    }

    struct Keys: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists every key with its environment variable.")

        func run() {
            for key in SettingsKey.allCases {
                Console.line("\(key.rawValue)  \(key.variable)")
            }
        }
    }
}
