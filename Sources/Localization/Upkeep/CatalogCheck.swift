// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Looks at one file of a language beside the Japanese one.
struct CatalogCheck {
    private let catalog: Catalog
    private let source: Catalog
    private let japanese: [String: POFile.Entry]
    private let subjects: SubjectRules
    private let texts: TextRules

    /// - Parameters:
    ///   - catalog: the file; it may be the Japanese one itself.
    ///   - source: the Japanese file of the same domain.
    ///   - terms: all entries of the language by key, for the arguments of subjects.
    init(_ catalog: Catalog, source: Catalog, terms: [String: POFile.Entry]) {
        self.catalog = catalog
        self.source = source
        japanese = source.contents.entriesByKey
        subjects = SubjectRules(language: catalog.language, entries: terms)
        texts = TextRules(language: catalog.language)
    }

    func findings() -> [Finding] {
        var list = FindingList(file: catalog.file)
        HeaderRules(language: catalog.language).check(catalog.contents, into: &list)
        var lines: [String: Int] = [:]
        for entry in catalog.contents.entries {
            guard let key = entry.context, !key.isEmpty else {
                list.error(.key, entry, "an entry without msgctxt", "give it its key")
                continue
            }
            if let first = lines[key] {
                list.error(.key, entry, "the same key as on line \(first)", "remove one of the two")
                continue
            }
            lines[key] = entry.line
            check(entry, key, &list)
        }
        for entry in source.contents.entries {
            guard let key = entry.context, lines[key] == nil else { continue }
            let remedy = "run `shirase l10n merge \(catalog.language)`, then translate it"
            list.error(.missing, key: key, "the file has no entry of it", remedy)
        }
        return list.findings
    }

    private func check(_ entry: POFile.Entry, _ key: String, _ list: inout FindingList) {
        guard let japanese = japanese[key] else {
            let remedy = "correct the key, or run `shirase l10n merge \(catalog.language)`, which puts it aside"
            list.error(.key, entry, "the Japanese file has no such key", remedy)
            return
        }
        if entry.source.isEmpty { list.error(.key, entry, "an empty msgid", "write the Japanese there") }
        let remark = SignOff.remark(in: entry.comments)
        for message in remark.faults {
            list.error(.signOff, line: entry.line, key: key, message: message)
        }
        let isStale = !entry.source.isExactly(japanese.source)
        if let signOff = remark.signOff, let reason = voidance(of: entry, isStale: isStale) {
            let problem = "the sign-off of \(signOff.name), \(signOff.date), is void: \(reason)"
            list.error(.signOff, entry, problem, "have it read again; `shirase l10n merge` puts the sign-off aside")
        }
        if entry.translation.isEmpty {
            list.error(.missing, entry, "not translated", "translate it")
            return
        }
        if entry.isFuzzy {
            let problem = "marked fuzzy, so it is not sent"
            list.error(.stale, entry, problem, "compare it with the Japanese, then remove the mark and the #| lines")
        } else if isStale {
            let remedy = "run `shirase l10n merge \(catalog.language)`, then look at it again"
            list.error(.stale, entry, "translated from another Japanese than there is now", remedy)
        }
        // What is fuzzy is not sent, and will be written anew.
        guard !entry.isFuzzy else { return }
        let sources = [entry.source, japanese.translation].compactMap { try? MessageOutline($0) }
        PatternRules(language: catalog.language, sources: sources).check(entry, into: &list)
        texts.check(entry, into: &list)
        if SubjectRules.covers(key) { subjects.check(entry, into: &list) }
    }

    private func voidance(of entry: POFile.Entry, isStale: Bool) -> String? {
        if entry.translation.isEmpty { return "nothing is translated" }
        if isStale { return "the Japanese has changed" }
        return entry.isFuzzy ? "the entry is fuzzy" : nil
    }
}

extension POFile {
    /// The entries by key, the first of each.
    var entriesByKey: [String: Entry] {
        Dictionary(
            entries.compactMap { entry in entry.context.map { ($0, entry) } },
            uniquingKeysWith: { first, _ in first }
        )
    }
}

extension String {
    /// Whether two texts are the same scalar for scalar; `==` takes composed and decomposed letters for the same.
    func isExactly(_ other: String) -> Bool {
        unicodeScalars.elementsEqual(other.unicodeScalars)
    }
}
