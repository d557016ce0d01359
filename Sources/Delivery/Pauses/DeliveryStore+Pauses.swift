// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Foundation
import Storage

/// What is held back until people decide (`Resumption`).
extension DeliveryStore {
    /// What a paused alert would send.
    public struct Paused: Sendable, Hashable, Codable {
        /// The alert.
        public var alert: String
        /// Why it is held.
        public var reason: String
        /// Since when.
        public var pausedAt: Date
        /// live or drill; nil where it is not released yet.
        public var world: String?
        /// How urgent; nil where it is not released yet.
        public var priority: Int?
        /// When it was planned; nil where it is not released yet.
        public var plannedAt: Date?
        /// When it expires; nil where it is not released yet.
        public var expiresAt: Date?
        /// How many have got it.
        public var sent = 0
        /// Who would get it, by language.
        public var openByLanguage: [String: Int] = [:]

        /// How many would get it.
        public var open: Int { openByLanguage.values.reduce(0, +) }
    }

    /// Holds back the releases that are under way, and alerts that are not released yet.
    ///
    /// - Parameters:
    ///   - before: only releases planned by then; nil for all.
    ///   - alerts: those that are not released yet.
    /// - Returns: what is held by this call.
    @discardableResult
    public func pauseOpen(
        plannedBefore before: Date?,
        and alerts: [Alert.ID],
        reason: String,
        now: Date
    ) throws -> [String] {
        try database.write { session in
            var held = try session.rows(
                """
                SELECT alert_id FROM releases WHERE state = 'sending' AND stop_reason IS NULL AND paused_at IS NULL
                    AND expires_at > $1 AND created_at <= $2
                ORDER BY id
                """,
                [SQLValue(now), SQLValue(before ?? .distantFuture)]
            ).map { try $0.text(0) }
            for alert in held {
                try session.execute(
                    "UPDATE releases SET paused_at = $1 WHERE alert_id = $2",
                    [SQLValue(now), SQLValue(alert)]
                )
            }
            for alert in alerts.map(\.rawValue) where !held.contains(alert) {
                let known = try session.firstRow("SELECT 1 FROM releases WHERE alert_id = $1", [SQLValue(alert)])
                if known == nil { held.append(alert) }
            }
            for alert in held {
                try session.execute(
                    "INSERT INTO pauses (alert_id, reason, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                    [SQLValue(alert), SQLValue(reason), SQLValue(now)]
                )
            }
            return held
        }
    }

    /// The alerts that are held back.
    public func pausedAlerts() throws -> Set<String> {
        try database.read { session in Set(try session.rows("SELECT alert_id FROM pauses").map { try $0.text(0) }) }
    }

    /// What is held back and would be sent, most urgent first; what is not released yet comes last.
    public func paused() throws -> [Paused] {
        try database.read { session in
            try session.rows(
                """
                SELECT p.alert_id, p.reason, p.at, r.id, r.world, r.priority, r.created_at, r.expires_at
                FROM pauses p LEFT JOIN releases r ON r.alert_id = p.alert_id
                ORDER BY CASE WHEN r.id IS NULL THEN 1 ELSE 0 END, r.priority, r.id, p.alert_id
                """
            ).map { row in
                var paused = Paused(alert: try row.text(0), reason: try row.text(1), pausedAt: try row.date(2))
                guard let release = try row.optionalInteger(3) else { return paused }
                paused.world = try row.text(4)
                paused.priority = try row.int(5)
                paused.plannedAt = try row.date(6)
                paused.expiresAt = try row.date(7)
                for sum in try session.rows(
                    """
                    SELECT language, SUM(sent), SUM(total - sent - failed - expired - suppressed - cancelled)
                    FROM slices WHERE release_id = $1 GROUP BY language
                    """,
                    [SQLValue(release)]
                ) {
                    paused.sent += try sum.int(1)
                    if try sum.int(2) > 0 { paused.openByLanguage[try sum.text(0)] = try sum.int(2) }
                }
                return paused
            }
        }
    }

    /// Lets an alert go on; false where it is not held.
    @discardableResult
    public func resume(_ alert: String) throws -> Bool {
        try database.write { session in try release(alert, in: session) }
    }

    /// Settles what is open of a held alert's release as cancelled; false where it is not held.
    ///
    /// What is not released yet is only let go of: it is the alert desk's to refuse.
    @discardableResult
    public func drop(_ alert: String, reason: String) throws -> Bool {
        try database.write { session in
            guard try release(alert, in: session) else { return false }
            try session.execute(
                "UPDATE releases SET stop_reason = $1 WHERE alert_id = $2 AND state = 'sending' AND stop_reason IS NULL",
                [SQLValue(reason), SQLValue(alert)]
            )
            return true
        }
    }

    /// Forgets pauses of releases that are over, since they expired or were replaced.
    ///
    /// - Returns: how many are still held.
    public func forgetOverPauses() throws -> Int {
        let rows = try database.read { session in
            try session.rows(
                """
                SELECT p.alert_id, CASE WHEN r.state = 'finished' OR r.stop_reason IS NOT NULL THEN 1 ELSE 0 END
                FROM pauses p LEFT JOIN releases r ON r.alert_id = p.alert_id
                """
            ).map { (try $0.text(0), try $0.int(1) == 1) }
        }
        let over = rows.filter(\.1).map(\.0)
        for alert in over { try resume(alert) }
        return rows.count - over.count
    }

    private func release(_ alert: String, in session: any SQLSession) throws -> Bool {
        guard try session.execute("DELETE FROM pauses WHERE alert_id = $1", [SQLValue(alert)]) > 0 else { return false }
        try session.execute("UPDATE releases SET paused_at = NULL WHERE alert_id = $1", [SQLValue(alert)])
        try session.wake(Self.channel)
        return true
    }
}
