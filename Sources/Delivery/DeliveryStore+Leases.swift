// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Registry
import Storage

extension DeliveryStore {
    /// What claiming found.
    struct Claim {
        var slices: [LeasedSlice] = []
        /// Releases among them that must not go on.
        var stopped: Set<Int64> = []
        /// Whether others were faster with all that was due: it is worth another look at once.
        var isContested = false
        /// Slices that cannot be read: put aside for a minute, so that they never hold up the others.
        var unreadable: [Int64] = []
    }

    /// Frees what this owner held in a world before it died; another owner's leases run out by themselves.
    func freeLeases(of owner: String, world: String) throws {
        try database.write { session in
            _ = try session.execute(
                """
                UPDATE slices SET state = 'ready', owner = NULL, interrupted = 1
                WHERE state = 'leased' AND owner = $1 AND world = $2
                """,
                [SQLValue(owner), SQLValue(world)]
            )
        }
    }

    /// Gives back a slice of which nothing was done, to be looked at again at a time.
    func giveBack(_ slice: LeasedSlice, until: Date) throws {
        try database.writeConcurrently { session in
            _ = try session.execute(
                "UPDATE slices SET state = 'ready', not_before = $1 WHERE id = $2 AND fence = $3 AND state = 'leased'",
                [SQLValue(until), SQLValue(slice.id), SQLValue(slice.fence)]
            )
        }
    }

    /// Leases the most urgent slices that are asked for and due; within a priority the releases take turns.
    func claim(_ request: SliceRequest, owner: String, until: Date, now: Date) throws -> Claim {
        // Looking needs no transaction of the one writer; most looks find nothing. It looks at more than it takes, so that
        // workers who look at the same time find something each.
        var wider = request
        wider.limit *= 4
        let wide = wider
        let look = try database.read { session in
            try hasSleepersDue(world: wide.world, now: now, in: session)
                ? nil : try self.candidates(wide, now: now, in: session)
        }
        if look == nil { try wake(world: wide.world, now: now) }
        let candidates = try look ?? database.read { session in try self.candidates(wide, now: now, in: session) }
        guard !candidates.isEmpty else { return Claim() }
        return try database.writeConcurrently { session in
            var claim = Claim()
            // Another process may have been here in between.
            let rows = try session.rows(
                """
                SELECT s.id, s.fence, s.release_id, s.priority, s.language, s.members, s.progress, s.total,
                    s.sent, s.failed, s.expired, s.suppressed, s.cancelled, s.attempts, s.expires_at, r.alert_id,
                    r.stop_reason, s.heeds_quiet, CASE WHEN s.not_before > r.created_at THEN r.query END
                FROM slices s JOIN releases r ON r.id = s.release_id
                WHERE (s.state = 'ready' OR (s.state = 'leased' AND s.lease_until < $1))
                    AND (r.paused_at IS NULL OR r.stop_reason IS NOT NULL OR s.expires_at <= $1)
                    AND s.id IN (\(session.placeholders(candidates.count, from: 2)))
                ORDER BY s.priority, s.position, s.id
                LIMIT $\(candidates.count + 2) \(session.claiming("s"))
                """,
                [SQLValue(now)] + candidates.map { SQLValue($0) } + [SQLValue(request.limit)]
            )
            claim.isContested = rows.isEmpty
            for row in rows {
                let id = try row.integer(0)
                let fence = try row.integer(1) + 1
                let slice = try leased(row, id: id, fence: fence, in: session)
                try session.execute(
                    """
                    UPDATE slices SET owner = $1, fence = $2, lease_until = $3, claimed_at = COALESCE(claimed_at, $4),
                        interrupted = CASE WHEN state = 'leased' THEN 1 ELSE interrupted END, state = 'leased'
                    WHERE id = $5
                    """,
                    [
                        SQLValue(owner), SQLValue(fence), SQLValue(slice == nil ? now.addingTimeInterval(60) : until),
                        SQLValue(now), SQLValue(id),
                    ]
                )
                guard let slice else {
                    claim.unreadable.append(id)
                    continue
                }
                claim.slices.append(slice)
                if try row.optionalText(16) != nil { claim.stopped.insert(try row.integer(2)) }
            }
            return claim
        }
    }

    /// The slices to claim next, most urgent first: those that are ready, by the order of their index, and those whose
    /// lease ran out, of which there are few.
    private func candidates(_ request: SliceRequest, now: Date, in session: any SQLSession) throws -> [Int64] {
        var values = [
            SQLValue(request.world), SQLValue(request.priorities.lowerBound.rawValue),
            SQLValue(request.priorities.upperBound.rawValue), SQLValue(now),
        ]
        let condition: String
        switch request.lane {
        case .named(let name):
            values.append(SQLValue(name))
            condition = "AND s.lane = $5"
        case .allBut(let names):
            condition =
                names.isEmpty ? "" : "AND s.lane NOT IN (\(session.placeholders(names.count, from: values.count + 1)))"
            values += names.map { SQLValue($0) }
        }
        var found: [(priority: Int, position: Int, id: Int64)] = []
        // A cross join keeps the slices' index in charge of the order.
        let ready = """
            SELECT s.priority, s.position, s.id FROM slices s CROSS JOIN releases r
            WHERE r.id = s.release_id AND s.world = $1 AND s.state = 'ready' AND s.asleep = 0
                AND s.priority >= $2 AND s.priority <= $3
                AND ((s.not_before <= $4 AND r.paused_at IS NULL) OR s.expires_at <= $4 OR r.stop_reason IS NOT NULL)
                \(condition)
            ORDER BY s.priority, s.position, s.id LIMIT $\(values.count + 1)
            """
        let lapsed = """
            SELECT s.priority, s.position, s.id FROM slices s CROSS JOIN releases r
            WHERE r.id = s.release_id AND s.world = $1 AND s.state = 'leased' AND s.asleep = 0
                AND s.priority >= $2 AND s.priority <= $3 AND s.lease_until < $4
                AND (r.paused_at IS NULL OR s.expires_at <= $4 OR r.stop_reason IS NOT NULL)
                \(condition)
            ORDER BY s.priority, s.position, s.id LIMIT $\(values.count + 1)
            """
        for (statement, most) in [(ready, request.limit), (lapsed, request.limit + request.held.count)] {
            for row in try session.rows(statement, values + [SQLValue(most)]) {
                found.append((try row.int(0), try row.int(1), try row.integer(2)))
            }
        }
        return found.filter { !request.held.contains($0.id) }
            .sorted { ($0.priority, $0.position, $0.id) < ($1.priority, $1.position, $1.id) }
            .prefix(request.limit).map(\.id)
    }

    /// Nil for a slice whose row cannot be read.
    private func leased(_ row: SQLRow, id: Int64, fence: Int64, in session: any SQLSession) throws -> LeasedSlice? {
        let total = try row.int(7)
        var counts: [FinalState: Int] = [:]
        for (offset, state) in [FinalState.sent, .failed, .expired, .suppressed, .cancelled].enumerated() {
            counts[state] = try row.int(8 + offset)
        }
        guard let members = MemberList.decode(try row.bytes(5)), members.count == total,
            let progress = SliceProgress(total: total, bits: try row.bytes(6), counts: counts),
            let priority = Priority(rawValue: try row.int(3))
        else { return nil }
        let attempts = try row.int(13)
        let deferred =
            attempts == 0
            ? []
            : try session.rows(
                """
                SELECT subscriber_id FROM outcomes
                WHERE release_id = $1 AND state = 'deferred' AND subscriber_id BETWEEN $2 AND $3
                """,
                [try row.integer(2), members.first?.rawValue ?? 0, members.last?.rawValue ?? 0].map { SQLValue($0) }
            ).map { Subscriber.ID(rawValue: try $0.integer(0)) }
        return LeasedSlice(
            id: id,
            fence: fence,
            release: ReleaseTicket(
                id: try row.integer(2),
                alert: try row.text(15),
                priority: priority,
                expires: try row.date(14)
            ),
            language: try row.text(4),
            members: members,
            progress: progress,
            attempts: attempts,
            deferred: Set(deferred),
            wishes: try wishes(row)
        )
    }

    /// What of its recipients' wishes counts: what does not go out at once is asked for again.
    private func wishes(_ row: SQLRow) throws -> Wishes {
        guard try row.int(17) == 1 else { return Wishes() }
        let query = try row.optionalText(18).map { try JSONDecoder().decode(AudienceQuery.self, from: Data($0.utf8)) }
        return Wishes(heedsQuietHours: true, query: query)
    }

    /// What one slice has to record.
    struct Record {
        let id: Int64
        let fence: Int64
        let release: Int64
        let progress: SliceProgress
        let remarks: [LeasedSlice.Remark]
        let attempts: Int
        /// Given where the lease ends: when the open recipients are tried again.
        let returned: Date?
        let isComplete: Bool
        /// Whether it sleeps until then.
        var isAsleep = false

        /// A slice of which nothing was done and nothing can be done before a time.
        static func sleeping(_ slice: LeasedSlice, until: Date) -> Record {
            Record(
                id: slice.id,
                fence: slice.fence,
                release: slice.release.id,
                progress: slice.progress,
                remarks: [],
                attempts: slice.attempts,
                returned: until,
                isComplete: false,
                isAsleep: true
            )
        }
    }

    /// Writes many slices' progress in one durable transaction, beside those of other workers.
    ///
    /// Each works on slices of its own, which their fencing numbers hold. Only closing a release is common: whoever closes a
    /// slice locks the release's row before it looks for open ones, so that the last of several sees what the others
    /// closed, and never two of them only their own.
    ///
    /// - Returns: the slices whose lease was lost to another owner; what they report is not recorded (fencing).
    func record(_ records: [Record], now: Date) throws -> Set<Int64> {
        // Rows are locked in one order, first slices, then releases, or two might wait for each other.
        let records = records.sorted { $0.id < $1.id }
        return try database.writeConcurrently { session in
            var lost: Set<Int64> = []
            var finished: Set<Int64> = []
            for record in records {
                guard try write(record, now: now, in: session) else {
                    lost.insert(record.id)
                    continue
                }
                for remark in record.remarks { try write(remark, of: record, now: now, in: session) }
                if record.isComplete { finished.insert(record.release) }
            }
            for release in finished.sorted() {
                _ = try session.firstRow(
                    """
                    SELECT id FROM releases r WHERE id = $1
                    \(session.locking("r"))
                    """,
                    [SQLValue(release)]
                )
                try finish(release, now: now, in: session)
            }
            return lost
        }
    }

    private func write(_ record: Record, now: Date, in session: any SQLSession) throws -> Bool {
        let state = record.isComplete ? "done" : record.returned != nil ? "ready" : "leased"
        let counts = record.progress.counts
        let changed = try session.execute(
            """
            UPDATE slices SET progress = $1, sent = $2, failed = $3, expired = $4, suppressed = $5, cancelled = $6,
                state = $7, attempts = $8, not_before = COALESCE($9, not_before), recorded_at = $12, asleep = $13
            WHERE id = $10 AND fence = $11 AND state = 'leased'
            """,
            [
                SQLValue(record.progress.bits), SQLValue(counts[.sent] ?? 0), SQLValue(counts[.failed] ?? 0),
                SQLValue(counts[.expired] ?? 0), SQLValue(counts[.suppressed] ?? 0),
                SQLValue(counts[.cancelled] ?? 0), SQLValue(state), SQLValue(record.attempts),
                SQLValue(record.returned), SQLValue(record.id), SQLValue(record.fence), SQLValue(now),
                SQLValue(state == "ready" && record.isAsleep ? 1 : 0),
            ]
        )
        return changed == 1
    }

    private func write(
        _ remark: LeasedSlice.Remark,
        of record: Record,
        now: Date,
        in session: any SQLSession
    ) throws {
        try session.execute(
            """
            INSERT INTO outcomes
                (release_id, subscriber_id, state, stage, code, enhanced, detail, attempts, at, class, lane, uncertain)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, (SELECT lane FROM slices WHERE id = $11), $12)
            ON CONFLICT (release_id, subscriber_id) DO UPDATE SET state = excluded.state,
                stage = COALESCE(excluded.stage, outcomes.stage), code = COALESCE(excluded.code, outcomes.code),
                enhanced = COALESCE(excluded.enhanced, outcomes.enhanced),
                detail = COALESCE(excluded.detail, outcomes.detail),
                class = COALESCE(excluded.class, outcomes.class), lane = excluded.lane,
                attempts = excluded.attempts, at = excluded.at,
                uncertain = CASE WHEN excluded.uncertain = 1 THEN 1 ELSE outcomes.uncertain END
            """,
            [
                SQLValue(record.release), SQLValue(remark.subscriber.rawValue),
                SQLValue(remark.state?.rawValue ?? "deferred"), SQLValue(remark.reply?.stage),
                SQLValue(remark.reply?.code), SQLValue(remark.reply?.enhanced), SQLValue(remark.reply?.detail),
                SQLValue(record.attempts), SQLValue(now), SQLValue(remark.reply?.meaning), SQLValue(record.id),
                SQLValue(remark.isUncertain ? 1 : 0),
            ]
        )
    }

    /// Puts off the end of leases that are still worked on.
    ///
    /// - Returns: the slices whose lease was lost to another owner.
    func renew(_ slices: [(id: Int64, fence: Int64)], until: Date) throws -> Set<Int64> {
        guard !slices.isEmpty else { return [] }
        return try database.writeConcurrently { session in
            var lost: Set<Int64> = []
            for slice in slices.sorted(by: { $0.id < $1.id }) {
                let changed = try session.execute(
                    "UPDATE slices SET lease_until = $1 WHERE id = $2 AND fence = $3 AND state = 'leased'",
                    [SQLValue(until), SQLValue(slice.id), SQLValue(slice.fence)]
                )
                if changed == 0 { lost.insert(slice.id) }
            }
            return lost
        }
    }

    /// Which of these releases must not go on.
    func stopped(among releases: Set<Int64>) throws -> Set<Int64> {
        guard !releases.isEmpty else { return [] }
        let releases = releases.sorted()
        return try database.read { session in
            Set(
                try session.rows(
                    """
                    SELECT id FROM releases WHERE stop_reason IS NOT NULL
                        AND id IN (\(session.placeholders(releases.count)))
                    """,
                    releases.map { SQLValue($0) }
                ).map { try $0.integer(0) }
            )
        }
    }
}
