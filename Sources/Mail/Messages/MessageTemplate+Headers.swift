// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

extension MessageTemplate {
    /// The headers that every recipient's copy has, in the order that they are written.
    static func commonHeaders(_ content: Content) throws(MessageError) -> [UInt8] {
        var writer = HeaderWriter()
        try writer.append("From", phrase: content.fromName, angled: content.fromAddress.wire)
        try writer.append("Subject", text: content.subject)
        writer.append("Date", literal: MailDate.text(content.date))
        writer.append("MIME-Version", literal: "1.0")
        guard isLanguageTag(content.languageTag) else { throw .invalidLanguageTag }
        writer.append("Content-Language", literal: content.languageTag)
        if let listID = content.listID {
            guard DomainName.isHostName(listID.identifier) else { throw .invalidListIdentifier }
            let inner = listID.label.isEmpty ? "<\(listID.identifier)>" : listID.identifier
            try writer.append("List-Id", phrase: listID.label, angled: inner)
        }
        if content.autoSubmitted { writer.append("Auto-Submitted", literal: "auto-generated") }
        try appendExtraHeaders(content.extraHeaders, to: &writer)
        return writer.bytes
    }

    /// Headers that this service or the relays write; an extra one of the name would be a second.
    private static let reserved: Set<String> = [
        "from", "sender", "reply-to", "to", "cc", "bcc", "subject", "date", "message-id", "mime-version",
        "return-path", "received", "delivered-to", "auto-submitted", "dkim-signature",
    ]

    private static func appendExtraHeaders(
        _ headers: [(String, String)],
        to writer: inout HeaderWriter,
    ) throws(MessageError) {
        var seen: Set<String> = []
        for (name, value) in headers {
            let key = name.lowercased()
            let isTaken =
                reserved.contains(key) || key.hasPrefix("content-") || key.hasPrefix("list-")
                || key.hasPrefix("resent-") || key.hasPrefix("arc-")
            guard isHeaderName(name), !isTaken, seen.insert(key).inserted, !value.isEmpty else {
                throw .headerNotAllowed(isHeaderName(name) ? name : "?")
            }
            try writer.append(name, text: value)
        }
    }

    /// RFC 5322 section 3.6.8, narrowed to what is in use.
    private static func isHeaderName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 40
            && name.utf8.allSatisfy { $0 == UInt8(ascii: "-") || isAlphanumeric($0) }
    }

    /// The shape of BCP 47: subtags of 1 to 8 letters and digits, the first of letters.
    private static func isLanguageTag(_ tag: String) -> Bool {
        let subtags = tag.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard let first = subtags.first, tag.utf8.count <= 35 else { return false }
        return first.allSatisfy { isAlphanumeric($0) && $0 > UInt8(ascii: "9") }
            && subtags.allSatisfy { (1...8).contains($0.count) && $0.allSatisfy(isAlphanumeric) }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}
