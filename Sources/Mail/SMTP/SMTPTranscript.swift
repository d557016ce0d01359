// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What the server said while libcurl opened the session, line by line as it came.
///
/// libcurl tells neither the capabilities nor the stage at which it failed; both are read from these replies.
final class SMTPTranscript {
    private(set) var replies: [SMTPReply] = []
    private var parser = SMTPReplyParser()
    private var isBroken = false

    /// A greeting, two EHLOs, STARTTLS and the steps of AUTH: more than that is not a session.
    private static let maximumReplies = 32

    /// Takes one line; false if the server is to be given up.
    func take(_ line: UnsafeRawBufferPointer) -> Bool {
        guard !isBroken else { return false }
        parser.append(line)
        do throws(SMTPReplyError) {
            while let reply = try parser.next() { replies.append(reply) }
        } catch {
            isBroken = true
        }
        if replies.count > Self.maximumReplies { isBroken = true }
        return !isBroken
    }

    /// What the last EHLO offered: after STARTTLS that is the one inside TLS, as RFC 3207 section 4.2 wants.
    var capabilities: SMTPCapabilities {
        replies.last { $0.code == 250 }.map { SMTPCapabilities(ehlo: $0) } ?? SMTPCapabilities()
    }

    /// The last reply, if it was against us.
    var refusal: SMTPReply? {
        replies.last.flatMap { $0.isTransient || $0.isPermanent ? $0 : nil }
    }

    /// The stage whose reply was awaited or refused when libcurl gave up.
    func stage(hasConnected: Bool) -> SMTPStage {
        guard let greeting = replies.first else { return hasConnected ? .greeting : .connect }
        guard greeting.isPositive else { return .greeting }
        guard replies.contains(where: { $0.code == 250 }) else { return .ehlo }
        return replies.last { $0.code == 250 } == replies.last ? .ehlo : .auth
    }
}
