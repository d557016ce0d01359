// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization
import TestSupport

/// A folder of translations that a test makes: files of `alerts`, and of `ui` as many with one phrase.
struct MadeLocales {
    private let temporary: TemporaryFolder

    var folder: URL { temporary.url.appendingPathComponent("Locales", isDirectory: true) }

    /// - Parameter alerts: the entries of each language, as they stand in the file; those of `ja` among them.
    init(_ alerts: [Language: String], headers: [Language: String] = [:]) throws {
        temporary = try TemporaryFolder()
        for (language, text) in alerts {
            let header = headers[language] ?? Self.header(language)
            try write("alerts/\(language).po", header + text)
            let words = language == .japanese ? "止める" : "stop"
            try write("ui/\(language).po", Self.header(language) + Self.entry("ui.stop", "止める", words))
        }
    }

    var translations: TranslationFolder { TranslationFolder(directory: folder) }

    func write(_ path: String, _ text: String) throws {
        let url = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.appendingPathComponent(path)), as: UTF8.self)
    }

    /// Merges a language and gives back what its file of alerts holds then.
    func merged(_ language: Language, pruning: Bool = false) throws -> String {
        let translations = translations
        try translations.write(try translations.merge([language], pruning: pruning))
        return try text("alerts/\(language).po")
    }

    static func header(_ language: Language, comment: String = "native-review: none") -> String {
        """
        # \(comment)
        msgid ""
        msgstr ""
        "Project-Id-Version: shirase\\n"
        "PO-Revision-Date: 2026-11-23 09:00+0900\\n"
        "Last-Translator: Shirase\\n"
        "Language-Team: none\\n"
        "Language: \(language.htmlTag)\\n"
        "MIME-Version: 1.0\\n"
        "Content-Type: text/plain; charset=UTF-8\\n"
        "Content-Transfer-Encoding: 8bit\\n"

        """
    }

    static func entry(_ key: String, _ source: String, _ translation: String, before: String = "") -> String {
        "\n\(before)msgctxt \"\(key)\"\nmsgid \"\(source)\"\nmsgstr \"\(translation)\"\n"
    }
}
