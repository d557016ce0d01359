// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The phrases of one language in one file.
public struct Catalog: Sendable {
    /// The language of the translations.
    public let language: Language
    /// Which of the language's files it is.
    public let domain: CatalogDomain
    /// How faults name the file.
    public let file: String
    /// The entries; contexts are the keys.
    public let contents: POFile
    /// Whether sources are the Japanese text, so that they tell a stale translation.
    let hasSources: Bool

    /// Takes a PO file.
    public init(language: Language, domain: CatalogDomain = .alerts, file: String, contents: POFile) {
        self.language = language
        self.domain = domain
        self.file = file
        self.contents = contents
        self.hasSources = true
    }

    /// Takes messages without their Japanese source, for tests and previews.
    public init(language: Language, messages: [PhraseKey: String]) {
        self.language = language
        self.domain = .alerts
        self.file = "\(language).po"
        self.contents = POFile(
            header: POFile.Entry(source: "", translation: "Content-Type: text/plain; charset=UTF-8\n"),
            entries: messages.sorted { $0.key < $1.key }.map { key, message in
                POFile.Entry(context: key.rawValue, source: message, translation: message)
            }
        )
        self.hasSources = false
    }
}
