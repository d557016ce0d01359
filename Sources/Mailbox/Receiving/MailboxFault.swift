// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Where in a session a mailbox may be made to misbehave.
public enum MailboxStage: String, Sendable, CaseIterable {
    /// The greeting of a new connection.
    case greeting
    /// EHLO or HELO.
    case ehlo
    /// MAIL FROM.
    case mail
    /// RCPT TO.
    case rcpt
    /// DATA.
    case data
    /// The end of the content.
    case content
    /// RSET.
    case reset
}

/// What a mailbox does instead of its duty, to test a sender against.
public enum MailboxFault: Hashable, Sendable {
    /// Says this instead, without CRLF, and does nothing: `550 5.1.1 no such user`.
    case reply(String)
    /// Says this instead and closes: `421 4.3.2 shutting down`.
    case replyAndClose(String)
    /// Closes without a word.
    case drop
    /// Does its duty, but closes before it says so.
    case acceptAndDrop
    /// Does its duty and says so after this time.
    case delay(milliseconds: Int)
}

/// The faults of a mailbox: asked at each stage with the envelope so far, nil for none.
///
/// At the stage `rcpt` the envelope's last recipient is the one in question.
public typealias MailboxFaults = @Sendable (MailboxStage, ReceivedEnvelope) -> MailboxFault?

/// Who a mail is from and for, as far as it was said.
public struct ReceivedEnvelope: Hashable, Sendable {
    /// The reverse path; empty for `<>`.
    public var from = ""
    /// The forward paths.
    public var to: [String] = []

    /// An envelope before MAIL.
    public init() {}
}
