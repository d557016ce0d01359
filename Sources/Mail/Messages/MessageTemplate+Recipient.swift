// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

extension MessageTemplate {
    /// What the holes of a template are filled with: all that differs between two copies of one rendering.
    public struct Recipient: Hashable, Sendable {
        /// The octets that the link may have, in a header and, escaped, in HTML.
        public static let maximumURLLength = 512

        /// Who the message is for.
        public let address: EmailAddress
        /// The id of this release for this recipient.
        public let messageID: MessageID
        /// The recipient's own unsubscribe link; empty where there is none, and then no List-Unsubscribe is written.
        public let unsubscribeURL: String
        /// The link as it stands in HTML.
        let escapedURL: String

        /// Checks the id and the link.
        ///
        /// - Parameters:
        ///   - messageID: `left@domain`, with or without angle brackets.
        ///   - unsubscribeURL: an http or https URL of ASCII without spaces, quotes or angle brackets; nil for none.
        public init(address: EmailAddress, messageID: String, unsubscribeURL: String?) throws(MessageError) {
            try self.init(address: address, messageID: MessageID(parsing: messageID), unsubscribeURL: unsubscribeURL)
        }

        /// Checks the link.
        public init(address: EmailAddress, messageID: MessageID, unsubscribeURL: String?) throws(MessageError) {
            self.address = address
            self.messageID = messageID
            let url = unsubscribeURL ?? ""
            guard url.isEmpty || Self.isLink(url) else { throw .invalidUnsubscribeURL }
            self.unsubscribeURL = url
            escapedURL = Self.escaped(url)
            guard escapedURL.utf8.count <= Self.maximumURLLength else { throw .invalidUnsubscribeURL }
        }

        private static func isLink(_ url: String) -> Bool {
            guard url.hasPrefix("https://") || url.hasPrefix("http://") else { return false }
            return url.utf8.count <= maximumURLLength
                && url.utf8.allSatisfy { byte in
                    byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
                        && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
                }
        }

        private static func escaped(_ url: String) -> String {
            guard url.utf8.contains(where: { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "'") }) else { return url }
            var escaped = ""
            for character in url {
                switch character {
                case "&": escaped += "&amp;"
                case "'": escaped += "&#39;"
                default: escaped.append(character)
                }
            }
            return escaped
        }
    }
}
