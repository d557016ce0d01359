// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What `msgfmt -c` and we ask of an entry that is well formed.
enum POEntryRules {
    static func fault(in entry: POFile.Entry, isFirst: Bool) -> String? {
        if isFirst { return headerFault(in: entry) }
        if entry.context == nil, entry.source.isEmpty {
            return "a second header; remove it"
        }
        if let format = entry.flags.first(where: isForeignFormat) {
            return "the flag \(format) does not fit ICU MessageFormat; remove it"
        }
        guard !entry.source.isEmpty, !entry.translation.isEmpty, !entry.isFuzzy else { return nil }
        if entry.source.first == "\n", entry.translation.first != "\n" {
            return "msgid begins with \\n and msgstr does not; make them agree"
        }
        if entry.source.first != "\n", entry.translation.first == "\n" {
            return "msgstr begins with \\n and msgid does not; make them agree"
        }
        if entry.source.last == "\n", entry.translation.last != "\n" {
            return "msgid ends with \\n and msgstr does not; make them agree"
        }
        if entry.source.last != "\n", entry.translation.last == "\n" {
            return "msgstr ends with \\n and msgid does not; make them agree"
        }
        return nil
    }

    private static func headerFault(in entry: POFile.Entry) -> String? {
        guard entry.context == nil, entry.source.isEmpty else {
            return "the first entry is not a header; begin the file with msgid \"\" and a Content-Type of UTF-8"
        }
        let type = POFile(header: entry, entries: []).field("Content-Type") ?? ""
        guard type.lowercased().replacing(" ", with: "").hasSuffix("charset=utf-8") else {
            return "the header must say \"Content-Type: text/plain; charset=UTF-8\\n\""
        }
        return nil
    }

    /// gettext would check the text by the rules of printf and its kin.
    private static func isForeignFormat(_ flag: String) -> Bool {
        flag.hasSuffix("-format") && !flag.hasPrefix("no-") && flag != "icu-message-format"
    }
}
