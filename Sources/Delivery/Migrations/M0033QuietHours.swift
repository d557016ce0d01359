// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

internal import Storage

extension Migration {
    /// Slices that sleep until the end of quiet hours, and what their recipients must still want then.
    static let m0033QuietHours = Migration(
        number: 33,
        purpose: "slices that wait for the end of quiet hours",
        statements: [
            "ALTER TABLE releases ADD COLUMN query TEXT",
            "ALTER TABLE slices ADD COLUMN heeds_quiet BIGINT NOT NULL DEFAULT 0",
            "ALTER TABLE slices ADD COLUMN asleep BIGINT NOT NULL DEFAULT 0",
            "DROP INDEX slices_to_claim",
            // What sleeps is not walked through by those who look for work.
            """
            CREATE INDEX slices_to_claim ON slices (world, state, priority, position, id, lane) WHERE asleep = 0
            """,
            "CREATE INDEX slices_asleep ON slices (world, not_before) WHERE asleep = 1",
        ]
    )
}
