// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Why a session could not be opened, or ended before its time.
public struct SMTPSessionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// How far it had come.
    public let stage: SMTPStage
    /// What the server said last, if it said something against us.
    public let reply: SMTPReply?
    /// What happened, without addresses or passwords.
    public let message: String

    init(stage: SMTPStage, reply: SMTPReply?, message: String) {
        self.stage = stage
        self.reply = reply
        self.message = message
    }

    /// Stage, message and reply in one line.
    public var description: String {
        let said = reply.map { "; the server said: \($0)" } ?? ""
        return "mail session failed at \(stage.rawValue): \(message)\(said)"
    }
}
