// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Foundation
import Localization

extension L10nCommand {
    struct Merge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Brings translations up to the Japanese: new keys empty, changed ones fuzzy, old ones put aside.",
            discussion: "Begins the files of a language that is named and has none. Writes only what changes."
        )

        @OptionGroup var options: L10nOptions
        @Argument(help: "Languages; none means all that have a file.") var languages: [String] = []
        @Flag(help: "Drops what is no longer used instead of keeping it behind #~.") var prune = false
        @Flag(help: "Says what would be done, and writes nothing.") var dryRun = false
        @Flag(help: "A JSON array.") var json = false

        private struct Line: Encodable {
            let file: String
            let isNew: Bool
            let changes: [MergeChange]
        }

        func run() async throws {
            try await running {
                let translations = try options.translations()
                let chosen = try L10nOptions.languages(languages, of: translations)
                let outcomes: [MergeOutcome]
                do throws(PhraseBookError) {
                    outcomes = try translations.merge(chosen, pruning: prune)
                } catch {
                    throw Failure(.badInput, "\(error)")
                }
                if !dryRun { try translations.write(outcomes) }
                if json {
                    return try Console.json(
                        outcomes.map { Line(file: $0.file, isNew: $0.isNew, changes: $0.changes) }
                    )
                }
                for outcome in outcomes where outcome.isNew || !outcome.changes.isEmpty { Self.tell(outcome) }
                let changed = outcomes.count { $0.isNew || !$0.changes.isEmpty }
                let said = dryRun ? "would be written; nothing was, for --dry-run" : "written"
                Console.line("\(outcomes.count) files, \(changed) \(said)")
            }
        }

        private static func tell(_ outcome: MergeOutcome) {
            if outcome.isNew {
                return Console.line("\(outcome.file): begun, with \(outcome.changes.count) keys to translate")
            }
            for change in outcome.changes {
                let key = change.key.map { "\($0): " } ?? ""
                Console.line("\(outcome.file): \(key)\(change.kind.words)")
            }
        }
    }
}

extension MergeChange.Kind {
    fileprivate var words: String {
        switch self {
        case .added: "new, to be translated"
        case .revived: "there again, with the translation that it had"
        case .changed: "the Japanese has changed; fuzzy where it was translated, sign-offs void"
        case .retired: "no longer used; kept behind #~"
        case .dropped: "no longer used; dropped"
        case .arranged: "only order and comments of the Japanese file"
        }
    }
}
