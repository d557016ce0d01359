// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Registry
import Storage

extension DeliveryStore {
    /// Who got the release of one of these alerts, as far as is recorded.
    public func reached(by alerts: [Alert.ID]) throws -> Set<Subscriber.ID> {
        try database.read { session in try reached(by: alerts, in: session) }
    }

    func reached(by alerts: [Alert.ID], in session: any SQLSession) throws -> Set<Subscriber.ID> {
        try reached(by: alerts, countingUncertain: false, in: session)
    }

    /// Who got the release of one of these alerts, or may have got it: those on the wire, those whose answer was lost, and
    /// those of a slice whose owner died with it and who are not known to have got it otherwise.
    ///
    /// What a cancel has to reach: rather one too many than one who goes on believing.
    public func mayHaveReached(by alerts: [Alert.ID]) throws -> Set<Subscriber.ID> {
        try database.read { session in try reached(by: alerts, countingUncertain: true, in: session) }
    }

    private func reached(
        by alerts: [Alert.ID],
        countingUncertain: Bool,
        in session: any SQLSession
    ) throws -> Set<Subscriber.ID> {
        var found: Set<Subscriber.ID> = []
        // As whoever took over from a dead owner has settled what it could no longer send.
        let unsent = Set([FinalState.cancelled, .expired].map(\.rawValue))
        for alert in alerts {
            // What is settled and has no row of its own was plainly sent.
            var others: [Subscriber.ID: (state: String, isUncertain: Bool)] = [:]
            for row in try session.rows(
                """
                SELECT o.subscriber_id, o.state, o.uncertain FROM outcomes o JOIN releases r ON r.id = o.release_id
                WHERE r.alert_id = $1 AND o.state <> 'sent'
                """,
                [SQLValue(alert.rawValue)]
            ) {
                others[Subscriber.ID(rawValue: try row.integer(0))] = (try row.text(1), try row.int(2) == 1)
            }
            try session.forEachRow(
                """
                SELECT s.members, s.progress, s.interrupted,
                    CASE WHEN s.state = 'leased' AND s.fence = s.stop_fence THEN 1 ELSE 0 END
                FROM slices s JOIN releases r ON r.id = s.release_id WHERE r.alert_id = $1
                """,
                [SQLValue(alert.rawValue)]
            ) { row throws(StorageError) in
                let progress = try row.bytes(1)
                let wasInterrupted = try row.int(2) == 1
                let isOnTheWire = try row.int(3) == 1
                for (index, member) in (MemberList.decode(try row.bytes(0)) ?? []).enumerated() {
                    let isSettled = index >> 3 < progress.count && progress[index >> 3] & (1 << (index & 7)) != 0
                    let other = others[member]
                    let isUnsent = other.map { unsent.contains($0.state) } ?? false
                    let mayHave =
                        other?.isUncertain == true
                        || (isSettled ? wasInterrupted && isUnsent : isOnTheWire || wasInterrupted)
                    if (isSettled && other == nil) || (countingUncertain && mayHave) { found.insert(member) }
                }
                return true
            }
        }
        return found
    }

    /// Stops the releases of alerts for a cancel, now and for good: those planned already and those planned only later.
    ///
    /// Repeating it changes nothing. What is on the wire at this moment stays out; `isQuiet` tells when its answers are
    /// known.
    public func withdraw(_ alerts: [Alert.ID], by cancel: Alert.ID) throws {
        try database.write { session in
            for alert in alerts {
                let isNew = try session.execute(
                    """
                    INSERT INTO replacements (alert_id, replaced_by) VALUES ($1, $2)
                    ON CONFLICT (alert_id) DO UPDATE SET replaced_by = excluded.replaced_by
                        WHERE replacements.replaced_by <> excluded.replaced_by
                    """,
                    [SQLValue(alert.rawValue), SQLValue(cancel.rawValue)]
                )
                // What is leased from then on is leased to be settled, and nothing of it is sent.
                guard isNew > 0 else { continue }
                try session.execute(
                    """
                    UPDATE slices SET stop_fence = fence
                    WHERE state = 'leased' AND release_id = (SELECT id FROM releases WHERE alert_id = $1)
                    """,
                    [SQLValue(alert.rawValue)]
                )
                try session.execute(
                    """
                    UPDATE releases SET stop_reason = $1
                    WHERE alert_id = $2 AND state = 'sending' AND stop_reason IS NULL
                    """,
                    [SQLValue("cancelled by \(cancel.rawValue)"), SQLValue(alert.rawValue)]
                )
                try session.wake(Self.channel)
            }
        }
    }

    /// Whether nothing of these alerts is on the wire any more since `withdraw`.
    public func isQuiet(_ alerts: [Alert.ID]) throws -> Bool {
        guard !alerts.isEmpty else { return true }
        return try database.read { session in
            try session.firstRow(
                """
                SELECT 1 FROM slices s JOIN releases r ON r.id = s.release_id
                WHERE s.state = 'leased' AND s.fence = s.stop_fence
                    AND r.alert_id IN (\(session.placeholders(alerts.count)))
                LIMIT 1
                """,
                alerts.map { SQLValue($0.rawValue) }
            ) == nil
        }
    }
}
