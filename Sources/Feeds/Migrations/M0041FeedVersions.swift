// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

internal import Storage

extension Migration {
    /// Entries by feed and version: an entry that changed comes again, and what one feed says of an id is nothing to the
    /// others.
    static let m0041FeedVersions = Migration(
        number: 41,
        purpose: "versions of entries, for each feed its own",
        statements: [
            "ALTER TABLE feed_entries RENAME TO feed_entries_before_41",
            """
            CREATE TABLE feed_entries (
                feed TEXT NOT NULL,
                id TEXT NOT NULL,
                updated_at BIGINT,
                named_at BIGINT NOT NULL,
                PRIMARY KEY (feed, id)
            )
            """,
            """
            INSERT INTO feed_entries (feed, id, updated_at, named_at)
                SELECT feed, id, NULL, seen_at FROM feed_entries_before_41
            """,
            "DROP TABLE feed_entries_before_41",
            "CREATE INDEX feed_entries_by_naming ON feed_entries (named_at)",
        ]
    )
}
