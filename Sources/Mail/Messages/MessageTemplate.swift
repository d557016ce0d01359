// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// One rendering as the bytes of a message with holes for the recipient: built once, spliced for each.
///
/// The message has exactly one `From`, `To`, `Subject`, `Date`, `Message-ID` and `MIME-Version` (RFC 5322 section 3.6),
/// one recipient in `To`, text/plain and, where there is HTML, multipart/alternative with text/plain first (RFC 2046
/// section 5.1.4), all in UTF-8. Headers are ASCII, folded at 78; no body line exceeds 998 octets.
/// The same rendering for the same recipient gives the same bytes: nothing is random, and the boundary comes from the
/// content.
///
/// `append` writes lines that end in CRLF and does **not** stuff dots: the SMTP session does.
public struct MessageTemplate: Sendable {
    /// Stands in text and HTML where the recipient's unsubscribe link goes.
    ///
    /// A URL of a domain that cannot exist (RFC 2606), so that it passes any escaping or checking of links unchanged.
    public static let unsubscribeHole = "https://unsubscribe.invalid/"
    /// The octets that all headers may have, the recipient's longest included; some carriers refuse 12 KB.
    public static let maximumHeaderLength = 8_192
    /// The octets that text and HTML may have together, before encoding; some carriers refuse mails of 1 MB.
    public static let maximumBodyLength = 600_000

    private enum Piece: Sendable {
        case literal([UInt8])
        case recipientHeaders
        case body(EncodedBody)
    }

    /// Whether a body goes as 8-bit text, which only a server with 8BITMIME takes.
    public let isEightBit: Bool
    private let pieces: [Piece]
    private let hasList: Bool

    /// Checks and encodes the content.
    public init(_ content: Content, encoding: BodyEncoding) throws(MessageError) {
        guard content.subject.contains(where: { !$0.isWhitespace }) else { throw .emptySubject }
        let text = EncodedBody(pieces: try BodyText.pieces(content.text), encoding: encoding, escapesURL: false)
        let html: EncodedBody? =
            if let source = content.html {
                EncodedBody(pieces: try BodyText.pieces(source), encoding: encoding, escapesURL: true)
            } else {
                nil
            }
        guard content.text.utf8.count + (content.html?.utf8.count ?? 0) <= Self.maximumBodyLength else {
            throw .bodyTooLong
        }

        var head = try Self.commonHeaders(content)
        hasList = content.listID != nil
        isEightBit = text.encoding == .eightBit || html?.encoding == .eightBit
        if let html {
            let boundary = MIMEBoundary.text(for: content)
            head += "Content-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"\r\n".utf8
            if isEightBit { head += "Content-Transfer-Encoding: 8bit\r\n".utf8 }
            let first = "\r\n--\(boundary)\r\n\(Self.partHeaders("plain", text))\r\n"
            let second = "\r\n--\(boundary)\r\n\(Self.partHeaders("html", html))\r\n"
            pieces = [
                .literal(head), .recipientHeaders, .literal(Array(first.utf8)), .body(text),
                .literal(Array(second.utf8)), .body(html), .literal(Array("\r\n--\(boundary)--\r\n".utf8)),
            ]
        } else {
            head += Self.partHeaders("plain", text).utf8
            pieces = [.literal(head), .recipientHeaders, .literal(Array("\r\n".utf8)), .body(text)]
        }
        guard head.count + Self.maximumRecipientHeaderLength <= Self.maximumHeaderLength else { throw .headersTooLong }
    }

    private init(_ pieces: [Piece], like other: MessageTemplate) {
        self.pieces = pieces
        isEightBit = other.isEightBit
        hasList = other.hasList
    }

    /// A copy that shares no storage with this one: for a thread of its own. Two threads that splice one template wait for
    /// each other at each of its pieces, whose users are counted.
    public func detached() -> MessageTemplate {
        let pieces = pieces.map { piece -> Piece in
            switch piece {
            case .literal(let bytes): .literal(bytes.detached())
            case .recipientHeaders: .recipientHeaders
            case .body(let body): .body(body.detached())
            }
        }
        return MessageTemplate(pieces, like: self)
    }

    /// Appends the message for one recipient: CRLF line ends, dots not stuffed.
    public func append(to buffer: inout [UInt8], for recipient: Recipient) {
        for piece in pieces {
            switch piece {
            case .literal(let bytes): buffer.append(contentsOf: bytes)
            case .recipientHeaders: appendRecipientHeaders(to: &buffer, for: recipient)
            case .body(let body): body.append(to: &buffer, for: recipient)
            }
        }
    }

    /// The longest that the headers of a recipient get: address, id and link at their limits, and the names.
    private static let maximumRecipientHeaderLength =
        EmailAddress.maximumLength + MessageID.maximumLength + Recipient.maximumURLLength + 160

    private func appendRecipientHeaders(to buffer: inout [UInt8], for recipient: Recipient) {
        buffer.append(contentsOf: "To: ".utf8)
        buffer.append(contentsOf: recipient.address.wire.utf8)
        buffer.append(contentsOf: "\r\nMessage-ID: <".utf8)
        buffer.append(contentsOf: recipient.messageID.text.utf8)
        buffer.append(contentsOf: ">\r\n".utf8)
        guard hasList, !recipient.unsubscribeURL.isEmpty else { return }
        // One line each: a signature over a folded one breaks in relays that fold anew.
        buffer.append(contentsOf: "List-Unsubscribe: <".utf8)
        buffer.append(contentsOf: recipient.unsubscribeURL.utf8)
        buffer.append(contentsOf: ">\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n".utf8)
    }

    private static func partHeaders(_ subtype: String, _ body: EncodedBody) -> String {
        "Content-Type: text/\(subtype); charset=utf-8\r\nContent-Transfer-Encoding: \(body.encoding.rawValue)\r\n"
    }
}
