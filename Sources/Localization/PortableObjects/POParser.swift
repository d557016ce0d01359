// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Reads a PO file line by line. Each line belongs to one entry, which an empty line or the next comment ends.
struct POParser {
    private(set) var header: POFile.Entry?
    private(set) var entries: [POFile.Entry] = []
    private(set) var obsolete: [POFile.Entry] = []
    private(set) var faults: [POError.Fault] = []

    private enum Field { case none, context, source, translation, previousContext, previousSource }

    private struct Identity: Hashable {
        let context: String?
        let source: String
    }

    private var line = 0
    private var entry = POFile.Entry(source: "")
    private var field = Field.none
    /// Whether the entry has had its msgid; the translation's presence is told by `field`.
    private var hasSource = false
    /// Whether the entry is commented out by `#~`.
    private var isObsolete = false
    private var isSkipping = false
    private var lines: [Identity: Int] = [:]

    mutating func report(_ line: Int, _ message: String) {
        faults.append(POError.Fault(line: line, context: entry.context, message: message))
    }

    /// Takes the next line, without its line feed; false when it is no use to go on.
    mutating func read(_ raw: ArraySlice<UInt8>) -> Bool {
        line += 1
        let bytes = raw.last == UInt8(ascii: "\r") ? raw.dropLast() : raw
        guard let text = String(validating: bytes, as: UTF8.self) else {
            fail("this line is not UTF-8; save the file as UTF-8")
            return isWorthGoingOn
        }
        if bytes.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) {
            fail("this line holds a control character; remove it")
            return isWorthGoingOn
        }
        let content = text.trimmingPOSpace()
        if content.isEmpty {
            isSkipping = false
            // Comments and flags wait for their entry over empty lines, as in gettext.
            if isInsideEntry { endEntry() }
        } else if !isSkipping {
            do throws(POSyntax) {
                try read(content: content)
            } catch {
                fail(error.message)
            }
        }
        return isWorthGoingOn
    }

    mutating func finish() {
        if isWorthGoingOn {
            if !isInsideEntry, entry.previous != nil { report(line, "#| without an entry behind it; remove it") }
            endEntry()
        }
        if header == nil, faults.isEmpty {
            report(max(line, 1), "the file has no header; begin it with msgid \"\" and a Content-Type of UTF-8")
        }
    }

    private var isWorthGoingOn: Bool {
        faults.count < POFile.Limit.faults && entries.count + obsolete.count <= POFile.Limit.entries
    }

    private var isInsideEntry: Bool { entry.context != nil || hasSource }

    /// Tells a fault and leaves the rest of its entry unread.
    private mutating func fail(_ message: String) {
        report(line, message)
        isSkipping = true
        beginEntry()
    }

    private mutating func read(content: Substring) throws(POSyntax) {
        let mark = content.unicodeScalars.prefix(2)
        if mark.elementsEqual("#~".unicodeScalars) {
            let rest = Substring(content.unicodeScalars.dropFirst(2)).trimmingPOSpace()
            if !rest.isEmpty { try read(rest, isObsolete: true) }
        } else if mark.first == "#", mark.last != "|" {
            try read(comment: Substring(content.unicodeScalars.dropFirst()))
        } else {
            try read(mark.first == "#" ? Substring(content.unicodeScalars.dropFirst()) : content, isObsolete: false)
        }
    }

    private mutating func read(_ content: Substring, isObsolete: Bool) throws(POSyntax) {
        let (keyword, text) = Self.split(content)
        let isPrevious = content.unicodeScalars.first == "|"
        if field == .translation, isPrevious || keyword == "msgctxt" || keyword == "msgid" { endEntry() }
        if isInsideEntry || entry.previous != nil {
            guard isObsolete == self.isObsolete else {
                throw POSyntax("#~ on some lines of an entry and not on others")
            }
        } else {
            self.isObsolete = isObsolete
        }
        if isPrevious {
            try read(previous: Substring(content.unicodeScalars.dropFirst()).trimmingPOSpace())
            return
        }
        if keyword.isEmpty {
            guard field != .none, field != .previousContext, field != .previousSource else {
                throw POSyntax("text without msgctxt, msgid or msgstr before it")
            }
        } else {
            try begin(keyword)
        }
        try append(try POString.parse(text))
    }

    private mutating func begin(_ keyword: Substring) throws(POSyntax) {
        if let previous = entry.previous, previous.source == nil {
            throw POSyntax("a previous msgctxt without its msgid; write both behind #|")
        }
        switch keyword {
        case "msgctxt":
            guard field != .context, !hasSource else { throw POSyntax("a second msgctxt in this entry") }
            (field, entry.line, entry.context) = (.context, line, "")
        case "msgid":
            guard !hasSource else { throw POSyntax("a second msgid in this entry") }
            if entry.context == nil { entry.line = line }
            (field, hasSource) = (.source, true)
        case "msgstr":
            guard field == .source else { throw POSyntax("msgstr without a msgid right before it") }
            field = .translation
        case let plural where plural == "msgid_plural" || plural.hasPrefix("msgstr["):
            throw POSyntax("gettext's plural forms are not read; write {n, plural, …} in msgstr")
        default:
            throw POSyntax("\"\(keyword.prefix(20))\" is no word of a PO file; one of msgctxt, msgid, msgstr, # is due")
        }
    }

    private mutating func append(_ text: String) throws(POSyntax) {
        let length: Int
        switch field {
        case .none: return
        case .context:
            entry.context = (entry.context ?? "") + text
            length = entry.context?.utf8.count ?? 0
        case .source:
            entry.source += text
            length = entry.source.utf8.count
        case .translation:
            entry.translation += text
            length = entry.translation.utf8.count
        case .previousContext, .previousSource:
            var previous = entry.previous ?? POFile.Previous()
            let isContext = field == .previousContext
            let whole = ((isContext ? previous.context : previous.source) ?? "") + text
            if isContext { previous.context = whole } else { previous.source = whole }
            entry.previous = previous
            length = whole.utf8.count
        }
        if length > POFile.Limit.stringBytes {
            throw POSyntax("a text longer than \(POFile.Limit.stringBytes) bytes; shorten it")
        }
    }

    private mutating func read(comment: Substring) throws(POSyntax) {
        if field == .translation {
            endEntry()
        } else if isInsideEntry || entry.previous != nil {
            throw POSyntax("a comment inside an entry; put it before msgctxt and #|")
        }
        let rest = comment.dropFirst()
        switch comment.first {
        case ".":
            entry.notes.append(String(rest.dropOneSpace()))
        case ":":
            entry.references += rest.split { $0 == " " || $0 == "\t" }.map(String.init)
        case ",":
            for flag in rest.split(separator: ",") {
                let flag = String(flag.trimmingPOSpace())
                if !flag.isEmpty, !entry.flags.contains(flag) { entry.flags.append(flag) }
            }
        default:
            entry.comments.append(String(comment.dropOneSpace()))
        }
    }

    private mutating func read(previous content: Substring) throws(POSyntax) {
        if isInsideEntry { throw POSyntax("#| inside an entry; put it before msgctxt") }
        let (keyword, text) = Self.split(content)
        switch keyword {
        case "msgctxt" where entry.previous == nil: field = .previousContext
        case "msgid" where entry.previous?.source == nil: field = .previousSource
        case "" where field == .previousContext || field == .previousSource: break
        default: throw POSyntax("after #| one msgctxt or msgid is due")
        }
        try append(try POString.parse(text))
    }

    /// By scalars, since a text may begin with a combining mark, which makes one character with the quote before it.
    private static func split(_ content: Substring) -> (keyword: Substring, text: Substring) {
        let scalars = content.unicodeScalars
        let end = scalars.firstIndex { $0 == " " || $0 == "\t" || $0 == "\"" } ?? scalars.endIndex
        return (Substring(scalars[..<end]), Substring(scalars[end...].drop { $0 == " " || $0 == "\t" }))
    }

    private mutating func beginEntry() {
        entry = POFile.Entry(source: "")
        (field, hasSource, isObsolete) = (.none, false, false)
    }

    private mutating func endEntry() {
        defer { beginEntry() }
        guard isInsideEntry else { return }
        guard field == .translation else {
            report(entry.line, "the entry has no \(hasSource ? "msgstr" : "msgid")")
            return
        }
        if !isObsolete, let message = POEntryRules.fault(in: entry, isFirst: header == nil) {
            report(entry.line, message)
            return
        }
        let identity = Identity(context: entry.context, source: entry.source)
        if let first = lines[identity] {
            report(entry.line, "the same msgctxt and msgid as on line \(first); remove one of the two")
            return
        }
        lines[identity] = entry.line
        if isObsolete {
            // What has no translation is not worth keeping; gettext drops it as well.
            if !entry.translation.isEmpty { obsolete.append(entry) }
        } else if header == nil {
            header = entry
        } else {
            entries.append(entry)
        }
        if entries.count + obsolete.count > POFile.Limit.entries {
            report(entry.line, "more than \(POFile.Limit.entries) entries; split the file")
        }
    }
}
