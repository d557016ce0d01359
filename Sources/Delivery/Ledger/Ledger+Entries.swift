// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation
public import Registry
import Storage

extension Ledger {
    /// What one subscriber was sent, or why not.
    public struct Entry: Sendable, Hashable, Codable {
        /// The alert.
        public var alert: String
        /// In which language.
        public var language: String
        /// By which lane.
        public var lane: String
        /// sent, failed, expired, suppressed, cancelled; deferred or open where it is not settled.
        public var state: String
        /// Stage, code and text of the last answer that was not plain acceptance.
        public var stage: String?
        /// The reply code.
        public var code: Int?
        /// The enhanced status code.
        public var enhanced: String?
        /// What it means: unknown-user, mailbox-full …
        public var meaning: String?
        /// The text.
        public var detail: String?
        /// Whether it may have arrived although it is not `sent`: an answer was not seen.
        public var isUncertain: Bool
        /// When the release was planned.
        public var releasedAt: Date
        /// Since when it may have been so: when the recipient's slice was taken up first. The same as `until` where the
        /// very moment was kept.
        public var since: Date?
        /// Until when it became so at the latest: when the slice's progress was recorded last. A plain success has no time
        /// of its own.
        public var until: Date?
    }

    /// A subscriber's entries, newest first.
    ///
    /// Of releases that are so old that only their counts are kept (`DeliveryStore.prune`) nothing is known here.
    public func entries(of subscriber: Subscriber.ID, limit: Int = 50) throws -> [Entry] {
        try database.read { session in
            var entries: [Entry] = []
            try session.forEachRow(
                """
                SELECT r.alert_id, s.language, s.members, s.progress, o.state, o.stage, o.code, o.enhanced, o.detail,
                    r.created_at, o.class, s.lane, s.claimed_at, s.recorded_at, o.at, COALESCE(o.uncertain, 0)
                FROM slices s JOIN releases r ON r.id = s.release_id
                LEFT JOIN outcomes o ON o.release_id = r.id AND o.subscriber_id = $1
                WHERE s.first_member IS NULL OR (s.first_member <= $1 AND s.last_member >= $1)
                ORDER BY r.id DESC, s.id
                """,
                [SQLValue(subscriber.rawValue)]
            ) { row throws(StorageError) in
                guard let members = MemberList.decode(try row.bytes(2)),
                    let index = members.firstIndex(of: subscriber)
                else { return true }
                // Nobody is called sent to where the progress cannot be read.
                let progress = try row.bytes(3)
                let isSettled = index >> 3 < progress.count && progress[index >> 3] & (1 << (index & 7)) != 0
                // A row of its own has the very moment.
                let exact = try row.optionalDate(14)
                let taken = isSettled ? try row.optionalDate(12) : nil
                let recorded = isSettled ? try row.optionalDate(13) : nil
                entries.append(
                    Entry(
                        alert: try row.text(0),
                        language: try row.text(1),
                        lane: try row.text(11),
                        // No row of its own means plainly sent, once the bit is set.
                        state: try row.optionalText(4) ?? (isSettled ? FinalState.sent.rawValue : "open"),
                        stage: try row.optionalText(5),
                        code: try row.optionalInteger(6).map(Int.init),
                        enhanced: try row.optionalText(7),
                        meaning: try row.optionalText(10),
                        detail: try row.optionalText(8),
                        isUncertain: try row.int(15) == 1,
                        releasedAt: try row.date(9),
                        since: exact ?? taken,
                        until: exact ?? recorded
                    )
                )
                return entries.count < limit
            }
            return entries
        }
    }
}
