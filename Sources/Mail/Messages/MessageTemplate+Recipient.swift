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
            var url = unsubscribeURL ?? ""
            guard url.utf8.count <= Self.maximumURLLength else { throw .invalidUnsubscribeURL }
            let kind = url.withUTF8(Self.kind)
            guard url.isEmpty || kind.isLink else { throw .invalidUnsubscribeURL }
            self.unsubscribeURL = url
            escapedURL = kind.needsEscape ? Self.escaped(url) : url
            guard escapedURL.utf8.count <= Self.maximumURLLength else { throw .invalidUnsubscribeURL }
        }

        /// Whether it is a link that can stand in a header, and whether HTML needs escapes in it.
        private static func kind(_ bytes: UnsafeBufferPointer<UInt8>) -> (isLink: Bool, needsEscape: Bool) {
            var needsEscape = false
            for byte in bytes {
                switch byte {
                // Most are these, and are looked at first.
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): continue
                case UInt8(ascii: "&"), UInt8(ascii: "'"): needsEscape = true
                case ...0x20, 0x7F..., UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "\\"):
                    return (false, false)
                default: break
                }
            }
            let isWeb = bytes.starts(with: "https://".utf8) || bytes.starts(with: "http://".utf8)
            return (isWeb, needsEscape)
        }

        private static func escaped(_ url: String) -> String {
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
