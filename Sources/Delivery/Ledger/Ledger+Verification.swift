// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Registry
import Storage

extension Ledger {
    /// Proves P1 for every release, or names what does not add up.
    ///
    /// For each release: the slices' recipients are the audience, none twice; bits and counts agree; what is settled
    /// otherwise than sent has its row and the other way round; a finished release has nothing open; the text is the
    /// approved one. Of a release so old that only its counts are kept: they add up to its audience.
    ///
    /// - Returns: the faults, each naming its release; none where all is well.
    public func verify() throws -> [String] {
        try database.read { session in
            var faults: [String] = []
            for release in try session.rows(
                "SELECT id, alert_id, audience, state, scope, content_hash, pruned_at FROM releases ORDER BY id"
            ) {
                faults += try verify(release, in: session).map { "\(try release.text(1)): \($0)" }
            }
            return faults
        }
    }

    /// What is left of an old release: its counts.
    private func verifyCounts(_ release: SQLRow, in session: any SQLSession) throws -> [String] {
        let sums = try session.firstRow(
            """
            SELECT COALESCE(SUM(total), 0), COALESCE(SUM(sent + failed + expired + suppressed + cancelled), 0)
            FROM release_counts WHERE release_id = $1
            """,
            [SQLValue(try release.integer(0))]
        )
        let (total, settled) = (try sums?.int(0) ?? 0, try sums?.int(1) ?? 0)
        var faults: [String] = []
        if total != (try release.int(2)) {
            faults.append("\(total) recipients in its counts, \(try release.int(2)) in the audience")
        }
        if settled != total { faults.append("its counts leave \(total - settled) recipients open") }
        return faults
    }

    private func verify(_ release: SQLRow, in session: any SQLSession) throws -> [String] {
        if try release.optionalDate(6) != nil { return try verifyCounts(release, in: session) }
        var faults: [String] = []
        var seen: Set<Subscriber.ID> = []
        var unsent: Set<Subscriber.ID> = []
        var settled = 0
        var notSent = 0
        for row in try session.rows(
            """
            SELECT id, members, progress, total, sent, failed, expired, suppressed, cancelled, state
            FROM slices WHERE release_id = $1
            """,
            [SQLValue(try release.integer(0))]
        ) {
            let name = "slice \(try row.integer(0))"
            var counts: [FinalState: Int] = [:]
            for (offset, state) in [FinalState.sent, .failed, .expired, .suppressed, .cancelled].enumerated() {
                counts[state] = try row.int(4 + offset)
            }
            guard let members = MemberList.decode(try row.bytes(1)), members.count == (try row.int(3)) else {
                faults.append("\(name): its list of recipients cannot be read")
                continue
            }
            for member in members where !seen.insert(member).inserted {
                faults.append("\(name): recipient \(member.rawValue) stands in two slices")
            }
            guard let progress = SliceProgress(total: members.count, bits: try row.bytes(2), counts: counts) else {
                faults.append("\(name): its counts and its progress disagree")
                continue
            }
            settled += progress.settled
            notSent += progress.settled - (counts[.sent] ?? 0)
            unsent.formUnion(members.enumerated().filter { !progress.isSettled($0.offset) }.map(\.element))
            if try row.text(9) == "done", !progress.isComplete {
                faults.append("\(name): closed with \(members.count - progress.settled) recipients open")
            }
        }
        if seen.count != (try release.int(2)) {
            faults.append("\(seen.count) recipients in slices, \(try release.int(2)) in the audience")
        }
        if try release.text(3) == "finished", settled != (try release.int(2)) {
            faults.append("finished with \(try release.int(2) - settled) recipients open")
        }
        faults += try verifyOutcomes(release, notSent: notSent, unsent: unsent, in: session)
        let renderings = try session.rows(
            "SELECT language, content FROM renderings WHERE release_id = $1",
            [SQLValue(try release.integer(0))]
        ).map { Rendering(language: try $0.text(0), content: try $0.bytes(1)) }
        if ContentHash.of(renderings, scope: try release.text(4)) != (try release.text(5)) {
            faults.append("its text, audience or channels are not the approved ones")
        }
        return faults
    }

    private func verifyOutcomes(
        _ release: SQLRow,
        notSent: Int,
        unsent: Set<Subscriber.ID>,
        in session: any SQLSession
    ) throws -> [String] {
        var faults: [String] = []
        var explained = 0
        for row in try session.rows(
            "SELECT subscriber_id, state FROM outcomes WHERE release_id = $1",
            [SQLValue(try release.integer(0))]
        ) {
            let state = FinalState(rawValue: try row.text(1))
            if let state, state != .sent { explained += 1 }
            let isOpen = unsent.contains(Subscriber.ID(rawValue: try row.integer(0)))
            if isOpen != (state == nil) {
                faults.append("recipient \(try row.integer(0)) is \(try row.text(1)) in one place and not in the other")
            }
        }
        if explained != notSent {
            faults.append("\(notSent) recipients were settled without being sent to, \(explained) have a reason")
        }
        return faults
    }
}
