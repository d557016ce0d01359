// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import struct Foundation.Date

/// An alert of another sender as it came by CAP: kept in the sender's words, which no phrase book stands behind.
public struct ForeignAlertFacts: Sendable, Hashable, Codable {
    /// One CAP `info` block.
    public struct Info: Sendable, Hashable, Codable {
        /// CAP `language`, an RFC 3066 tag; `en-US` where the block has none.
        public var language: String
        /// CAP `event`.
        public var event: String
        /// CAP `headline`.
        public var headline: String?
        /// CAP `description`.
        public var description: String?
        /// CAP `instruction`.
        public var instruction: String?
        /// CAP `senderName`.
        public var senderName: String?
        /// CAP `areaDesc` of each area.
        public var areas: [String]

        /// An info block.
        public init(
            language: String,
            event: String,
            headline: String?,
            description: String?,
            instruction: String?,
            senderName: String?,
            areas: [String]
        ) {
            self.language = language
            self.event = event
            self.headline = headline
            self.description = description
            self.instruction = instruction
            self.senderName = senderName
            self.areas = areas
        }
    }

    /// CAP `sender`.
    public var sender: String
    /// CAP `identifier`.
    public var identifier: String
    /// CAP `sent`.
    public var sent: Date
    /// CAP `urgency` of the first block.
    public var urgency: Urgency
    /// CAP `severity` of the first block.
    public var severity: Severity
    /// CAP `certainty` of the first block.
    public var certainty: Certainty
    /// CAP `expires` of the first block.
    public var expires: Date?
    /// The blocks, in the order of the document.
    public var infos: [Info]
    /// Whether it says that what it told of is over (`responseType` AllClear).
    public var isOver: Bool

    /// A foreign alert.
    public init(
        sender: String,
        identifier: String,
        sent: Date,
        urgency: Urgency,
        severity: Severity,
        certainty: Certainty,
        expires: Date?,
        infos: [Info],
        isOver: Bool
    ) {
        self.sender = sender
        self.identifier = identifier
        self.sent = sent
        self.urgency = urgency
        self.severity = severity
        self.certainty = certainty
        self.expires = expires
        self.infos = infos
        self.isOver = isOver
    }
}
