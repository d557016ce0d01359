// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

internal import Storage

extension Migration {
    /// Alerts that are approved for a time, with what was shown to those who approved them.
    static let m0023Schedules = Migration(
        number: 23,
        purpose: "alerts approved for a time",
        statements: [
            """
            CREATE TABLE schedules (
                alert_id TEXT PRIMARY KEY REFERENCES alerts (id),
                release_at BIGINT NOT NULL,
                audience BIGINT NOT NULL,
                content_hash TEXT NOT NULL,
                fired_at BIGINT
            )
            """,
            """
            CREATE TABLE schedule_texts (
                alert_id TEXT NOT NULL REFERENCES alerts (id),
                language TEXT NOT NULL,
                content %BYTES% NOT NULL,
                PRIMARY KEY (alert_id, language)
            )
            """,
        ]
    )
}
