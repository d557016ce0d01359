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
        let length = left.utf8.count + 1 + domain.utf8.count
        guard length <= Self.maximumLength, Self.isDotAtom(left), DomainName.isHostName(domain) else {
            throw .invalidMessageID
        }
        text = left + "@" + domain
    }

    private init(text: String) {
        self.text = text
    }

    /// The ids of one release: they differ in the last part of their left side, and the rest is checked once.
    public struct Series: Sendable {
        private let start: String
        private let end: String

        /// Ids that begin with a dot-atom and end in a domain name.
        public init(left: String, domain: String) throws(MessageError) {
            guard MessageID.isDotAtom(left), DomainName.isHostName(domain) else { throw .invalidMessageID }
            start = left + "."
            end = "@" + domain
        }

        /// The id whose left side ends in this dot-atom.
        public func id(_ last: String) throws(MessageError) -> MessageID {
            let length = start.utf8.count + last.utf8.count + end.utf8.count
            guard length <= MessageID.maximumLength, MessageID.isDotAtom(last) else { throw .invalidMessageID }
            var text = ""
            text.reserveCapacity(length)
            text += start
            text += last
            text += end
            return MessageID(text: text)
        }

        /// A copy that shares no storage with this one; see `MessageTemplate.detached`.
        public func detached() -> Series {
            Series(start: start, end: end)
        }

        private init(start: String, end: String) {
            self.start = String(decoding: Array(start.utf8), as: UTF8.self)
            self.end = String(decoding: Array(end.utf8), as: UTF8.self)
        }
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
