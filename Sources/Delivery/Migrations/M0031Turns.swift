// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

internal import Storage

extension Migration {
    /// Slices by lane, and their places, by which releases of one priority take turns.
    static let m0031Turns = Migration(
        number: 31,
        purpose: "slices by lane and turn",
        statements: [
            "ALTER TABLE slices ADD COLUMN position BIGINT NOT NULL DEFAULT 0",
            "DROP INDEX slices_to_claim",
            "CREATE INDEX slices_to_claim ON slices (world, state, priority, position, id, lane)",
        ]
    )
}
