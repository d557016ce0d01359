// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Foundation
import Localization

extension L10nCommand {
    struct Extract: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes the templates of translations, and names keys that are not used or not there.",
            discussion: "Exit code 65 where a key is used that the Japanese files lack."
        )

        @OptionGroup var options: L10nOptions
        @Option(name: .long, help: "The folder to write alerts.pot and ui.pot to; without it nothing is written.")
        var output: String?

        func run() async throws {
            try await running {
                let translations = try options.translations()
                let uses: PhraseUses
                do throws(PhraseUses.Refusal) {
                    uses = try PhraseUses(folder: options.folder)
                } catch {
                    throw Failure(.badInput, error.message)
                }
                for domain in CatalogDomain.allCases {
                    guard let output, let text = translations.template(domain, uses: uses.files) else { continue }
                    let folder = URL(fileURLWithPath: output, isDirectory: true)
                    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                    let file = folder.appendingPathComponent("\(domain.rawValue).pot")
                    try Data(text.utf8).write(to: file, options: .atomic)
                    Console.line("\(file.path): written")
                }
                let keys = translations.keys
                if uses.hasSources {
                    for key in keys.sorted() where !uses.covers(key) {
                        Console.line("\(key): no template and no code uses it; remove it from ja.po")
                    }
                } else {
                    Console.error(
                        "no Sources here: keys that only code uses cannot be told from those that nothing does"
                    )
                }
                let lacking = uses.files.keys.filter { !keys.contains($0) }.sorted()
                for key in lacking {
                    let files = (uses.files[key] ?? []).joined(separator: ", ")
                    Console.error("\(files): \(key): ja.po has no such key; write it there or correct it")
                }
                if !lacking.isEmpty { throw ExitCode(Failure.Code.badInput.rawValue) }
            }
        }
    }
}
