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
        let names = try names(of: officers, for: id)
        try database.write { session in
            guard let stored = try stored(id, in: session) else { throw AlertDeskError.unknownAlert(id.rawValue) }
            guard stored.hold != nil, stored.lifecycle.state == .inReview else { throw notWaiting(stored) }
            try session.execute(
                "UPDATE alerts SET hold = NULL, officers = $2 WHERE id = $1",
                [SQLValue(id.rawValue), SQLValue(try json(names))]
            )
            _ = try clear(.waiting, about: id.rawValue, now: now, in: session)
            _ = try clear(.schedule, about: id.rawValue, now: now, in: session)
            try session.wake(Self.channel)
        }
    }

    /// The different names among those given; refused where there are too few of them.
    func names(of officers: [String], for id: Alert.ID) throws -> [String] {
        let names = Set(officers.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }).sorted()
        guard names.count >= Self.officersNeeded else {
            throw AlertDeskError.tooFewOfficers(id.rawValue, named: names.count)
        }
        return names
    }

    /// What is said of an alert that does not wait for officers.
    func notWaiting(_ stored: StoredAlert) -> AlertDeskError {
        let id = stored.alert.id.rawValue
        if stored.lifecycle.state == .approved, let schedule = stored.schedule {
            return .waitsForItsTime(id, at: Schedule.text(of: schedule.at))
        }
        return .notWaiting(id, state: stored.lifecycle.state.rawValue)
    }

    /// Refuses an alert that waits for officers, or that expired while it did: nobody gets it, and its hazard's state forgets that it was told.
    public func refuse(_ id: Alert.ID, now: Date) throws {
        try database.write { session in
            guard let stored = try stored(id, in: session) else { throw AlertDeskError.unknownAlert(id.rawValue) }
            guard stored.hold != nil, stored.lifecycle.state == .inReview else { throw notWaiting(stored) }
            try reject(stored, now: now, in: session)
            // That a time was missed is still to be looked at where nobody decided before it was too late.
            if stored.alert.expires > now { _ = try clear(.schedule, about: id.rawValue, now: now, in: session) }
            if var state = try storedState(stored.alert.event, in: session) {
                state.retract(id)
                try store(state, of: stored.alert.event, now: now, in: session)
            }
        }
    }

    /// The alerts made by an instant that go out as soon as a service releases them; officers have no say in them. What is
    /// approved for a time is judged at that time.
    public func unreleased(madeBy instant: Date) throws -> [Alert.ID] {
        try database.read { session in
            try session.rows(
                """
                SELECT id FROM alerts WHERE state IN ('in_review', 'approved') AND hold IS NULL AND created_at <= $1
                    AND NOT EXISTS (SELECT 1 FROM schedules WHERE alert_id = id)
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
