// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel

public import struct Foundation.Date

/// An alert of the Common Alerting Protocol, OASIS CAP 1.2 section 3.2.1, with all of its elements.
public struct CAPMessage: Sendable, Hashable {
    /// CAP `msgType`.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case alert = "Alert"
        case update = "Update"
        case cancel = "Cancel"
        case acknowledgement = "Ack"
        case error = "Error"
    }

    /// CAP `scope`.
    public enum Scope: String, Sendable, Hashable, CaseIterable {
        case `public` = "Public"
        case restricted = "Restricted"
        case `private` = "Private"
    }

    /// One of `references`: an earlier message by its three names.
    public struct Reference: Sendable, Hashable {
        /// Its `sender`.
        public var sender: String
        /// Its `identifier`.
        public var identifier: String
        /// Its `sent`, as it is written.
        public var sent: String

        /// A reference.
        public init(sender: String, identifier: String, sent: String) {
            self.sender = sender
            self.identifier = identifier
            self.sent = sent
        }
    }

    /// CAP `identifier`.
    public var identifier: String
    /// CAP `sender`.
    public var sender: String
    /// CAP `sent`.
    public var sent: Date
    /// CAP `status`.
    public var status: AlertStatus
    /// CAP `msgType`.
    public var kind: Kind
    /// CAP `source`.
    public var source: String?
    /// CAP `scope`.
    public var scope: Scope
    /// CAP `restriction`: the rule of a restricted message.
    public var restriction: String?
    /// CAP `addresses`: who a private message is for.
    public var addresses: String?
    /// CAP `code`s.
    public var codes: [String]
    /// CAP `note`.
    public var note: String?
    /// CAP `references`.
    public var references: [Reference]
    /// CAP `incidents`.
    public var incidents: String?
    /// CAP `info` blocks, in order.
    public var infos: [CAPInfo]
    /// Whether it bears an XML signature. It is not verified: who signed says nothing here.
    public var isSigned: Bool

    /// A message; the rules of its elements are the writer's to check.
    public init(
        identifier: String,
        sender: String,
        sent: Date,
        status: AlertStatus,
        kind: Kind,
        source: String? = nil,
        scope: Scope = .public,
        restriction: String? = nil,
        addresses: String? = nil,
        codes: [String] = [],
        note: String? = nil,
        references: [Reference] = [],
        incidents: String? = nil,
        infos: [CAPInfo] = [],
        isSigned: Bool = false
    ) {
        self.identifier = identifier
        self.sender = sender
        self.sent = sent
        self.status = status
        self.kind = kind
        self.source = source
        self.scope = scope
        self.restriction = restriction
        self.addresses = addresses
        self.codes = codes
        self.note = note
        self.references = references
        self.incidents = incidents
        self.infos = infos
        self.isSigned = isSigned
    }
}
