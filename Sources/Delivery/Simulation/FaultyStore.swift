// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// One instance's way to the store, with what goes wrong on it; tells the referee what was claimed and recorded.
///
/// `@unchecked Sendable`: a simulation runs on one thread.
final class FaultyStore: SliceStore, @unchecked Sendable {
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    /// Until when writes fail.
    var fullUntil = Duration.zero
    /// Until when nothing works.
    var awayUntil = Duration.zero
    /// Whether the next commit succeeds without a word.
    var losesNextCommit = false

    private let instance: Int
    private let store: any SimulationStore
    private let timeline: Timeline
    private let referee: Referee

    init(instance: Int, store: any SimulationStore, timeline: Timeline, referee: Referee) {
        self.instance = instance
        self.store = store
        self.timeline = timeline
        self.referee = referee
    }

    private func reading() throws {
        if timeline.now < awayUntil { throw Fault(description: "the database is away") }
    }

    private func writing<Value>(_ write: () throws -> Value) throws -> Value {
        try reading()
        if timeline.now < fullUntil { throw Fault(description: "the disk is full") }
        let value = try write()
        if losesNextCommit {
            losesNextCommit = false
            throw Fault(description: "the connection was lost at the commit")
        }
        return value
    }

    func freeLeases(of owner: String, world: String) throws {
        try writing {
            try store.freeLeases(of: owner, world: world)
            referee.freed(instance, world: world)
        }
    }

    func giveBack(_ slice: LeasedSlice, until: Date) throws {
        try writing {
            try store.giveBack(slice, until: until)
            referee.gaveBack(slice.id)
        }
    }

    /// Whether the service may go on with what it finds open, and a first beat.
    ///
    /// - Parameter seen: the last beat that this machine knows of.
    /// - Returns: the beat.
    func begin(seen: Resumption.Mark?, now: Date, grace: Duration) throws -> Resumption.Mark? {
        try reading()
        let life = try store.lastLife()
        if let reason = Resumption.hindrance(life, seen: seen, now: now, grace: grace) {
            try writing {
                let held = try store.pauseOpen(
                    plannedBefore: reason.holdsFreshReleases ? nil : now.addingTimeInterval(-grace.seconds),
                    and: [],
                    reason: reason.description,
                    now: now
                )
                referee.held(held)
            }
        }
        return try beat(seen: seen, now: now)
    }

    /// Says that the service is alive.
    func beat(seen: Resumption.Mark?, now: Date) throws -> Resumption.Mark? {
        try writing {
            let mark = try store.beat(token: "city", beyond: seen?.beats ?? 0, now: now)
            referee.beat()
            return mark
        }
    }

    func claim(_ request: SliceRequest, owner: String, until: Date, now: Date) throws -> DeliveryStore.Claim {
        try writing {
            let claim = try store.claim(request, owner: owner, until: until, now: now)
            referee.claimed(instance, claim.slices, now: now)
            return claim
        }
    }

    func record(_ records: [DeliveryStore.Record], now: Date) throws -> Set<Int64> {
        try writing {
            let lost = try store.record(records, now: now)
            referee.recorded(instance, records.filter { !lost.contains($0.id) }, now: now)
            return lost
        }
    }

    func renew(_ slices: [(id: Int64, fence: Int64)], until: Date) throws -> Set<Int64> {
        try writing { try store.renew(slices, until: until) }
    }

    func stopped(among releases: Set<Int64>) throws -> Set<Int64> {
        try reading()
        return try store.stopped(among: releases)
    }

    func rendering(release: Int64, language: String) throws -> [UInt8] {
        try reading()
        return try store.rendering(release: release, language: language)
    }
}
