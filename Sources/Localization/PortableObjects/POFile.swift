// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A gettext PO file: one language's translations.
///
/// What gettext 0.21 writes is read, but for plural forms (messages are ICU MessageFormat and bring their own),
/// and whatever is read here passes `msgfmt -c`.
public struct POFile: Hashable, Sendable {
    /// The first entry: no context, an empty source, and fields such as `Content-Type` in its translation.
    public var header: Entry

    /// The entries behind the header, in the order of the file.
    public var entries: [Entry]

    /// What was translated once and is not used any more (`#~`); those without a translation are left out.
    public var obsolete: [Entry]

    /// Makes a file out of its parts.
    public init(header: Entry, entries: [Entry], obsolete: [Entry] = []) {
        self.header = header
        self.entries = entries
        self.obsolete = obsolete
    }

    /// The value of a header field, found without regard to case.
    public func field(_ name: String) -> String? {
        for line in header.translation.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == name.lowercased() else {
                continue
            }
            return String(line[line.index(after: colon)...].drop { $0 == " " })
        }
        return nil
    }
}

extension POFile {
    /// A source text and its translation.
    public struct Entry: Hashable, Sendable {
        /// Translators' comments (`# `), a line each.
        public var comments: [String]
        /// Comments of the author of the source (`#.`), a line each.
        public var notes: [String]
        /// Where the text is used (`#:`).
        public var references: [String]
        /// Flags (`#,`), such as `fuzzy`.
        public var flags: [String]
        /// What the source was before it changed (`#|`), on a fuzzy entry.
        public var previous: Previous?
        /// `msgctxt`.
        public var context: String?
        /// `msgid`.
        public var source: String
        /// `msgstr`; empty if there is no translation.
        public var translation: String
        /// The line of the file that `msgctxt` or `msgid` stands on, 0 if it comes from no file; no part of equality.
        public var line: Int

        /// Makes an entry; all but the source may be left out.
        public init(
            context: String? = nil,
            source: String,
            translation: String = "",
            comments: [String] = [],
            notes: [String] = [],
            references: [String] = [],
            flags: [String] = [],
            previous: Previous? = nil,
            line: Int = 0
        ) {
            self.comments = comments
            self.notes = notes
            self.references = references
            self.flags = flags
            self.previous = previous
            self.context = context
            self.source = source
            self.translation = translation
            self.line = line
        }

        /// Whether a translator has to look at it again.
        public var isFuzzy: Bool { flags.contains("fuzzy") }

        /// Everything but the line.
        public static func == (left: Entry, right: Entry) -> Bool {
            left.comments == right.comments && left.notes == right.notes && left.references == right.references
                && left.flags == right.flags && left.previous == right.previous && left.context == right.context
                && left.source == right.source && left.translation == right.translation
        }

        /// Agrees with `==`.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(context)
            hasher.combine(source)
            hasher.combine(translation)
        }
    }

    /// The context and source that a fuzzy translation was made for.
    public struct Previous: Hashable, Sendable {
        /// The former `msgctxt`.
        public var context: String?
        /// The former `msgid`.
        public var source: String?

        /// Makes one out of its parts.
        public init(context: String? = nil, source: String? = nil) {
            self.context = context
            self.source = source
        }
    }

    /// What a file may hold at most; more is refused, not cut.
    public enum Limit {
        /// Bytes of a file.
        public static let fileBytes = 4 << 20
        /// Bytes of a context, source or translation.
        public static let stringBytes = 64 << 10
        /// Entries of a file.
        public static let entries = 20_000
        /// Faults told of a file; reading stops there.
        static let faults = 100
    }
}
