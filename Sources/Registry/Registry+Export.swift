// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Storage

extension Registry {
    /// Hands over every active subscriber, in the order of registration, with the address in clear.
    ///
    /// - Parameter body: called for each; what it throws ends the export.
    public func forEachSubscriber(
        _ body: (_ address: String, _ language: String, _ subscriptions: [Subscription], _ quiet: QuietHours?) throws ->
            Void
    ) throws {
        try database.read { session in
            var last: Int64 = 0
            while true {
                let rows = try session.rows(
                    """
                    SELECT id, address, language, quiet_from, quiet_until FROM subscribers
                    WHERE state = 'active' AND id > $1 ORDER BY id LIMIT 500
                    """,
                    [SQLValue(last)]
                )
                guard !rows.isEmpty else { return }
                for row in rows {
                    last = try row.integer(0)
                    let subscriptions = try session.rows(
                        "SELECT topic, area, threshold FROM subscriptions WHERE subscriber_id = $1 ORDER BY topic, area",
                        [SQLValue(last)]
                    ).compactMap { row -> Subscription? in
                        guard let topic = Topic(rawValue: try row.text(0)) else { return nil }
                        return Subscription(
                            topic: topic,
                            area: AreaCode(rawValue: try row.text(1)),
                            threshold: Measure(rawValue: try row.int(2))
                        )
                    }
                    try body(
                        try seal.open(try row.bytes(1)),
                        try row.text(2),
                        subscriptions,
                        try QuietHours(row, at: 3)
                    )
                }
            }
        }
    }
}
