// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A fault of one line, before its place in the file is known.
struct POSyntax: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}

/// A quoted string of a PO file, read and written.
enum POString {
    /// Reads one or more quoted strings that fill a line.
    static func parse(_ content: Substring) throws(POSyntax) -> String {
        var result = String.UnicodeScalarView()
        var rest = content.unicodeScalars[...]
        repeat {
            guard rest.popFirst() == "\"" else { throw POSyntax("a text in double quotes is due") }
            try parse(body: &rest, into: &result)
            rest = rest.drop { $0 == " " || $0 == "\t" }
        } while !rest.isEmpty
        return String(result)
    }

    private static func parse(
        body rest: inout Substring.UnicodeScalarView,
        into result: inout String.UnicodeScalarView
    ) throws(POSyntax) {
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"":
                return
            case "\\":
                switch rest.popFirst() {
                case "n": result.append("\n")
                case "t": result.append("\t")
                case "\"": result.append("\"")
                case "\\": result.append("\\")
                case nil: throw POSyntax("the line ends inside a text; close it with a double quote")
                case .some(let other):
                    throw POSyntax("\\\(other) is not read; of the escapes use \\n, \\t, \\\" and \\\\")
                }
            default:
                result.append(scalar)
            }
        }
        throw POSyntax("the line ends inside a text; close it with a double quote")
    }

    /// Writes a field as gettext does without wrapping: one line, or an empty one and then a line each.
    static func serialize(_ text: String, keyword: String, prefix: String = "") -> String {
        var lines: [String] = []
        var line = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n":
                lines.append(line + "\\n")
                line = ""
            case "\t": line += "\\t"
            case "\"": line += "\\\""
            case "\\": line += "\\\\"
            default: line.unicodeScalars.append(scalar)
            }
        }
        if !line.isEmpty || lines.isEmpty { lines.append(line) }
        if lines.count > 1 { lines.insert("", at: 0) }
        return lines.enumerated()
            .map { index, line in "\(prefix)\(index == 0 ? keyword + " " : "")\"\(line)\"\n" }
            .joined()
    }
}

extension StringProtocol {
    func trimmingPOSpace() -> SubSequence {
        let rest = drop { $0 == " " || $0 == "\t" }
        guard let last = rest.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return rest.prefix(0) }
        return rest[...last]
    }

    func dropOneSpace() -> SubSequence {
        first == " " ? dropFirst() : self[...]
    }
}
