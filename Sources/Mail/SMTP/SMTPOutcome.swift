// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// How far a session or a transaction had come.
public enum SMTPStage: String, Sendable, CaseIterable {
    /// Name, address and TCP connection.
    case connect
    /// The server's first reply.
    case greeting
    /// EHLO.
    case ehlo
    /// STARTTLS or TLS from the start.
    case tls
    /// AUTH.
    case auth
    /// MAIL FROM.
    case mail
    /// RCPT TO.
    case rcpt
    /// DATA, before the content.
    case data
    /// The reply after the content.
    case content
}

/// Why no reply decided about a message. No case holds an address.
public enum SMTPFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The server closed, or the network broke.
    case connectionLost
    /// The server closed the service (421) while it dealt with another message.
    case closedByServer(SMTPReply)
    /// No reply in time.
    case timedOut(SMTPStage)
    /// A reply that is none.
    case malformedReply(SMTPReplyError)
    /// A reply that does not fit what was asked.
    case unexpectedReply(SMTPReply)

    /// What happened, with the server's words where it had some.
    public var description: String {
        switch self {
        case .closedByServer(let reply), .unexpectedReply(let reply): "\(summary): \(reply)"
        case .connectionLost, .timedOut, .malformedReply: summary
        }
    }

    /// What happened, in our words alone.
    var summary: String {
        switch self {
        case .connectionLost: "the connection was lost"
        case .closedByServer: "the server closed the connection"
        case .timedOut(let stage): "no reply in time at \(stage.rawValue)"
        case .malformedReply(let error): "\(error)"
        case .unexpectedReply: "the reply does not fit the command"
        }
    }
}

/// What became of one message.
public enum SMTPOutcome: Hashable, Sendable {
    /// The server has it.
    case accepted(SMTPReply)
    /// Refused for good at this stage. What is meant depends on the stage: see the reply.
    case permanent(SMTPStage, SMTPReply)
    /// Refused for now at this stage.
    case transient(SMTPStage, SMTPReply)
    /// The server cannot have it: it is safe to send again.
    case notSent(SMTPFailure)
    /// The content was handed over whole and no reply came: the server may have it.
    case unknown(SMTPFailure)
}
