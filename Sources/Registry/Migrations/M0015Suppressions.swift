// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

internal import Storage

extension Migration {
    /// Who gets nothing more, since the address is dead.
    static let m0015Suppressions = Migration(
        number: 15,
        purpose: "suppressed subscribers",
        statements: [
            """
            CREATE TABLE suppressions (
                subscriber_id BIGINT PRIMARY KEY REFERENCES subscribers (id) ON DELETE CASCADE,
                since BIGINT NOT NULL,
                reason TEXT NOT NULL,
                lane TEXT NOT NULL,
                at BIGINT NOT NULL,
                lifted_at BIGINT
            )
            """,
            "CREATE INDEX suppressions_by_time ON suppressions (at)",
        ]
    )
}
