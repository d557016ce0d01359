// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Foundation
import Localization

extension L10nCommand {
    struct Stats: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows how far each language is, and how much of it a native has read."
        )

        @OptionGroup var options: L10nOptions
        @Argument(help: "Languages; none means all.") var languages: [String] = []
        @Flag(help: "A JSON array.") var json = false

        func run() async throws {
            try await running {
                let translations = try options.translations()
                let chosen = try L10nOptions.languages(languages, of: translations)
                let lines = translations.statistics(chosen)
                if json { return try Console.json(lines) }
                Console.line(Self.row("language", ["ready", "fuzzy", "missing", "stale", "words"], "native review"))
                for line in lines {
                    let counts = [line.ready, line.fuzzy, line.missing, line.stale, line.words].map(String.init)
                    Console.line(Self.row(line.language, counts, Self.review(line)))
                }
            }
        }

        private static func row(_ name: String, _ counts: [String], _ review: String) -> String {
            let first = name + String(repeating: " ", count: max(0, 10 - name.count))
            let cells = counts.map { String(repeating: " ", count: max(0, 8 - $0.count)) + $0 }
            return first + cells.joined() + "  " + review
        }

        /// What no native has read is never shown as if one had.
        private static func review(_ line: TranslationStatistics) -> String {
            if line.signedOff.isEmpty { return "none" }
            let names = line.signedOff.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
                "\($0.key) \($0.value)"
            }
            return names.joined(separator: ", ") + (line.unread > 0 ? "; none of \(line.unread)" : "")
        }
    }
}
