// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

extension POFile {
    /// The file as text, byte for byte as `msgcat --no-wrap` writes it but for flags that gettext does not know.
    public var serialized: String {
        (([header] + entries).map { $0.serialized() } + obsolete.map { $0.serialized(mark: "#~ ") })
            .joined(separator: "\n")
    }
}

extension POFile.Entry {
    /// An entry with a mark before each of its texts, such as that of an obsolete one.
    fileprivate func serialized(mark: String = "") -> String {
        let markOfPrevious = mark.isEmpty ? "#| " : "#~| "
        var text = ""
        for comment in comments { text += comment.isEmpty ? "#\n" : "# \(comment)\n" }
        for note in notes { text += note.isEmpty ? "#.\n" : "#. \(note)\n" }
        if !references.isEmpty { text += "#: \(references.joined(separator: " "))\n" }
        if !flags.isEmpty { text += "#, \(flags.joined(separator: ", "))\n" }
        if let previous {
            if let context = previous.context {
                text += POString.serialize(context, keyword: "msgctxt", prefix: markOfPrevious)
            }
            if let source = previous.source {
                text += POString.serialize(source, keyword: "msgid", prefix: markOfPrevious)
            }
        }
        if let context {
            text += POString.serialize(context, keyword: "msgctxt", prefix: mark)
        }
        text += POString.serialize(source, keyword: "msgid", prefix: mark)
        text += POString.serialize(translation, keyword: "msgstr", prefix: mark)
        return text
    }
}
