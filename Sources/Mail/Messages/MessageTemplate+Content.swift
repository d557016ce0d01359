// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation

extension MessageTemplate {
    /// What one rendering says, before it is made into bytes.
    public struct Content: Sendable {
        /// The address of `From`.
        public var fromAddress: EmailAddress
        /// The name beside it; may be empty.
        public var fromName: String
        /// The subject, of any script.
        public var subject: String
        /// The plain text; `MessageTemplate.unsubscribeHole` marks the recipient's link. Any line ends.
        public var text: String
        /// The HTML of the same message, or nil for text alone; marked in the same way.
        public var html: String?
        /// The date of the message; part of its bytes, so the same for every attempt.
        public var date: Date
        /// The list that it belongs to (RFC 2919): a name for people and an identifier like a host name.
        public var listID: (label: String, identifier: String)?
        /// Whether `Auto-Submitted: auto-generated` (RFC 3834) is said.
        public var autoSubmitted: Bool
        /// Further headers, free text each.
        public var extraHeaders: [(String, String)]
        /// The language of the message, for `Content-Language` (RFC 3282).
        public var languageTag: String

        /// Takes the parts as they are; `MessageTemplate.init` checks them.
        public init(
            fromAddress: EmailAddress,
            fromName: String,
            subject: String,
            text: String,
            html: String? = nil,
            date: Date,
            listID: (label: String, identifier: String)? = nil,
            autoSubmitted: Bool = true,
            extraHeaders: [(String, String)] = [],
            languageTag: String,
        ) {
            self.fromAddress = fromAddress
            self.fromName = fromName
            self.subject = subject
            self.text = text
            self.html = html
            self.date = date
            self.listID = listID
            self.autoSubmitted = autoSubmitted
            self.extraHeaders = extraHeaders
            self.languageTag = languageTag
        }
    }
}
