// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Registry

import struct Foundation.Date

/// What a fan-out asks of the store of slices: `DeliveryStore` has it in a database, the simulation in memory.
protocol SliceStore: Sendable {
    /// Frees what this owner held in a world before it died; another owner's leases run out by themselves.
    func freeLeases(of owner: String, world: String) throws

    /// Gives back a slice of which nothing was done, to be looked at again at a time.
    func giveBack(_ slice: LeasedSlice, until: Date) throws

    /// Leases the most urgent slices that are asked for and due; within a priority the releases take turns.
    func claim(_ request: SliceRequest, owner: String, until: Date, now: Date) throws -> DeliveryStore.Claim

    /// Writes many slices' progress in one durable transaction.
    ///
    /// - Returns: the slices whose lease was lost to another owner; what they report is not recorded (fencing).
    func record(_ records: [DeliveryStore.Record], now: Date) throws -> Set<Int64>

    /// Puts off the end of leases that are still worked on.
    ///
    /// - Returns: the slices whose lease was lost to another owner.
    func renew(_ slices: [(id: Int64, fence: Int64)], until: Date) throws -> Set<Int64>

    /// Which of these releases must not go on.
    func stopped(among releases: Set<Int64>) throws -> Set<Int64>

    /// The text of one language of a release, after the check that it is what was approved.
    func rendering(release: Int64, language: String) throws -> [UInt8]
}

/// Which slices a lane asks for.
struct SliceRequest: Sendable {
    /// live or drill.
    var world: String
    /// Whose slices.
    var lane: LaneFilter = .allBut([])
    /// Only these priorities.
    var priorities: ClosedRange<Priority> = .immediate ... .bulk
    /// Slices that this process works on: where a clock jumped or the disk was full, their leases look run out, and are
    /// renewed, not claimed again.
    var held: Set<Int64> = []
    /// How many at most.
    var limit: Int
}

/// What a fan-out asks of the registry: how recipients are reached, and who has left.
protocol ContactBook: Sendable {
    /// The contacts of those who are still subscribed; who left meanwhile is missing.
    func contacts(of members: [Subscriber.ID]) throws -> Contacts

    /// The same, with who no longer wants it and whose quiet hours count.
    func contacts(of members: [Subscriber.ID], heeding wishes: Wishes) throws -> Contacts

    /// Who has left at or after an instant.
    func departures(since instant: Date) throws -> Set<Subscriber.ID>
}

extension ContactBook {
    /// Of a book without wishes: everybody wants everything, at any hour.
    func contacts(of members: [Subscriber.ID], heeding wishes: Wishes) throws -> Contacts {
        try contacts(of: members)
    }
}

extension DeliveryStore: SliceStore {}
extension Registry: ContactBook {}
