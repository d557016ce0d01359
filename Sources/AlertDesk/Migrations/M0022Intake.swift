// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

internal import Storage

extension Migration {
    /// Telegrams that may come again, and the messages of other senders by which references are known.
    static let m0022Intake = Migration(
        number: 22,
        purpose: "open telegrams and messages of other senders",
        statements: [
            "ALTER TABLE telegrams ADD COLUMN is_open BIGINT NOT NULL DEFAULT 0",
            """
            CREATE TABLE foreign_messages (
                sender TEXT NOT NULL,
                identifier TEXT NOT NULL,
                sent_at BIGINT NOT NULL,
                chain TEXT NOT NULL,
                areas TEXT NOT NULL,
                received_at BIGINT NOT NULL,
                PRIMARY KEY (sender, identifier)
            )
            """,
            "CREATE INDEX alarms_by_time ON alarms (cleared_at)",
            "CREATE INDEX hazard_states_by_change ON hazard_states (changed_at)",
        ]
    )
}
