// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

internal import Storage

extension Migration {
    /// The last sign of life of the service, and what is held back after a long sleep or a restored copy.
    static let m0035Pauses = Migration(
        number: 35,
        purpose: "last sign of life, and what is paused",
        statements: [
            """
            CREATE TABLE lifetimes (
                id BIGINT PRIMARY KEY CHECK (id = 1),
                token TEXT NOT NULL,
                beats BIGINT NOT NULL,
                alive_at BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE pauses (
                alert_id TEXT PRIMARY KEY,
                reason TEXT NOT NULL,
                at BIGINT NOT NULL
            )
            """,
            "ALTER TABLE releases ADD COLUMN paused_at BIGINT",
        ]
    )
}
