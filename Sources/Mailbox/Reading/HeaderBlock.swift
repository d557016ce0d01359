// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The header fields of a mail or a part, unfolded: RFC 5322 section 2.2.
struct HeaderBlock {
    /// More fields than a mail here has; the rest is not read.
    static let maximumFields = 200

    /// Names as they are written, values unfolded but not decoded.
    let fields: [(name: String, value: String)]
    /// Where the body begins.
    let bodyStart: Int

    init(_ bytes: ArraySlice<UInt8>) {
        var fields: [(String, [UInt8])] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let end = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
            var line = bytes[index..<end]
            if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
            index = min(end + 1, bytes.endIndex)
            guard let first = line.first else { break }
            if first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") {
                if !fields.isEmpty { fields[fields.count - 1].1 += line }
            } else if let colon = line.firstIndex(of: UInt8(ascii: ":")), fields.count < Self.maximumFields {
                let name = String(decoding: line[..<colon], as: UTF8.self)
                fields.append((name, Array(line[(colon + 1)...])))
            }
        }
        bodyStart = index
        self.fields = fields.map { name, value in (name, Self.trimmed(String(decoding: value, as: UTF8.self))) }
    }

    /// The value of the first field of this name.
    func value(_ name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// What the Message-ID of a mail says, without angle brackets, and without reading the rest.
    static func messageID(of content: [UInt8]) -> String {
        let name = Array("\nmessage-id:".utf8)
        var matched = 1
        for (index, byte) in content.enumerated() {
            let lowered = byte | (byte >= 0x41 && byte <= 0x5A ? 0x20 : 0)
            // Two line ends side by side: the body.
            if byte == 0x0A, index > 1, content[index - 1] == 0x0D, content[index - 2] == 0x0A { return "" }
            if lowered == name[matched] {
                matched += 1
            } else {
                matched = byte == 0x0A ? 1 : 0
            }
            if matched == name.count { return value(of: content[(index + 1)...]) }
        }
        return ""
    }

    private static func value(of rest: ArraySlice<UInt8>) -> String {
        let line = rest.prefix { $0 != 0x0A && $0 != 0x0D }.prefix(998)
        let text = trimmed(String(decoding: line, as: UTF8.self))
        return text.hasPrefix("<") && text.hasSuffix(">") ? String(text.dropFirst().dropLast()) : text
    }

    private static func trimmed(_ text: String) -> String {
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        return String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
}
