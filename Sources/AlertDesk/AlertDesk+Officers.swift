// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Foundation
import Storage

extension AlertDesk {
    /// How many officers it takes to let an alert go.
    public static let officersNeeded = 2

    /// Lets an alert go that waits for officers; refused where it does not wait, or for fewer than two of them.
    public func confirm(_ id: Alert.ID, by officers: [String], now: Date) throws {
        let names = Set(officers.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }).sorted()
        guard names.count >= Self.officersNeeded else {
            throw AlertDeskError.tooFewOfficers(id.rawValue, named: names.count)
        }
        try database.write { session in
            guard let stored = try stored(id, in: session) else { throw AlertDeskError.unknownAlert(id.rawValue) }
            guard stored.hold != nil, stored.lifecycle.state == .inReview else {
                throw AlertDeskError.notWaiting(id.rawValue, state: stored.lifecycle.state.rawValue)
            }
            try session.execute(
                "UPDATE alerts SET hold = NULL, officers = $2 WHERE id = $1",
                [SQLValue(id.rawValue), SQLValue(try json(names))]
            )
            _ = try clear(.waiting, about: id.rawValue, now: now, in: session)
            try session.wake(Self.channel)
        }
    }

    /// Refuses an alert that waits for officers, or that expired while it did: nobody gets it, and its hazard's state forgets that it was told.
    public func refuse(_ id: Alert.ID, now: Date) throws {
        try database.write { session in
            guard let stored = try stored(id, in: session) else { throw AlertDeskError.unknownAlert(id.rawValue) }
            guard stored.hold != nil, stored.lifecycle.state == .inReview else {
                throw AlertDeskError.notWaiting(id.rawValue, state: stored.lifecycle.state.rawValue)
            }
            try reject(stored, now: now, in: session)
            if var state = try storedState(stored.alert.event, in: session) {
                state.retract(id)
                try store(state, of: stored.alert.event, now: now, in: session)
            }
        }
    }

    /// The alerts made by an instant that go out as soon as a service releases them; officers have no say in them.
    public func unreleased(madeBy instant: Date) throws -> [Alert.ID] {
        try database.read { session in
            try session.rows(
                """
                SELECT id FROM alerts WHERE state IN ('in_review', 'approved') AND hold IS NULL AND created_at <= $1
                ORDER BY priority, created_at, id
                """,
                [SQLValue(instant)]
            ).compactMap { Alert.ID(rawValue: try $0.text(0)) }
        }
    }

    /// Takes back an alert that nothing was sent of: nobody gets it, and its hazard's state forgets that it was told.
    public func takeBack(_ id: Alert.ID, now: Date) throws {
        try database.write { session in
            guard var stored = try stored(id, in: session) else { throw AlertDeskError.unknownAlert(id.rawValue) }
            guard [.inReview, .approved].contains(stored.lifecycle.state) else {
                throw Lifecycle.IllegalTransition(state: stored.lifecycle.state, action: .cancel)
            }
            try stored.lifecycle.perform(.cancel)
            try session.execute(
                "UPDATE alerts SET state = $2 WHERE id = $1",
                [SQLValue(id.rawValue), SQLValue(stored.lifecycle.state.rawValue)]
            )
            _ = try clear(.waiting, about: id.rawValue, now: now, in: session)
            if var state = try storedState(stored.alert.event, in: session) {
                state.retract(id)
                try store(state, of: stored.alert.event, now: now, in: session)
            }
        }
    }
}
