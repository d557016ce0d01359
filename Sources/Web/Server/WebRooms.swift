// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What the pages may ask of the rest of the house; what is nil is not mounted and answers 404.
public struct WebRooms: Sendable {
    /// `POST /intake/jma`, `/intake/cap` and `/intake/observations`.
    public var intake: IntakeEndpoint?
    /// `GET` and `POST /u/{token}`.
    public var unsubscribe: UnsubscribeEndpoint?
    /// `GET /` and below `/mailbox`; for the demo only, since it shows every mail to everybody.
    public var mailbox: MailboxPages?
    /// The JSON of `GET /status.json`; what it throws is logged and answered with 500.
    public var status: (@Sendable () throws -> [UInt8])?

    /// Rooms of which each may be absent.
    public init(
        intake: IntakeEndpoint? = nil,
        unsubscribe: UnsubscribeEndpoint? = nil,
        mailbox: MailboxPages? = nil,
        status: (@Sendable () throws -> [UInt8])? = nil
    ) {
        self.intake = intake
        self.unsubscribe = unsubscribe
        self.mailbox = mailbox
        self.status = status
    }
}
