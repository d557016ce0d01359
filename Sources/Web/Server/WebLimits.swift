// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import HummingbirdCore
import NIOCore

/// What one client may ask of the server at most.
enum WebLimits {
    /// What is handed in by somebody known, decompressed: a digest of all warnings in force has five million octets.
    static func intakeOctets(_ form: IntakeForm) -> Int {
        switch form {
        case .telegram: 8 << 20
        case .alert, .observations: 1 << 20
        }
    }
    /// What is read before its signature can be looked at; larger telegrams are compressed.
    static let signedOctets = 1 << 20
    /// The form of an unsubscription, 26 octets of which say something.
    static let formOctets = 64 << 10
    /// What is read and thrown away after an early refusal, so that the client sees the refusal and not a reset.
    static let drainedOctets = 12 << 20
    /// A connection on which nothing is read for so long is closed.
    static let idleTime = TimeAmount.seconds(30)
    /// Open at once; further ones wait in the backlog.
    static let connections = 1_024

    static let headers = HTTP1Channel.Configuration.DecoderConfiguration(
        maxHeaderFieldSize: 8 << 10,
        maxHeaderListSize: 16 << 10,
        maxHeaderFieldCount: 64
    )
}
