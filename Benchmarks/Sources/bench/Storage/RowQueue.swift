// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Measuring
import Storage

/// A queue as one is usually built: a row for each recipient, taken and marked in a transaction.
struct RowQueue {
    let database: any Database

    /// Works for some seconds.
    ///
    /// - Parameter batch: how many recipients a transaction settles.
    /// - Returns: recipients a second.
    func run(batch: Int, seconds: Int) throws -> Double {
        let rows = batch * 2_000 * seconds + 20_000
        try database.write { session in
            try session.execute("DROP TABLE IF EXISTS recipients_in_rows", [])
            try session.execute("CREATE TABLE recipients_in_rows (id BIGINT PRIMARY KEY, state BIGINT NOT NULL)", [])
            for id in 0..<min(rows, 100_000) {
                try session.execute("INSERT INTO recipients_in_rows (id, state) VALUES ($1, 0)", [SQLValue(id)])
            }
        }
        let start = ContinuousClock.now
        var done = 0
        while ContinuousClock.now - start < .seconds(seconds), done + batch <= min(rows, 100_000) {
            try database.write { session in
                for id in done..<done + batch {
                    try session.execute(
                        "UPDATE recipients_in_rows SET state = 1 WHERE id = $1 AND state = 0",
                        [SQLValue(id)]
                    )
                }
            }
            done += batch
        }
        let perSecond = Double(done) / (ContinuousClock.now - start).inSeconds
        try database.write { session in _ = try session.execute("DROP TABLE recipients_in_rows", []) }
        return perSecond
    }
}
