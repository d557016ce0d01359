// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation

/// One mail as it came, with what was said on the envelope.
public struct ReceivedMail: Sendable {
    /// Counts the mails of one mailbox from 1.
    public let sequence: Int
    /// The reverse path; empty for `<>`.
    public let envelopeFrom: String
    /// The forward paths, as they were written.
    public let envelopeTo: [String]
    /// The content with its dots unstuffed; empty where the store keeps none.
    public let data: [UInt8]
    /// The octets that came, also where they are not kept.
    public let size: Int
    /// What the Message-ID header says, without angle brackets; empty without one.
    public let messageID: String
    /// When the end of the content came.
    public let receivedAt: Date
    /// The commands that this mail took, with RSET and those that were refused: three for a clean one.
    public let commandCount: Int

    init(
        sequence: Int,
        envelopeFrom: String,
        envelopeTo: [String],
        data: [UInt8],
        size: Int,
        messageID: String,
        receivedAt: Date,
        commandCount: Int,
    ) {
        self.sequence = sequence
        self.envelopeFrom = envelopeFrom
        self.envelopeTo = envelopeTo
        self.data = data
        self.size = size
        self.messageID = messageID
        self.receivedAt = receivedAt
        self.commandCount = commandCount
    }

    /// The same without its content, where only the record is to stay.
    var withoutContent: ReceivedMail {
        ReceivedMail(
            sequence: sequence,
            envelopeFrom: envelopeFrom,
            envelopeTo: envelopeTo,
            data: [],
            size: size,
            messageID: messageID,
            receivedAt: receivedAt,
            commandCount: commandCount,
        )
    }
}
