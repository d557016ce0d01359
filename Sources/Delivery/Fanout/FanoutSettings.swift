// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// How a fan-out works.
public struct FanoutSettings: Sendable, Hashable {
    /// The queues, one for each group of mail domains.
    public var lanes: LaneTable
    /// Recipients that a lane keeps ready beyond what is on the wire: enough that no connection waits for the database.
    public var ahead: Int
    /// How long a slice is leased; another owner takes over what is not renewed.
    public var lease: Duration
    /// How often leases are renewed.
    public var renewal: Duration
    /// How often new work of other processes is looked for.
    public var poll: Duration
    /// The least time from one commit of results to the next: what a crash may repeat, against a commit a message.
    public var commitInterval: Duration
    /// How long an end waits for the answers to what is on the wire: a relay may stall, and a machine that goes down does not
    /// wait.
    public var farewell: Duration
    /// Who holds the leases: the same after a restart, so that they are freed at once.
    public var owner: String

    /// Settings of a fan-out with so many connections in one lane.
    public init(
        connections: Int,
        owner: String,
        lease: Duration = .seconds(10),
        poll: Duration = .milliseconds(250)
    ) {
        let lane = LaneSettings(name: "rest", connections: connections)
        self.init(lanes: LaneTable(rest: lane), owner: owner, lease: lease, poll: poll)
    }

    /// Settings of a fan-out.
    public init(
        lanes: LaneTable,
        owner: String,
        ahead: Int = 4000,
        lease: Duration = .seconds(10),
        renewal: Duration = .seconds(3),
        poll: Duration = .milliseconds(250),
        commitInterval: Duration = .milliseconds(3),
        farewell: Duration = .seconds(20)
    ) {
        self.lanes = lanes
        self.owner = owner
        self.ahead = ahead
        self.lease = lease
        self.renewal = renewal
        self.poll = poll
        self.commitInterval = commitInterval
        self.farewell = farewell
    }
}

extension Duration {
    /// In seconds.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }

    /// In whole milliseconds.
    var milliseconds: Int {
        Int(seconds * 1000)
    }
}
