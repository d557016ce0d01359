// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

extension POFile {
    /// The file as text, byte for byte as `msgcat --no-wrap` writes it but for flags that gettext does not know.
    public var serialized: String {
        ([header] + entries).map(\.serialized).joined(separator: "\n")
    }
}

extension POFile.Entry {
    fileprivate var serialized: String {
        var text = ""
        for comment in comments { text += comment.isEmpty ? "#\n" : "# \(comment)\n" }
        for note in notes { text += note.isEmpty ? "#.\n" : "#. \(note)\n" }
        if !references.isEmpty { text += "#: \(references.joined(separator: " "))\n" }
        if !flags.isEmpty { text += "#, \(flags.joined(separator: ", "))\n" }
        if let previous {
            if let context = previous.context {
                text += POString.serialize(context, keyword: "msgctxt", prefix: "#| ")
            }
            if let source = previous.source {
                text += POString.serialize(source, keyword: "msgid", prefix: "#| ")
            }
        }
        if let context {
            text += POString.serialize(context, keyword: "msgctxt")
        }
        text += POString.serialize(source, keyword: "msgid")
        text += POString.serialize(translation, keyword: "msgstr")
        return text
    }
}
