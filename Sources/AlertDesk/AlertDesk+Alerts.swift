// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Foundation
public import Storage

extension AlertDesk {
    /// The alerts in some states, most urgent first, then in the order in which they were made.
    public func alerts(in states: [Lifecycle.State]) throws -> [StoredAlert] {
        try database.read { session in
            try session.rows(
                """
                SELECT body, state, approval, rule, hold, officers, release_at, audience, content_hash, fired_at
                FROM alerts LEFT JOIN schedules ON alert_id = id
                WHERE state IN (\(session.placeholders(states.count)))
                ORDER BY priority, created_at, id
                """,
                states.map { SQLValue($0.rawValue) }
            ).map(stored)
        }
    }

    /// An alert by its identifier; nil where there is none.
    public func alert(_ id: Alert.ID) throws -> StoredAlert? {
        try database.read { session in try stored(id, in: session) }
    }

    /// The latest alerts, newest first.
    public func latest(_ count: Int) throws -> [StoredAlert] {
        try database.read { session in
            try session.rows(
                """
                SELECT body, state, approval, rule, hold, officers, release_at, audience, content_hash, fired_at
                FROM alerts LEFT JOIN schedules ON alert_id = id ORDER BY created_at DESC, id DESC LIMIT $1
                """,
                [SQLValue(count)]
            ).map(stored)
        }
    }

    /// Moves an alert along its life; an illegal move is refused and changes nothing.
    @discardableResult
    public func perform(_ action: Lifecycle.Action, on id: Alert.ID) throws -> Lifecycle.State {
        try database.write { session in try perform(action, on: id, approval: nil, in: session) }
    }

    /// Approves an alert for exactly the content that the approval names.
    public func approve(_ id: Alert.ID, _ approval: Approval) throws {
        try database.write { session in _ = try perform(.approve, on: id, approval: approval, in: session) }
    }

    /// Replaces the approval of an alert that is approved and not yet on its way; refused in any other state.
    public func renew(_ id: Alert.ID, _ approval: Approval) throws {
        try database.write { session in
            guard let stored = try stored(id, in: session) else { throw AlertDeskError.unknownAlert(id.rawValue) }
            guard stored.lifecycle.state == .approved else {
                throw Lifecycle.IllegalTransition(state: stored.lifecycle.state, action: .approve)
            }
            try session.execute(
                "UPDATE alerts SET approval = $1 WHERE id = $2",
                [SQLValue(try json(approval)), SQLValue(id.rawValue)]
            )
        }
    }

    /// Whether an alert is approved for exactly this content, and not on its way yet.
    ///
    /// - Parameter session: of whoever plans its release: between the answer and the plan nobody takes anything back.
    public func isApproved(_ id: Alert.ID, for contentHash: String, in session: any SQLSession) throws -> Bool {
        guard let stored = try stored(id, in: session) else { return false }
        return stored.lifecycle.state == .approved && stored.approval?.contentHash == contentHash
    }

    /// The last telegrams, newest first: what came, when, and what became of it.
    public func latestTelegrams(_ count: Int) throws -> [(bulletin: String, receivedAt: Date, disposition: String)] {
        try database.read { session in
            try session.rows(
                """
                SELECT bulletin, received_at, disposition FROM telegrams
                ORDER BY received_at DESC, reported_at DESC LIMIT $1
                """,
                [SQLValue(count)]
            ).map { (try $0.text(0), try $0.date(1), try $0.text(2)) }
        }
    }

    private func perform(
        _ action: Lifecycle.Action,
        on id: Alert.ID,
        approval: Approval?,
        in session: any SQLSession
    ) throws -> Lifecycle.State {
        guard var stored = try stored(id, in: session) else { throw AlertDeskError.unknownAlert(id.rawValue) }
        try stored.lifecycle.perform(action)
        try session.execute(
            "UPDATE alerts SET state = $1, approval = COALESCE($2, approval) WHERE id = $3",
            [
                SQLValue(stored.lifecycle.state.rawValue), SQLValue(try approval.map(json)), SQLValue(id.rawValue),
            ]
        )
        if stored.hold != nil, stored.lifecycle.state != .inReview {
            _ = try clear(.waiting, about: id.rawValue, now: Date(), in: session)
        }
        return stored.lifecycle.state
    }

    func stored(_ id: Alert.ID, in session: any SQLSession) throws -> StoredAlert? {
        try session.firstRow(
            """
            SELECT body, state, approval, rule, hold, officers, release_at, audience, content_hash, fired_at
            FROM alerts LEFT JOIN schedules ON alert_id = id WHERE id = $1
            """,
            [SQLValue(id.rawValue)]
        )
        .map(stored)
    }

    private func stored(_ row: SQLRow) throws -> StoredAlert {
        let name = try row.text(1)
        guard let state = Lifecycle.State(rawValue: name) else {
            throw StorageError(code: .unexpectedValue, message: "'\(name)' is no state of an alert", statement: nil)
        }
        return StoredAlert(
            alert: try decode(Alert.self, try row.text(0)),
            lifecycle: Lifecycle(restored: state),
            approval: try row.optionalText(2).map { try decode(Approval.self, $0) },
            rule: try row.optionalText(3),
            hold: try row.optionalText(4),
            officers: try row.optionalText(5).map { try decode([String].self, $0) } ?? [],
            schedule: try row.optionalDate(6).map { at in
                Schedule(
                    at: at,
                    audience: try row.int(7),
                    contentHash: try row.text(8),
                    firedAt: try row.optionalDate(9)
                )
            }
        )
    }

    private func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
