// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

internal import Storage

extension Migration {
    /// The entries of feeds that were taken, so that a restart gets none of them again.
    static let m0040Feeds = Migration(
        number: 40,
        purpose: "entries of feeds",
        statements: [
            """
            CREATE TABLE feed_entries (
                id TEXT PRIMARY KEY,
                feed TEXT NOT NULL,
                seen_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX feed_entries_by_time ON feed_entries (seen_at)",
        ]
    )
}
