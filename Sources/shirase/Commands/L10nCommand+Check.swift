// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Foundation
import Localization

extension L10nCommand {
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Looks for faults in translations, beside the Japanese and by the rules of each language.",
            discussion: "Exit code 65 where there is an error."
        )

        @OptionGroup var options: L10nOptions
        @Argument(help: "Languages; none means all.") var languages: [String] = []
        @Flag(help: "Warnings count as errors.") var strict = false
        @Flag(help: "A JSON array.") var json = false

        func run() async throws {
            try await running {
                let translations = try options.translations()
                let chosen = try L10nOptions.languages(languages, of: translations)
                let findings = translations.check(chosen)
                let errors = findings.count { $0.severity == .error }
                if json {
                    try Console.json(findings)
                } else {
                    for finding in findings { Console.line("\(finding)") }
                    Console.line("\(chosen.count) languages, \(errors) errors, \(findings.count - errors) warnings")
                }
                if errors > 0 || strict && !findings.isEmpty { throw ExitCode(Failure.Code.badInput.rawValue) }
            }
        }
    }
}
