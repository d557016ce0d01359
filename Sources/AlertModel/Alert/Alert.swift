// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import struct Foundation.Date

/// What is announced, free of any language: the facts of a CAP 1.2 alert (CAP 1.2 section 3.2).
public struct Alert: Sendable, Hashable, Codable, Identifiable {
    /// CAP `identifier`: unique for the sender, never reused, without spaces, commas or restricted characters.
    public struct ID: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
        /// The identifier.
        public let rawValue: String

        /// Takes an identifier; returns nil where it holds what CAP forbids (space, comma, `<`, `&`) or is empty.
        public init?(rawValue: String) {
            guard !rawValue.isEmpty, rawValue.utf8.count <= 120,
                rawValue.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !",<&".utf8.contains($0) })
            else { return nil }
            self.rawValue = rawValue
        }

        /// The identifier.
        public var description: String { rawValue }
    }

    /// CAP `identifier`.
    public var id: ID
    /// CAP `sender`: who answers for it, for instance `bousai@city.example.jp`.
    public var sender: String
    /// CAP `sent`.
    public var sent: Date
    /// CAP `status`: whether it is meant.
    public var status: AlertStatus
    /// CAP `msgType`.
    public var messageType: MessageType
    /// CAP `references`: the earlier alerts that this one updates or cancels, oldest first.
    public var references: [ID]
    /// What of the world it is about, the same through all alerts of one chain.
    public var event: EventKey
    /// The kind of event.
    public var hazard: Hazard
    /// What changed since the alert before it in the chain.
    public var change: Change
    /// CAP `urgency`.
    public var urgency: Urgency
    /// CAP `severity`.
    public var severity: Severity
    /// CAP `certainty`.
    public var certainty: Certainty
    /// CAP `onset`, where known.
    public var onset: Date?
    /// CAP `expires`: after this nothing of it is sent.
    public var expires: Date
    /// Where; an alert without an area concerns nobody.
    public var areas: [AreaCode]
    /// The measured and announced values.
    public var facts: Facts
    /// The greatest measure of the whole chain: who heard of level 4 hears of its end.
    public var peak: Measure
    /// How urgent its delivery is.
    public var priority: Priority
    /// Whose word it is.
    public var source: Source

    /// Puts an alert together; every field is required so that none is forgotten.
    public init(
        id: ID,
        sender: String,
        sent: Date,
        status: AlertStatus,
        messageType: MessageType,
        references: [ID],
        event: EventKey,
        hazard: Hazard,
        change: Change,
        urgency: Urgency,
        severity: Severity,
        certainty: Certainty,
        onset: Date?,
        expires: Date,
        areas: [AreaCode],
        facts: Facts,
        peak: Measure,
        priority: Priority,
        source: Source
    ) {
        self.id = id
        self.sender = sender
        self.sent = sent
        self.status = status
        self.messageType = messageType
        self.references = references
        self.event = event
        self.hazard = hazard
        self.change = change
        self.urgency = urgency
        self.severity = severity
        self.certainty = certainty
        self.onset = onset
        self.expires = expires
        self.areas = areas
        self.facts = facts
        self.peak = peak
        self.priority = priority
        self.source = source
    }

    /// The topic whose subscribers it concerns.
    public var topic: Topic { hazard.topic }
}
