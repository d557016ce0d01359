// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization
import TestSupport
import Testing

/// The phrase book that the project ships.
@Suite
struct RepositoryPhraseBookTests {
    private static let folder = RepositoryRoot.appending("Locales")

    private static let files: [URL] = ["alerts", "ui"].flatMap { name in
        let folder = folder.appendingPathComponent(name)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".po") }.sorted().map { folder.appendingPathComponent($0) }
    }

    @Test
    func theBookOpens() throws {
        let book = try PhraseBook(directory: Self.folder)
        #expect(Set(book.languages) == Set(Language.all))
        for key in book.keys {
            for language in Language.all {
                #expect(book.status(of: key, in: language) == .ready, "\(key) in \(language)")
            }
        }
        #expect(book.warnings.isEmpty, "\(book.warnings.map(\.description).joined(separator: "\n"))")
    }

    @Test(.enabled(if: Gettext.isPresent, "skipped: gettext is not installed"), arguments: files)
    func gettextTakesEachFile(file: URL) throws {
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let parsed = try POFile(parsing: text)
        #expect(try Gettext.complaint(about: text) == nil)
        #expect(try Gettext.complaint(about: parsed.serialized) == nil)
        let again = try POFile(parsing: try Gettext.run("msgcat", [], input: text).output)
        #expect(again.entries.map(\.translation) == parsed.entries.map(\.translation))
        #expect(again.entries.map(\.context) == parsed.entries.map(\.context))
    }
}
