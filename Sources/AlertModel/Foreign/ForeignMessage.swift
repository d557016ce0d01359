// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import struct Foundation.Date

/// A CAP message of another sender, as far as it concerns the city: what the alert desk folds.
public struct ForeignMessage: Sendable, Hashable {
    /// CAP `msgType`, those that speak to the public.
    public enum Kind: String, Sendable, Hashable, Codable {
        case alert = "Alert"
        case update = "Update"
        case cancel = "Cancel"
    }

    /// One of `references`.
    public struct Reference: Sendable, Hashable {
        /// CAP `sender`.
        public var sender: String
        /// CAP `identifier`.
        public var identifier: String
        /// CAP `sent`.
        public var sent: Date

        /// An earlier message by its three names.
        public init(sender: String, identifier: String, sent: Date) {
            self.sender = sender
            self.identifier = identifier
            self.sent = sent
        }
    }

    /// CAP `sender`.
    public var sender: String
    /// CAP `identifier`.
    public var identifier: String
    /// CAP `sent`.
    public var sent: Date
    /// CAP `status`.
    public var status: AlertStatus
    /// CAP `msgType`.
    public var kind: Kind
    /// What it is about.
    public var references: [Reference]
    /// Where in the city it applies; empty where it does not concern the city.
    public var areas: [AreaCode]
    /// What it says; nil for a cancel.
    public var facts: ForeignAlertFacts?

    /// A message.
    public init(
        sender: String,
        identifier: String,
        sent: Date,
        status: AlertStatus,
        kind: Kind,
        references: [Reference],
        areas: [AreaCode],
        facts: ForeignAlertFacts?
    ) {
        self.sender = sender
        self.identifier = identifier
        self.sent = sent
        self.status = status
        self.kind = kind
        self.references = references
        self.areas = areas
        self.facts = facts
    }
}
