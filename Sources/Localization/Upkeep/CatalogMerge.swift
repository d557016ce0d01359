// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Brings a language's file up to the Japanese one.
///
/// Keys, order, `#.` and `#:` are the Japanese file's; translations, translators' comments, sign-offs, the header and
/// flags are the language's own. Keys are the identity: nothing is guessed from texts that are alike. What is brought
/// up twice does not change the second time.
struct CatalogMerge {
    let source: POFile
    /// Whether what is no longer used is dropped instead of kept behind `#~`.
    let isPruning: Bool

    private(set) var changes: [MergeChange] = []
    private var isSignedOff = false

    init(source: POFile, isPruning: Bool) {
        self.source = source
        self.isPruning = isPruning
    }

    mutating func merge(_ file: POFile) -> POFile {
        changes = []
        isSignedOff = SignOff.remark(in: file.header.comments).signOff != nil
        var present = file.entriesByKey
        var obsolete = file.obsolete
        var entries: [POFile.Entry] = []
        for wanted in source.entries {
            guard let key = wanted.context else { continue }
            if let entry = present.removeValue(forKey: key) {
                entries.append(updated(entry, key, to: wanted))
            } else if let index = Self.index(of: wanted, in: obsolete) {
                changes.append(MergeChange(key: key, kind: .revived))
                entries.append(updated(obsolete.remove(at: index), key, to: wanted))
            } else {
                changes.append(MergeChange(key: key, kind: .added))
                entries.append(added(wanted))
            }
        }
        // In the order of the file.
        for entry in file.entries {
            guard let key = entry.context, present.removeValue(forKey: key) != nil else { continue }
            changes.append(MergeChange(key: key, kind: isPruning || entry.translation.isEmpty ? .dropped : .retired))
            if !entry.translation.isEmpty { obsolete.append(entry) }
        }
        if isPruning {
            for entry in file.obsolete where obsolete.contains(entry) {
                changes.append(MergeChange(key: entry.context ?? entry.source, kind: .dropped))
            }
            obsolete = []
        }
        let merged = POFile(header: file.header, entries: entries, obsolete: obsolete)
        if changes.isEmpty, merged != file { changes.append(MergeChange(key: nil, kind: .arranged)) }
        return merged
    }

    private func added(_ wanted: POFile.Entry) -> POFile.Entry {
        POFile.Entry(
            context: wanted.context,
            source: wanted.source,
            comments: isSignedOff ? [Self.unread] : [],
            notes: wanted.notes,
            references: wanted.references,
            flags: wanted.flags.filter { $0 != "fuzzy" }
        )
    }

    private mutating func updated(_ entry: POFile.Entry, _ key: String, to wanted: POFile.Entry) -> POFile.Entry {
        var entry = entry
        entry.notes = wanted.notes
        entry.references = wanted.references
        entry.flags += wanted.flags.filter { $0 != "fuzzy" && !entry.flags.contains($0) }
        guard !entry.source.isExactly(wanted.source) else { return entry }
        changes.append(MergeChange(key: key, kind: .changed))
        if !entry.translation.isEmpty {
            // Where it was fuzzy already, what it was translated from is older than the text that stands there.
            if !entry.isFuzzy || entry.previous?.source == nil {
                entry.previous = POFile.Previous(source: entry.source)
            }
            if !entry.isFuzzy { entry.flags.insert("fuzzy", at: 0) }
        }
        entry.source = wanted.source
        entry.comments = entry.comments.map { comment in
            guard SignOff.remark(in: [comment]).signOff != nil, let colon = comment.firstIndex(of: ":") else {
                return comment
            }
            return Self.void + comment[comment.index(after: colon)...].trimmingPOSpace()
        }
        // Otherwise the header's sign-off would cover what is written now.
        if isSignedOff, !SignOff.remark(in: entry.comments).isUnread { entry.comments.append(Self.unread) }
        return entry
    }

    private static let unread = "native-review: none"
    /// What a sign-off becomes when the Japanese changes: a comment that says so and is none any more.
    private static let void = "void, the Japanese has changed since: signed off by "

    /// The obsolete entry of a key: of several the one with the same Japanese, else the last.
    private static func index(of wanted: POFile.Entry, in obsolete: [POFile.Entry]) -> Int? {
        let found = obsolete.indices.filter { obsolete[$0].context == wanted.context }
        return found.first { obsolete[$0].source.isExactly(wanted.source) } ?? found.last
    }
}
