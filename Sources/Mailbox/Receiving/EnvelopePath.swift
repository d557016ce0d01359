// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The paths of MAIL and RCPT, RFC 5321 section 4.1.2, as far as a receiver of our own mails needs them.
enum EnvelopePath {
    /// `FROM:<path> parameters` taken apart; nil where it is not that. A quoted local part may hold `>` and spaces.
    static func read(_ argument: String, after keyword: String) -> (String, [Substring])? {
        guard argument.uppercased().hasPrefix(keyword + "<") else { return nil }
        let rest = argument.dropFirst(keyword.count + 1)
        var isQuoted = false
        var isEscaped = false
        for index in rest.indices {
            switch rest[index] {
            case _ where isEscaped: isEscaped = false
            case "\\" where isQuoted: isEscaped = true
            case "\"": isQuoted.toggle()
            case ">" where !isQuoted:
                let tail = rest[rest.index(after: index)...]
                guard tail.isEmpty || tail.first == " " else { return nil }
                return (String(rest[..<index]), tail.split(separator: " "))
            default: continue
            }
        }
        return nil
    }

    static func isMailbox(_ path: String) -> Bool {
        guard let at = path.lastIndex(of: "@"), at > path.startIndex, path.utf8.count <= 254 else { return false }
        let local = path[..<at]
        let domain = path[path.index(after: at)...]
        let isLocal =
            (local.hasPrefix("\"") && local.hasSuffix("\"") && local.count > 2)
            || !local.contains { " \"<>()[]\\,;:@".contains($0) }
        return isLocal && !domain.isEmpty && domain.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." }
    }
}
