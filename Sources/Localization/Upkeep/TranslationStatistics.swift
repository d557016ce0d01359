// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// How far the translation of a language is, and who has read it.
public struct TranslationStatistics: Hashable, Sendable, Encodable {
    /// The language's tag.
    public let language: String
    /// Phrases that the Japanese files have.
    public private(set) var total = 0
    /// Phrases that can be sent.
    public private(set) var ready = 0
    /// Phrases that are marked to be looked at again.
    public private(set) var fuzzy = 0
    /// Phrases without a translation.
    public private(set) var missing = 0
    /// Phrases translated from another Japanese than there is now, without being marked.
    public private(set) var stale = 0
    /// Words of the translations, arguments and syntax left out.
    public private(set) var words = 0
    /// How many of the phrases that are ready each native reader has signed off.
    public private(set) var signedOff: [String: Int] = [:]
    /// How many of the phrases that are ready no native has read.
    public private(set) var unread = 0

    init(_ language: Language, catalogs: [(source: Catalog, catalog: Catalog?)]) {
        self.language = language.rawValue
        for (source, catalog) in catalogs {
            let entries = catalog?.contents.entriesByKey ?? [:]
            let header = SignOff.remark(in: catalog?.contents.header.comments ?? []).signOff
            for japanese in source.contents.entries {
                guard let key = japanese.context else { continue }
                count(entries[key], beside: japanese, header: header, in: language)
            }
        }
    }

    private mutating func count(
        _ entry: POFile.Entry?,
        beside japanese: POFile.Entry,
        header: SignOff?,
        in language: Language
    ) {
        total += 1
        guard let entry, !entry.translation.isEmpty else {
            missing += 1
            return
        }
        if let outline = try? MessageOutline(entry.translation) {
            words += WordCount.words(outline.text, in: language)
        }
        guard !entry.isFuzzy else {
            fuzzy += 1
            return
        }
        guard entry.source.isExactly(japanese.source) else {
            stale += 1
            return
        }
        ready += 1
        let remark = SignOff.remark(in: entry.comments)
        if let signOff = remark.signOff ?? (remark.isUnread ? nil : header) {
            signedOff[signOff.name, default: 0] += 1
        } else {
            unread += 1
        }
    }
}

extension TranslationFolder {
    /// How far each language is, both its files together; a language without files has everything missing.
    public func statistics(_ languages: [Language]) -> [TranslationStatistics] {
        languages.map { language in
            TranslationStatistics(
                language,
                catalogs: CatalogDomain.allCases.compactMap { domain in
                    catalog(.japanese, domain).map { ($0, catalog(language, domain)) }
                }
            )
        }
    }
}
