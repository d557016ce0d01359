// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The value of a Message-ID header (RFC 5322 section 3.6.4), without its angle brackets.
///
/// It is the same for every attempt to send one release to one recipient, so that a duplicate can be recognised.
public struct MessageID: Hashable, Sendable, CustomStringConvertible {
    /// The octets that it may have, brackets not counted: it stays on one line with its name.
    public static let maximumLength = 250

    /// `left@domain`.
    public let text: String

    /// Builds an id from a dot-atom and a domain name.
    public init(left: String, domain: String) throws(MessageError) {
        try self.init(left: [left], domain: domain)
    }

    /// Builds an id from the parts of a dot-atom, to be parted by dots, and a domain name.
    public init(left parts: [String], domain: String) throws(MessageError) {
        let length = parts.reduce(parts.count) { $0 + $1.utf8.count } + domain.utf8.count
        guard !parts.isEmpty, length <= Self.maximumLength, parts.allSatisfy(Self.isDotAtom),
            DomainName.isHostName(domain)
        else { throw .invalidMessageID }
        var text = ""
        text.reserveCapacity(length)
        for part in parts {
            if !text.isEmpty { text += "." }
            text += part
        }
        text += "@"
        text += domain
        self.text = text
    }

    private static func isDotAtom(_ text: String) -> Bool {
        var text = text
        return text.withUTF8(EmailAddress.isDotAtom)
    }

    /// Reads `left@domain`, with or without angle brackets.
    public init(parsing written: String) throws(MessageError) {
        var inner = Substring(written)
        if inner.hasPrefix("<"), inner.hasSuffix(">") { inner = inner.dropFirst().dropLast() }
        guard let at = inner.lastIndex(of: "@") else { throw .invalidMessageID }
        try self.init(left: String(inner[..<at]), domain: String(inner[inner.index(after: at)...]))
    }

    /// With angle brackets, as it stands in the header.
    public var description: String { "<\(text)>" }
}
