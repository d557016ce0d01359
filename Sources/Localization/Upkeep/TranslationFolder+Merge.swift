// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

extension TranslationFolder {
    /// What it takes to bring languages up to the Japanese files; writes nothing.
    ///
    /// A language that has only one of its files, or none, gets what it lacks. Throws where a file cannot be read, or
    /// has a key twice: `check` tells more of it.
    public func merge(_ languages: [Language], pruning: Bool = false) throws(PhraseBookError) -> [MergeOutcome] {
        var outcomes: [MergeOutcome] = []
        var refused: [PhraseFault] = []
        for language in languages where language != .japanese {
            for domain in CatalogDomain.allCases {
                refused += faults(of: language, domain) + faults(of: .japanese, domain)
                guard refused.isEmpty, let source = catalog(.japanese, domain)?.contents else { continue }
                let known = catalog(language, domain)
                var merge = CatalogMerge(source: source, isPruning: pruning)
                let empty = POFile(header: Self.header(of: language, domain, like: source), entries: [])
                let contents = merge.merge(known?.contents ?? empty)
                outcomes.append(
                    MergeOutcome(
                        file: file(language, domain),
                        isNew: known == nil,
                        changes: merge.changes,
                        contents: contents,
                        language: language,
                        domain: domain
                    )
                )
            }
        }
        guard refused.isEmpty else { throw PhraseBookError(faults: refused) }
        return outcomes
    }

    /// Writes what has changed; a file is there as a whole or as it was.
    public func write(_ outcomes: [MergeOutcome]) throws {
        for outcome in outcomes where outcome.isNew || !outcome.changes.isEmpty {
            let url = url(outcome.language, outcome.domain)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(outcome.contents.serialized.utf8).write(to: url, options: .atomic)
        }
    }

    /// What keeps a file from being merged.
    private func faults(of language: Language, _ domain: CatalogDomain) -> [PhraseFault] {
        guard let catalog = catalog(language, domain) else { return faults(inFile: file(language, domain)) }
        var lines: [String: Int] = [:]
        return catalog.contents.entries.compactMap { entry in
            guard let key = entry.context, !key.isEmpty else {
                return PhraseFault(
                    file: catalog.file,
                    line: entry.line,
                    key: nil,
                    message: "an entry without msgctxt; give it its key"
                )
            }
            guard let first = lines.updateValue(entry.line, forKey: key) else { return nil }
            let message = "the same key as on line \(first); remove one of the two"
            return PhraseFault(file: catalog.file, line: entry.line, key: PhraseKey(rawValue: key), message: message)
        }
    }

    private static func header(of language: Language, _ domain: CatalogDomain, like source: POFile) -> POFile.Entry {
        let what = domain == .alerts ? "Alerts" : "User interface"
        let fields = source.header.translation.split(separator: "\n").map { line -> String in
            switch line.prefix(while: { $0 != ":" }).lowercased() {
            case "language": "Language: \(language.htmlTag)"
            case "language-team": "Language-Team: \(language.endonym)"
            default: String(line)
            }
        }
        return POFile.Entry(
            source: "",
            translation: fields.joined(separator: "\n") + "\n",
            comments: [
                "\(what) of Shirase, \(language.endonym).", "SPDX-License-Identifier: Apache-2.0",
                "Copyright 2026 the Shirase project", "",
                "msgctxt is the key, msgid the Japanese, msgstr an ICU message.", "native-review: none",
            ]
        )
    }
}
