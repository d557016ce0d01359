// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

internal import Storage

extension Migration {
    /// Telegrams seen, the state of each hazard, and the alerts that came of them.
    static let m0020Alerts = Migration(
        number: 20,
        purpose: "telegrams, hazard states and alerts",
        statements: [
            """
            CREATE TABLE telegrams (
                digest TEXT PRIMARY KEY,
                bulletin TEXT NOT NULL,
                reported_at BIGINT NOT NULL,
                received_at BIGINT NOT NULL,
                disposition TEXT NOT NULL,
                alert_id TEXT
            )
            """,
            "CREATE INDEX telegrams_by_receipt ON telegrams (received_at)",
            """
            CREATE TABLE hazard_states (
                event TEXT PRIMARY KEY,
                state TEXT NOT NULL,
                changed_at BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE alerts (
                id TEXT PRIMARY KEY,
                event TEXT NOT NULL,
                status TEXT NOT NULL,
                state TEXT NOT NULL,
                priority BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                body TEXT NOT NULL,
                approval TEXT
            )
            """,
            "CREATE INDEX alerts_by_state ON alerts (state, priority, created_at)",
            "CREATE INDEX alerts_by_event ON alerts (event, created_at)",
        ]
    )
}
