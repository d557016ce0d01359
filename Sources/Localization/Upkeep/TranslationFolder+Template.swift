// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

extension TranslationFolder {
    /// The template of a domain: the keys, comments and texts of the Japanese file without a translation.
    ///
    /// - Parameter uses: where each key is used, which the template says of it.
    /// - Returns: the text of a POT file; nil where the Japanese file cannot be read.
    public func template(_ domain: CatalogDomain, uses: [PhraseKey: [String]]) -> String? {
        guard let source = catalog(.japanese, domain)?.contents else { return nil }
        let fields = source.header.translation.split(separator: "\n").map { line -> String in
            switch line.prefix(while: { $0 != ":" }).lowercased() {
            case "language", "language-team", "last-translator": "\(line.prefix { $0 != ":" }): "
            default: String(line)
            }
        }
        let header = POFile.Entry(
            source: "",
            translation: fields.joined(separator: "\n") + "\n",
            comments: [
                "Template of the \(domain.rawValue) of Shirase; made from the Japanese by `shirase l10n extract`.",
                "SPDX-License-Identifier: Apache-2.0", "Copyright 2026 the Shirase project", "",
                "msgctxt is the key, msgid the Japanese, msgstr an ICU message.",
            ]
        )
        let entries = source.entries.map { entry in
            POFile.Entry(
                context: entry.context,
                source: entry.source,
                notes: entry.notes,
                references: uses[PhraseKey(rawValue: entry.context ?? "")] ?? entry.references
            )
        }
        return POFile(header: header, entries: entries).serialized
    }
}
