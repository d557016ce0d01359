// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Registry
public import Storage

public import struct Foundation.Date

/// Releases and slices as rows: plan, claim, record, finish.
public struct DeliveryStore: Sendable {
    /// What is woken where slices were planned or a release was stopped: workers of other processes wait at it.
    public static let channel = "shirase_slices"

    let database: any Database
    let sliceSize: Int

    /// - Parameter database: migrated to `DeliveryStore.migrations`.
    public init(database: any Database) {
        self.init(database: database, sliceSize: SlicePlan.usualSize)
    }

    init(database: any Database, sliceSize: Int) {
        self.database = database
        self.sliceSize = sliceSize
    }

    /// The steps of the schema that this room needs.
    public static let migrations: [Migration] = [
        .m0030Deliveries, .m0031Turns, .m0032Classes, .m0033QuietHours, .m0035Pauses, .m0036History,
    ]

    /// Plans a release: the audience cut into slices by language and lane, all or nothing. Planning twice is planning
    /// once.
    ///
    /// What it replaces is stopped, be it planned already or only later: of two alerts of a chain that wait together the
    /// more urgent one is planned first, and the other must not follow it (P3). Those who got what it replaces come first.
    /// Who stands in two groups is meant once.
    ///
    /// Where quiet hours hold it back, those who are in them get slices of their own, which sleep; who got what this one
    /// corrects hears of it at once all the same.
    ///
    /// - Parameters:
    ///   - query: what its audience asks for: who waits is asked again.
    ///   - lane: the lane of a mail domain.
    ///   - approval: must name the release's content (P8).
    ///   - stands: asked in the transaction of the plan whether the approval still does: officers may have taken it back a
    ///     moment ago, or a process that was frozen on its way here may come too late.
    /// - Returns: how many recipients; that of the first planning where it was planned before.
    @discardableResult
    public func plan<W: World>(
        _ release: Release<W>,
        for audience: [AudienceGroup],
        asked query: AudienceQuery?,
        approval: Approval,
        now: Date,
        whereApproval stands: (any SQLSession) throws -> Bool = { _ in true },
        lane: (_ domain: String) -> String
    ) throws -> Int {
        guard approval.contentHash == release.contentHash else {
            throw DeliveryError.notWhatWasApproved(alert: release.alert.rawValue)
        }
        let languages = Set(release.renderings.map(\.language))
        if let missing = audience.first(where: { !languages.contains($0.language) }) {
            throw DeliveryError.notRendered(alert: release.alert.rawValue, language: missing.language)
        }
        return try database.write { session in
            if let known = try session.firstRow(
                "SELECT audience FROM releases WHERE alert_id = $1",
                [SQLValue(release.alert.rawValue)]
            ) {
                return try known.int(0)
            }
            guard try stands(session) else { throw DeliveryError.notApproved(alert: release.alert.rawValue) }
            let plan = SlicePlan(
                audience,
                first: try reached(by: release.replaces, in: session),
                from: try firstPositions(release, in: session),
                sliceSize: sliceSize,
                wakesFirst: release.corrects,
                lane: lane
            )
            let id = try insert(release, audience: plan.total, asked: query, now: now, in: session)
            for slice in plan.slices { try insert(slice, of: release, id: id, now: now, in: session) }
            for replaced in release.replaces {
                try session.execute(
                    "INSERT INTO replacements (alert_id, replaced_by) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                    [SQLValue(replaced.rawValue), SQLValue(release.alert.rawValue)]
                )
                try session.execute(
                    """
                    UPDATE releases SET stop_reason = $1
                    WHERE alert_id = $2 AND state = 'sending' AND stop_reason IS NULL
                    """,
                    [SQLValue("replaced by \(release.alert.rawValue)"), SQLValue(replaced.rawValue)]
                )
            }
            if plan.total == 0 { try finish(id, now: now, in: session) }
            try session.wake(Self.channel)
            return plan.total
        }
    }

    /// The same for an audience that is asked nothing again.
    @discardableResult
    public func plan<W: World>(
        _ release: Release<W>,
        for audience: [AudienceGroup],
        approval: Approval,
        now: Date,
        lane: (_ domain: String) -> String
    ) throws -> Int {
        try plan(release, for: audience, asked: nil, approval: approval, now: now, lane: lane)
    }

    private func insert<W: World>(
        _ release: Release<W>,
        audience: Int,
        asked query: AudienceQuery?,
        now: Date,
        in session: any SQLSession
    ) throws -> Int64 {
        let query = release.heedsQuietHours ? query : nil
        let row = try session.firstRow(
            """
            INSERT INTO releases
                (alert_id, world, priority, state, stop_reason, scope, content_hash, audience, created_at, expires_at,
                query)
            VALUES (
                $1, $2, $3, 'sending',
                (SELECT 'replaced by ' || replaced_by FROM replacements WHERE alert_id = $1),
                $4, $5, $6, $7, $8, $9
            ) RETURNING id
            """,
            [
                SQLValue(release.alert.rawValue), SQLValue(W.name), SQLValue(release.priority.rawValue),
                SQLValue(release.scope), SQLValue(release.contentHash), SQLValue(audience), SQLValue(now),
                SQLValue(release.expires),
                SQLValue(try query.map(Self.stored)),
            ]
        )
        let id = try row?.integer(0) ?? 0
        for rendering in release.renderings {
            try session.execute(
                "INSERT INTO renderings (release_id, language, content) VALUES ($1, $2, $3)",
                [SQLValue(id), SQLValue(rendering.language), SQLValue(rendering.content)]
            )
        }
        return id
    }

    /// By lane, the first place of what has not gone out of other releases of that priority.
    private func firstPositions<W: World>(_ release: Release<W>, in session: any SQLSession) throws -> [String: Int] {
        let rows = try session.rows(
            """
            SELECT lane, MIN(position) FROM slices
            WHERE world = $1 AND state = 'ready' AND asleep = 0 AND priority = $2 AND attempts = 0
            GROUP BY lane
            """,
            [SQLValue(W.name), SQLValue(release.priority.rawValue)]
        )
        return try Dictionary(uniqueKeysWithValues: rows.map { (try $0.text(0), try $0.int(1)) })
    }

    private func insert<W: World>(
        _ slice: SlicePlan.Slice,
        of release: Release<W>,
        id: Int64,
        now: Date,
        in session: any SQLSession
    ) throws {
        try session.execute(
            """
            INSERT INTO slices
                (release_id, world, priority, language, lane, members, progress, total, state, not_before, expires_at,
                position, heeds_quiet, asleep, first_member, last_member)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'ready', $9, $10, $11, $12, $13, $14, $15)
            """,
            [
                SQLValue(id), SQLValue(W.name), SQLValue(release.priority.rawValue), SQLValue(slice.language),
                SQLValue(slice.lane), SQLValue(MemberList.encode(slice.members)),
                SQLValue(SliceProgress(total: slice.members.count).bits), SQLValue(slice.members.count),
                SQLValue(slice.notBefore.map { min($0, release.expires) } ?? now), SQLValue(release.expires),
                SQLValue(slice.position), SQLValue(release.heedsQuietHours && !slice.wakes ? 1 : 0),
                SQLValue(slice.notBefore == nil ? 0 : 1),
                slice.members.first.map { SQLValue($0.rawValue) } ?? .null,
                slice.members.last.map { SQLValue($0.rawValue) } ?? .null,
            ]
        )
    }

    /// Whether every recipient of an alert's release is settled; nil where it has no release.
    public func isFinished(_ alert: Alert.ID) throws -> Bool? {
        try database.read { session in
            try session.firstRow("SELECT state FROM releases WHERE alert_id = $1", [SQLValue(alert.rawValue)])
                .map { try $0.text(0) == "finished" }
        }
    }

    /// Whether an alert's release is planned.
    ///
    /// - Parameter session: of whoever decides by it.
    public func isPlanned(_ alert: Alert.ID, in session: any SQLSession) throws -> Bool {
        try session.firstRow("SELECT 1 FROM releases WHERE alert_id = $1", [SQLValue(alert.rawValue)]) != nil
    }

    /// The text of one language of a release, after the check that it is what was approved.
    func rendering(release: Int64, language: String) throws -> [UInt8] {
        try database.read { session in
            guard
                let row = try session.firstRow(
                    "SELECT alert_id, scope, content_hash FROM releases WHERE id = $1",
                    [SQLValue(release)]
                )
            else { throw DeliveryError.unknownRelease(id: release) }
            let renderings = try session.rows(
                "SELECT language, content FROM renderings WHERE release_id = $1",
                [SQLValue(release)]
            ).map { Rendering(language: try $0.text(0), content: try $0.bytes(1)) }
            let alert = try row.text(0)
            guard ContentHash.of(renderings, scope: try row.text(1)) == (try row.text(2)) else {
                throw DeliveryError.tampered(alert: alert)
            }
            guard let found = renderings.first(where: { $0.language == language }) else {
                throw DeliveryError.notRendered(alert: alert, language: language)
            }
            return found.content
        }
    }

    func finish(_ release: Int64, now: Date, in session: any SQLSession) throws {
        try session.execute(
            """
            UPDATE releases SET state = 'finished', finished_at = $1
            WHERE id = $2 AND state = 'sending'
                AND NOT EXISTS (SELECT 1 FROM slices WHERE release_id = $2 AND state <> 'done')
            """,
            [SQLValue(now), SQLValue(release)]
        )
    }
}
