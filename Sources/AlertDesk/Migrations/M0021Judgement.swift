// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

internal import Storage

extension Migration {
    /// Why an alert was made and what it waits for, bulletins that disagree, and alarms for operators.
    static let m0021Judgement = Migration(
        number: 21,
        purpose: "rules, holds, disagreements and alarms",
        statements: [
            "ALTER TABLE alerts ADD COLUMN rule TEXT",
            "ALTER TABLE alerts ADD COLUMN hold TEXT",
            "ALTER TABLE alerts ADD COLUMN officers TEXT",
            "ALTER TABLE hazard_states ADD COLUMN disagreeing_since BIGINT",
            "CREATE INDEX hazard_states_disagreeing ON hazard_states (disagreeing_since)",
            "CREATE INDEX alerts_by_creation ON alerts (created_at)",
            """
            CREATE TABLE alarms (
                id %IDENTITY%,
                kind TEXT NOT NULL,
                subject TEXT NOT NULL,
                message TEXT NOT NULL,
                raised_at BIGINT NOT NULL,
                cleared_at BIGINT
            )
            """,
            "CREATE INDEX alarms_open ON alarms (kind, subject, cleared_at)",
        ]
    )
}
