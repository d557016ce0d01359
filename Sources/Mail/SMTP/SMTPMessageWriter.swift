// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The octets of one transaction, checked a last time before the wire: RFC 5321 section 4.1, RFC 1870, RFC 3030, RFC 6152.
///
/// It trusts nobody: whatever made the values, no command is ended early and no content leaves its lines.
struct SMTPMessageWriter: Sendable {
    /// MAIL with its parameters, CRLF included.
    private(set) var mailCommand: [UInt8] = []
    /// RCPT, CRLF included.
    private(set) var rcptCommand: [UInt8] = []
    /// For DATA: the content with its dots stuffed, and the line that ends it.
    var stuffedContent: [UInt8] = []
    /// For BDAT: the command that says how long the content is, CRLF included. The content follows as it is.
    private(set) var chunkCommand: [UInt8] = []

    /// Writes the commands, and for DATA the content, into their buffers; says why not where the message cannot be sent.
    mutating func prepare(
        _ transaction: SMTPTransaction,
        for capabilities: SMTPCapabilities,
        inChunk: Bool,
    ) -> (stage: SMTPStage, reply: SMTPReply)? {
        guard Self.isReversePath(transaction.sender) else {
            return (.mail, .local(501, "5.1.7 the sender is not an address"))
        }
        guard let recipient = transaction.recipient, Self.isPath(recipient.wire) else {
            return (.rcpt, .local(501, "5.1.3 the recipient is not an address"))
        }
        stuffedContent.removeAll(keepingCapacity: true)
        let isMadeOfLines =
            inChunk
            ? DotStuffing.isMadeOfLines(transaction.content)
            : DotStuffing.append(transaction.content, to: &stuffedContent)
        guard !transaction.content.isEmpty, isMadeOfLines else {
            return (.content, .local(554, "5.6.0 the content is not lines of at most 998 octets that end in CRLF"))
        }
        guard transaction.eightBit || transaction.content.withUnsafeBytes(ByteScan.isASCII) else {
            return (.content, .local(554, "5.6.0 the content has octets over 127 and does not say so"))
        }
        if transaction.eightBit, !capabilities.eightBitMIME {
            return (.content, .local(554, "5.6.3 the server does not take 8-bit content: send it in base64"))
        }
        if let limit = capabilities.maximumSize, transaction.content.count > limit {
            return (.content, .local(552, "5.3.4 the message is larger than the server takes"))
        }
        writeMail(transaction, announcesSize: capabilities.offersSize)
        writeRcpt(recipient)
        if inChunk { writeChunk(transaction.content.count) }
        return nil
    }

    private mutating func writeMail(_ transaction: SMTPTransaction, announcesSize: Bool) {
        mailCommand.removeAll(keepingCapacity: true)
        mailCommand.append(contentsOf: "MAIL FROM:<".utf8)
        mailCommand.append(contentsOf: transaction.sender.utf8)
        mailCommand.append(UInt8(ascii: ">"))
        if announcesSize {
            mailCommand.append(contentsOf: " SIZE=".utf8)
            DecimalNumber.append(transaction.content.count, to: &mailCommand)
        }
        if transaction.eightBit { mailCommand.append(contentsOf: " BODY=8BITMIME".utf8) }
        mailCommand.append(contentsOf: "\r\n".utf8)
    }

    private mutating func writeRcpt(_ recipient: EmailAddress) {
        rcptCommand.removeAll(keepingCapacity: true)
        rcptCommand.append(contentsOf: "RCPT TO:<".utf8)
        rcptCommand.append(contentsOf: recipient.wire.utf8)
        rcptCommand.append(contentsOf: ">\r\n".utf8)
    }

    private mutating func writeChunk(_ count: Int) {
        chunkCommand.removeAll(keepingCapacity: true)
        chunkCommand.append(contentsOf: "BDAT ".utf8)
        DecimalNumber.append(count, to: &chunkCommand)
        chunkCommand.append(contentsOf: " LAST\r\n".utf8)
    }

    private static func isReversePath(_ sender: String) -> Bool {
        sender.isEmpty || isPath(sender) && (try? EmailAddress(parsing: sender))?.wire == sender
    }

    /// The last look before the wire: nothing that ends a command or leaves ASCII, whoever made the value.
    private static func isPath(_ wire: String) -> Bool {
        var wire = wire
        return wire.utf8.count <= EmailAddress.maximumLength && !wire.isEmpty
            && wire.withUTF8 { bytes in
                // No `allSatisfy`: this is asked for every octet of every envelope.
                for byte in bytes where byte < 0x20 || byte >= 0x7F { return false }
                return true
            }
    }
}
