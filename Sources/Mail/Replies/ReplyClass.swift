// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What a refusal means, so that lists are cleaned of dead addresses and of nothing else.
///
/// A closed list: what a relay says falls in exactly one. The raw values are what a store keeps.
public enum ReplyClass: String, Sendable, Codable, CaseIterable {
    /// There is no such mailbox (any more). The only class that counts towards suppression.
    case unknownUser = "unknown-user"
    /// The mailbox is full.
    case mailboxFull = "mailbox-full"
    /// The resident's own settings, or a rule of their organisation, do not let it in; or the mailbox is suspended.
    case filtered
    /// Too much at a time: slow down.
    case rateLimited = "rate-limited"
    /// The sender or its network is blocked.
    case blocked
    /// What must be true of a sender is not: SPF, DKIM, DMARC, PTR, TLS, an existing domain.
    case badSender = "bad-sender"
    /// The text, a header or the form of the mail is refused.
    case contentRefused = "content-refused"
    /// The mail is larger than is taken.
    case tooLarge = "too-large"
    /// No mail can go to an address like this: its syntax, or a domain that does not exist or takes no mail.
    case badAddress = "bad-address"
    /// The server does not take mail from us for this domain.
    case relayDenied = "relay-denied"
    /// Trouble at the other side, of the kind that passes.
    case serviceDown = "service-down"
    /// The reply says no more than no.
    case unknown
}
