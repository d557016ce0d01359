// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The queue of one group of mail domains: what is due to them waits for nobody else's.
public struct LaneSettings: Sendable, Hashable {
    /// A relay that a lane may use, and how much of it.
    public struct RelayShare: Sendable, Hashable {
        /// Its name, for the transport.
        public var relay: String
        /// Of all connections as many as its weight among the weights; 0 only where no other can be reached.
        public var weight: Int

        /// A share.
        public init(relay: String, weight: Int = 1) {
            self.relay = relay
            self.weight = weight
        }
    }

    /// The name, in tables and pages.
    public var name: String
    /// Mail domains whose mail goes here, with all below them; none for the lane of the rest.
    public var domains: [String]
    /// Where it goes; one that cannot be reached is passed over.
    public var relays: [RelayShare]
    /// Connections at once, those kept for confirmations not counted.
    public var connections: Int
    /// Connections that carry nothing but confirmations (`account`), so that nothing else can fill them.
    public var accountConnections: Int
    /// The most messages, over all of its connections.
    public var rates: [RateLimit]
    /// When recipients still open are tried again.
    public var retry: RetrySchedule
    /// How long a relay that does not answer is left alone.
    public var recovery: RetrySchedule

    /// A lane.
    public init(
        name: String,
        domains: [String] = [],
        relays: [RelayShare] = [RelayShare(relay: "main")],
        connections: Int,
        accountConnections: Int = 1,
        rates: [RateLimit] = [],
        retry: RetrySchedule = RetrySchedule(),
        recovery: RetrySchedule = RetrySchedule(first: .milliseconds(500), longest: .seconds(30))
    ) {
        self.name = name
        self.domains = domains
        self.relays = relays
        self.connections = connections
        self.accountConnections = accountConnections
        self.rates = rates
        self.retry = retry
        self.recovery = recovery
    }
}
