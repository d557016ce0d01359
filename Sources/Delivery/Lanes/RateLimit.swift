// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// How many messages a destination takes in a time.
public struct RateLimit: Sendable, Hashable {
    /// The most messages in any stretch of that length.
    public var messages: Int
    /// The length.
    public var period: Duration

    /// A limit of at least one message.
    public init(messages: Int, per period: Duration) {
        precondition(messages > 0 && period > .zero, "a limit lets something through")
        self.messages = messages
        self.period = period
    }
}
