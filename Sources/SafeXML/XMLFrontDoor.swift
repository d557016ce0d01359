// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// Looks at the bytes of a document before any parser does, and refuses what no alert needs.
///
/// libxml2 drops internal entities from text silently, expands them in attributes a thousandfold, and calls a truncated
/// document good; so nothing with a DTD or an entity of its own reaches it. The time that it takes for a tag grows with the
/// square of its attributes, and no alert needs processing instructions; so neither do they and crowded tags.
///
/// What is let through is UTF-8 within the size limit, with no `<!…` but comments and CDATA, no `<?…` but the XML
/// declaration, and no `&…;` but the five of XML 1.0 section 4.6 and character references.
struct XMLFrontDoor {
    private let bytes: [UInt8]
    private let limits: XMLLimits
    /// Whether `checkCharacters` or the search for zero bytes would find something.
    private let holdsForbidden: Bool

    /// Lets a document in, or throws why not.
    static func admit(_ data: Data, limits: XMLLimits) throws(MarkupError) {
        guard !data.isEmpty else {
            throw MarkupError(.empty, "the document is empty", remedy: "send it again")
        }
        guard data.count <= min(limits.bytes, Int(Int32.max)) else {
            throw MarkupError(
                .tooLarge,
                "the document has \(data.count) bytes, more than the \(min(limits.bytes, Int(Int32.max))) allowed",
                remedy: "check what it is"
            )
        }
        let door = XMLFrontDoor(bytes: [UInt8](data), limits: limits)
        try door.checkEncoding()
        try door.checkMarkup()
    }

    private init(bytes: [UInt8], limits: XMLLimits) {
        self.bytes = bytes
        self.limits = limits
        holdsForbidden = bytes.withUnsafeBufferPointer(XMLFrontDoor.holdsForbidden)
    }

    /// Looks for a control character, U+FFFE, U+FFFF, and `<?` behind the first byte.
    ///
    /// Nearly always there is none: so this is one pass without a branch, of which the compiler makes vectors.
    private static func holdsForbidden(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var found: UInt8 = 0
        for index in bytes.indices {
            let byte = bytes[index]
            found |= (byte < 0x20 ? 1 : 0) & (byte == 0x09 || byte == 0x0A || byte == 0x0D ? 0 : 1)
        }
        for index in 1..<max(1, bytes.count - 1) {
            found |= (bytes[index] == UInt8(ascii: "<") ? 1 : 0) & (bytes[index + 1] == UInt8(ascii: "?") ? 1 : 0)
        }
        for index in 0..<max(0, bytes.count - 2) {
            let isLead: UInt8 = (bytes[index] == 0xEF ? 1 : 0) & (bytes[index + 1] == 0xBF ? 1 : 0)
            found |= isLead & (bytes[index + 2] >= 0xBE ? 1 : 0)
        }
        return found != 0
    }

    private func checkEncoding() throws(MarkupError) {
        if bytes.starts(with: [0x1F, 0x8B]) {
            throw MarkupError(.notUTF8, "the document is gzip-compressed", remedy: "decompress it first")
        }
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
            throw wrongEncoding("it begins with the byte order mark of UTF-16 or UTF-32", at: 0)
        }
        if holdsForbidden, let zero = bytes.firstIndex(of: 0) {
            throw wrongEncoding("it holds a zero byte, as UTF-16 and UTF-32 do", at: zero)
        }
        if let label = declaredEncoding(), label.lowercased() != "utf-8" {
            throw wrongEncoding("its declaration says \"\(label)\"", at: 0)
        }
        if (try? UTF8Span(validating: bytes.span)) == nil {
            throw wrongEncoding("it holds bytes that are not UTF-8", at: firstInvalidByte())
        }
    }

    private func wrongEncoding(_ why: String, at offset: Int) -> MarkupError {
        refusal(
            .notUTF8,
            "the document is not UTF-8: \(why)",
            at: offset,
            remedy: "send it as UTF-8"
        )
    }

    /// Where the document begins behind a byte order mark.
    private var start: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

    /// The encoding that the XML declaration names, if there is a declaration and it names one.
    private func declaredEncoding() -> String? {
        guard matches("<?xml", at: start), let end = find("?>", from: start) else { return nil }
        let declaration = String(decoding: bytes[start..<end], as: UTF8.self)
        guard let name = declaration.range(of: "encoding") else { return nil }
        let value = declaration[name.upperBound...].drop { $0 == "=" || $0.isWhitespace }
        guard let quote = value.first, quote == "\"" || quote == "'" else { return String(value.prefix(40)) }
        return String(value.dropFirst().prefix { $0 != quote }.prefix(40))
    }

    private func firstInvalidByte() -> Int {
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let scalar): offset += scalar.count
            case .error, .emptyInput: return offset
            }
        }
    }

    /// libxml2 goes on behind what is broken: for it a control character ends a comment, and what the comment holds is
    /// markup then. So neither such a character nor `<?` reaches it, wherever they stand.
    private func checkCharacters() throws(MarkupError) {
        guard holdsForbidden else { return }
        if let place = bytes.firstIndex(where: { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D })
            ?? find("\u{FFFE}", from: 0) ?? find("\u{FFFF}", from: 0)
        {
            throw refusal(.malformed, "a character that XML cannot hold", at: place, remedy: "leave it out")
        }
        if let place = find("<?", from: matches("<?xml ", at: start) ? start + 2 : start) {
            throw refusal(
                .processingInstruction,
                "a processing instruction (\"<?…\") is not allowed",
                at: place,
                remedy: "no alert needs one: find out who made this document"
            )
        }
    }

    private func checkMarkup() throws(MarkupError) {
        try checkCharacters()
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "<"): index = try afterMarkup(at: index)
            case UInt8(ascii: "&"): index = try afterReference(at: index)
            default: index += 1
            }
        }
    }

    /// The index behind a comment, CDATA section, XML declaration or tag.
    private func afterMarkup(at index: Int) throws(MarkupError) -> Int {
        // A tag, nearly always; only of the others are the longer openings compared.
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        guard next == UInt8(ascii: "!") || next == UInt8(ascii: "?") else { return try afterTag(at: index) }
        for (opening, closing) in [("<!--", "-->"), ("<![CDATA[", "]]>")] where matches(opening, at: index) {
            guard let end = find(closing, from: index + opening.utf8.count) else {
                throw refusal(
                    .truncated,
                    "\"\(opening)\" is never closed",
                    at: index,
                    remedy: "send the whole document"
                )
            }
            return end + closing.utf8.count
        }
        if next == UInt8(ascii: "!") {
            throw refusal(
                .documentType,
                "a document type or entity declaration (\"<!…\") is not allowed",
                at: index,
                remedy: "no alert needs one: find out who made this document"
            )
        }
        // Without the space, `<?xml?>` and `<?xml-stylesheet …?>` are processing instructions like any other.
        // libxml2 goes on behind a declaration that it cannot read, and finds the markup in it.
        guard index == start, matches("<?xml ", at: index), let end = find("?>", from: index),
            !bytes[(index + 1)..<end].contains(where: { "<>&".utf8.contains($0) })
        else {
            throw refusal(
                .processingInstruction,
                "a processing instruction (\"<?…\") is not allowed",
                at: index,
                remedy: "no alert needs one: find out who made this document"
            )
        }
        return end + 2
    }

    /// The index behind a tag, or of the next `<` where the tag is not closed before it.
    private func afterTag(at index: Int) throws(MarkupError) -> Int {
        var quote: UInt8?
        var attributes = 0
        var position = index + 1
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "<"): return position
            case UInt8(ascii: ">") where quote == nil: return position + 1
            case UInt8(ascii: "&"):
                position = try afterReference(at: position)
                continue
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                if quote == byte {
                    quote = nil
                } else if quote == nil {
                    quote = byte
                    attributes += 1
                    guard attributes <= limits.attributes else {
                        throw refusal(
                            .tooManyElements,
                            "a tag has more than \(limits.attributes) attributes",
                            at: index,
                            remedy: "check what it is"
                        )
                    }
                }
            default: break
            }
            position += 1
        }
        return position
    }

    /// The index behind a reference that is allowed.
    private func afterReference(at index: Int) throws(MarkupError) -> Int {
        let window = bytes[index...].prefix(12)
        if let end = window.firstIndex(of: UInt8(ascii: ";")) {
            let name = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
            if ["amp", "lt", "gt", "quot", "apos"].contains(name) || isCharacterReference(name) { return end + 1 }
        }
        throw refusal(
            .entity,
            "an entity that XML does not define by itself, or a bare \"&\"",
            at: index,
            remedy: "write the character itself, or a numeric reference"
        )
    }

    private func refusal(
        _ code: MarkupError.Code,
        _ what: String,
        at offset: Int,
        remedy: String
    ) -> MarkupError {
        let place = position(of: offset)
        return MarkupError(code, what, line: place.line, column: place.column, remedy: remedy)
    }

    private func isCharacterReference(_ name: String) -> Bool {
        if name.hasPrefix("#x") {
            return name.count > 2 && name.dropFirst(2).allSatisfy { $0.isASCII && $0.isHexDigit }
        }
        return name.hasPrefix("#") && name.count > 1 && name.dropFirst().allSatisfy { $0.isASCII && $0.isNumber }
    }

    private func matches(_ text: String, at index: Int) -> Bool {
        bytes[index...].starts(with: text.utf8)
    }

    private func find(_ text: String, from start: Int) -> Int? {
        let wanted = Array(text.utf8)
        var index = start
        while index + wanted.count <= bytes.count {
            if bytes[index] == wanted[0], bytes[index...].starts(with: wanted) { return index }
            index += 1
        }
        return nil
    }

    private func position(of offset: Int) -> (line: Int, column: Int) {
        let before = bytes[..<min(offset, bytes.count)]
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return (before.count { $0 == UInt8(ascii: "\n") } + 1, before.count - lineStart + 1)
    }
}
