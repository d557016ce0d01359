// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Delivery
import Foundation
import Logging

/// Says every few seconds that a service is alive, in the database and in a file beside it, and judges by both at the
/// start whether what is open may go on.
struct SignOfLife: Sendable {
    private let store: DeliveryStore
    private let desk: AlertDesk
    private let clock: CityClock
    /// Kept out of the database, so that a copy that is put back is told by it.
    private let file: URL
    private let grace: Duration
    private let logger: Logger

    /// - Parameter file: the one beside the database.
    init(_ rooms: Rooms, file: URL, grace: Duration, logger: Logger) {
        store = rooms.store
        desk = rooms.desk
        clock = rooms.clock
        self.file = file
        self.grace = grace
        self.logger = logger
    }

    /// Holds back what is open where it must not go on by itself; before anything is sent.
    func begin(now: Date) throws {
        let life = try store.lastLife()
        let seen = lastSeen
        if let reason = Resumption.hindrance(life, seen: seen, now: now, grace: grace) {
            try hold(for: reason, now: now)
        }
        let isSame = seen?.token == life?.mark.token
        try beat(beyond: isSame ? seen?.beats ?? 0 : 0, now: now)
    }

    private func hold(for reason: Resumption.Reason, now: Date) throws {
        let limit = now.addingTimeInterval(-Double(grace.components.seconds))
        try store.pauseOpen(
            plannedBefore: reason.holdsFreshReleases ? nil : limit,
            and: try desk.unreleased(madeBy: reason.holdsFresh ? .distantFuture : limit),
            reason: reason.description,
            now: now
        )
        // With those that an earlier start held, should it have ended before it could say so.
        let held = try store.pausedAlerts().sorted()
        guard !held.isEmpty else { return }
        try desk.raise(
            .paused,
            about: "start",
            "\(reason): \(held.count) alert\(held.count == 1 ? " is" : "s are") held back; `shirase release paused` lists "
                + "what would be sent, `release resume` and `release drop` decide",
            now: now
        )
        logger.critical(
            "what was open is held back until people decide; see `shirase release paused`",
            metadata: ["reason": "\(reason)", "alerts": "\(held.joined(separator: " "))"]
        )
    }

    /// Works until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            do {
                try beat(now: clock.now)
            } catch {
                logger.error("no sign of life can be written", metadata: ["reason": "\(error)"])
            }
            try? await Task.sleep(for: .seconds(5))
        }
    }

    /// The database first: the file must never be ahead of it.
    private func beat(beyond seen: Int = 0, now: Date) throws {
        let token = String(UInt64.random(in: 0 ... .max), radix: 16)
        guard let mark = try store.beat(token: token, beyond: seen, now: now) else { return }
        try Data(try JSON.encode(mark)).write(to: file, options: .atomic)
    }

    /// Nil where there is no file, or none that can be read: then the time alone decides.
    private var lastSeen: Resumption.Mark? {
        FileManager.default.contents(atPath: file.path).flatMap {
            try? JSON.decode(Resumption.Mark.self, [UInt8]($0))
        }
    }
}
