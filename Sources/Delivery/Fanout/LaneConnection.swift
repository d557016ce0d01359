// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// One connection's view of its lane: what a transport takes parcels from and reports to.
public struct LaneConnection: Sendable {
    /// The relay to connect to, by the name that the lane has for it.
    public let relay: String
    /// What it carries.
    public let role: ConnectionRole
    let departure = Departure()
    private let outbox: Outbox

    init(_ outbox: Outbox, role: ConnectionRole, relay: String) {
        self.outbox = outbox
        self.role = role
        self.relay = relay
    }

    /// The lane's name.
    public var lane: String { outbox.lane.name }

    /// The next parcel, or nil where there is none now.
    public func take() -> Parcel? { outbox.take(role, departure: departure) }

    /// Takes the outcome of a parcel; exactly once for each.
    public func report(_ ticket: Parcel.Ticket, _ outcome: Outcome) { outbox.report(ticket, outcome, relay: relay) }

    /// The bytes of a rendering, as approved.
    public func content(of key: RenderingKey) throws -> [UInt8] { try outbox.content(of: key) }

    /// Waits until there may be something to take, or so long.
    public func waitForWork(milliseconds: Int) { outbox.waitForWork(role, milliseconds: milliseconds) }

    /// Whether the connection should take its leave: nothing more is handed out, or the lane has too many.
    public var isOver: Bool { outbox.isClosed || departure.isDue }
}
