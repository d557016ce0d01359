// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

internal import Storage

extension Migration {
    /// When and whom a slice was sent to, what may have arrived, and what is kept of a release that is long over.
    static let m0036History = Migration(
        number: 36,
        purpose: "times and bounds of slices, uncertain outcomes, counts of old releases",
        statements: [
            // The least and the greatest recipient: a slice without them is from an older version.
            "ALTER TABLE slices ADD COLUMN first_member BIGINT",
            "ALTER TABLE slices ADD COLUMN last_member BIGINT",
            // When it was claimed first, and when progress was recorded last.
            "ALTER TABLE slices ADD COLUMN claimed_at BIGINT",
            "ALTER TABLE slices ADD COLUMN recorded_at BIGINT",
            // 1 where an owner died with it: what was on the wire then may have arrived.
            "ALTER TABLE slices ADD COLUMN interrupted BIGINT NOT NULL DEFAULT 0",
            // The lease under which it was on the wire when a cancel stopped its release.
            "ALTER TABLE slices ADD COLUMN stop_fence BIGINT",
            // 1 where an attempt's answer was not seen: it may have arrived.
            "ALTER TABLE outcomes ADD COLUMN uncertain BIGINT NOT NULL DEFAULT 0",
            "CREATE INDEX outcomes_unknown_users ON outcomes (subscriber_id, at) WHERE class = 'unknown-user'",
            "ALTER TABLE releases ADD COLUMN pruned_at BIGINT",
            "CREATE INDEX releases_by_end ON releases (finished_at)",
            """
            CREATE TABLE release_counts (
                release_id BIGINT NOT NULL REFERENCES releases (id),
                language TEXT NOT NULL,
                lane TEXT NOT NULL,
                total BIGINT NOT NULL,
                sent BIGINT NOT NULL,
                failed BIGINT NOT NULL,
                expired BIGINT NOT NULL,
                suppressed BIGINT NOT NULL,
                cancelled BIGINT NOT NULL,
                PRIMARY KEY (release_id, language, lane)
            )
            """,
        ]
    )
}
