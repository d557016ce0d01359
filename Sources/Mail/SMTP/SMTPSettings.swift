// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// How to reach a mail server, and how long to bear with it.
public struct SMTPSettings: Sendable {
    /// How the session is protected.
    public enum Security: String, Sendable, CaseIterable {
        /// Not at all; for a relay on the same machine.
        case none
        /// STARTTLS (RFC 3207), and no session without it.
        case startTLS
        /// TLS from the first octet (RFC 8314).
        case implicitTLS
    }

    /// How long a reply is waited for, by what was asked; the defaults are those of RFC 5321 section 4.5.3.2.
    public struct ReplyTimeouts: Hashable, Sendable {
        /// MAIL and RSET.
        public var mail: Duration
        /// RCPT.
        public var rcpt: Duration
        /// DATA.
        public var data: Duration
        /// The reply after the content.
        public var content: Duration

        /// The times of RFC 5321, or others.
        public init(
            mail: Duration = .seconds(300),
            rcpt: Duration = .seconds(300),
            data: Duration = .seconds(120),
            content: Duration = .seconds(600),
        ) {
            self.mail = mail
            self.rcpt = rcpt
            self.data = data
            self.content = content
        }

        /// One time for every reply.
        public init(all time: Duration) {
            self.init(mail: time, rcpt: time, data: time, content: time)
        }

        func limit(at stage: SMTPStage) -> Duration {
            switch stage {
            case .rcpt: rcpt
            case .data: data
            case .content: content
            case .connect, .greeting, .ehlo, .tls, .auth, .mail: mail
            }
        }
    }

    /// A host name or an IP address, without brackets.
    public var host: String
    /// The TCP port.
    public var port: Int
    /// How the session is protected.
    public var security: Security
    /// A PEM file of the authorities to trust instead of the system's; nil for the system's.
    public var certificateAuthorityFile: String?
    /// The user to authenticate as; nil for no AUTH.
    public var username: String?
    /// The password; never sent without TLS, but to this machine.
    public var password: String?
    /// What this client calls itself in EHLO.
    public var heloName: String
    /// How long connecting may take, with TLS, EHLO and AUTH.
    public var connectTimeout: Duration
    /// How long each reply may take.
    public var replyTimeouts: ReplyTimeouts
    /// How many messages go over one connection before it is left by QUIT; nil for no limit. Some servers refuse more.
    public var messagesPerConnection: Int?
    /// How many messages may be on their way without a reply, 1 to 64, where the server offers CHUNKING and PIPELINING.
    public var window: Int

    /// Takes the settings as they are; `faults` tells what is wrong with them.
    public init(
        host: String,
        port: Int,
        security: Security,
        certificateAuthorityFile: String? = nil,
        username: String? = nil,
        password: String? = nil,
        heloName: String,
        connectTimeout: Duration = .seconds(30),
        replyTimeouts: ReplyTimeouts = ReplyTimeouts(),
        messagesPerConnection: Int? = nil,
        window: Int = 8,
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.certificateAuthorityFile = certificateAuthorityFile
        self.username = username
        self.password = password
        self.heloName = heloName
        self.connectTimeout = connectTimeout
        self.replyTimeouts = replyTimeouts
        self.messagesPerConnection = messagesPerConnection
        self.window = window
    }
}

extension SMTPSettings {
    /// All that is wrong with the settings, each as a sentence for the operator; empty if they can be used.
    public var faults: [String] {
        var faults: [String] = []
        if !isHost(host) { faults.append("the mail server's host is neither a host name nor an IP address") }
        if !(1...65_535).contains(port) { faults.append("the mail server's port \(port) is not from 1 to 65535") }
        if !DomainName.isHostName(heloName) { faults.append("the name for EHLO is not a host name") }
        if (username == nil) != (password == nil) { faults.append("user and password are only of use together") }
        if username?.utf8.contains(where: isControl) == true || password?.utf8.contains(where: isControl) == true {
            faults.append("user or password holds a control character")
        }
        if username != nil, security == .none, !isLoopback {
            faults.append("a password would cross the network without TLS: choose startTLS or implicitTLS")
        }
        if connectTimeout <= .zero || replyTimeouts.shortest <= .zero { faults.append("a time limit is not positive") }
        if let messagesPerConnection, messagesPerConnection < 1 {
            faults.append("messages per connection is less than 1")
        }
        if !(1...64).contains(window) { faults.append("the window of \(window) messages is not from 1 to 64") }
        return faults
    }

    private var isLoopback: Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    private func isHost(_ text: String) -> Bool {
        DomainName.isHostName(text)
            || (text.contains(":") && text.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." })
    }

    private func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }
}

extension SMTPSettings.ReplyTimeouts {
    fileprivate var shortest: Duration { min(mail, rcpt, data, content) }
}

extension SMTPSettings: CustomStringConvertible, CustomReflectable {
    /// Host, port and protection; never the password.
    public var description: String { "\(host):\(port) (\(security.rawValue))" }
    /// The same, so that `dump` does not tell the password.
    public var customMirror: Mirror { Mirror(self, children: ["server": description]) }
}
