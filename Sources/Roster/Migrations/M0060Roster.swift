// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

internal import Storage

extension Migration {
    /// Who serves, who does what only one may do, and where the city went.
    static let m0060Roster = Migration(
        number: 60,
        purpose: "serving instances, duties and relocation",
        statements: [
            """
            CREATE TABLE instances (
                name TEXT PRIMARY KEY,
                token TEXT NOT NULL,
                host TEXT NOT NULL,
                roles TEXT NOT NULL,
                version TEXT NOT NULL,
                started_at BIGINT NOT NULL,
                seen_at BIGINT NOT NULL,
                stopped_at BIGINT,
                is_reported BIGINT NOT NULL DEFAULT 0
            )
            """,
            """
            CREATE TABLE duties (
                name TEXT PRIMARY KEY,
                holder TEXT NOT NULL,
                held_until BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE relocations (
                moved_to TEXT NOT NULL,
                moved_at BIGINT NOT NULL
            )
            """,
        ]
    )
}
