// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Foundation
import Localization

struct L10nCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "l10n",
        abstract: "Tools for translators: what is to be translated, what has changed, what is wrong, how far it is.",
        subcommands: [Extract.self, Merge.self, Check.self, Stats.self]
    )
}

/// Which files are meant.
struct L10nOptions: ParsableArguments {
    @Option(name: .long, help: "The folder with Locales, Templates and Sources; without it the program's own.")
    var resources: String?

    var folder: URL { resources.map { URL(fileURLWithPath: $0, isDirectory: true) } ?? Resources.folder }

    /// The translations; the Japanese ones must be readable.
    func translations() throws -> TranslationFolder {
        let locales = folder.appendingPathComponent("Locales")
        let translations = TranslationFolder(directory: locales)
        guard translations.hasSources else {
            let files = CatalogDomain.allCases.map { locales.appendingPathComponent("\($0.rawValue)/ja.po").path }
            if let absent = files.first(where: { !FileManager.default.fileExists(atPath: $0) }) {
                throw Failure(.missingInput, "\(absent): not there; name the folder of Locales by --resources")
            }
            throw Failure(.badInput, translations.check([.japanese]).map(\.description).joined(separator: "\n"))
        }
        return translations
    }

    /// The languages named, or else those that there are.
    static func languages(_ tags: [String], of translations: TranslationFolder) throws -> [Language] {
        if tags.isEmpty { return translations.languages }
        return try tags.map { tag in
            guard let language = Language(rawValue: tag) else {
                throw ValidationError("'\(tag)' is not one of \(Language.all.map(\.rawValue).joined(separator: ", "))")
            }
            return language
        }
    }
}
