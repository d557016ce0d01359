// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// One message for one recipient, as a source hands it to a session.
///
/// A session gives the same value to its source again and again; `content` keeps its capacity.
public struct SMTPTransaction: Sendable {
    /// What the source knows the message by; it comes back with the outcome.
    public var tag: UInt64 = 0
    /// The reverse path without angle brackets; empty for none.
    public var sender = ""
    /// Who it is for; a transaction without one is refused.
    public var recipient: EmailAddress?
    /// The message: lines that end in CRLF, dots not stuffed.
    public var content: [UInt8] = []
    /// Whether the content has octets over 127, so that it needs a server with 8BITMIME.
    public var eightBit = false
    /// Whether this server takes such content; set by the session for the source to choose by.
    public internal(set) var offersEightBit = false

    /// An empty transaction.
    public init() {}

    mutating func clear() {
        tag = 0
        recipient = nil
        content.removeAll(keepingCapacity: true)
        eightBit = false
    }
}

/// What a source has for a session.
public enum NextTransaction: Sendable {
    /// The transaction has been filled in.
    case ready
    /// Nothing now.
    case idle
    /// Nothing more on this connection.
    case finished
}

/// Where a session takes its messages from, and whom it tells what became of them.
///
/// All calls come from the thread that runs the session, one at a time.
public protocol MessageSource: AnyObject, Sendable {
    /// Fills in the next message, when the pipeline has room for one.
    ///
    /// It is asked before each message, so a cancel or a more urgent message takes effect at the next one.
    func next(into transaction: inout SMTPTransaction) -> NextTransaction

    /// Tells what became of a message: exactly once for each that was `.ready`.
    func completed(_ tag: UInt64, _ outcome: SMTPOutcome)

    /// Returns when there may be something to send, or after that time.
    ///
    /// Called only while nothing is in flight and the last answer was `.idle`.
    func waitForWork(milliseconds: Int)
}
