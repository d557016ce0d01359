// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

internal import Storage

extension Migration {
    /// Releases, what they say, their slices, and what was not plainly sent.
    static let m0030Deliveries = Migration(
        number: 30,
        purpose: "releases, renderings, slices and outcomes",
        statements: [
            """
            CREATE TABLE releases (
                id %IDENTITY%,
                alert_id TEXT NOT NULL UNIQUE,
                world TEXT NOT NULL,
                priority BIGINT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('sending', 'finished')),
                stop_reason TEXT,
                scope TEXT NOT NULL,
                content_hash TEXT NOT NULL,
                audience BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                finished_at BIGINT
            )
            """,
            """
            CREATE TABLE replacements (
                alert_id TEXT PRIMARY KEY,
                replaced_by TEXT NOT NULL
            )
            """,
            "CREATE INDEX releases_by_state ON releases (state)",
            """
            CREATE TABLE renderings (
                release_id BIGINT NOT NULL REFERENCES releases (id),
                language TEXT NOT NULL,
                content %BYTES% NOT NULL,
                PRIMARY KEY (release_id, language)
            )
            """,
            """
            CREATE TABLE slices (
                id %IDENTITY%,
                release_id BIGINT NOT NULL REFERENCES releases (id),
                world TEXT NOT NULL,
                priority BIGINT NOT NULL,
                language TEXT NOT NULL,
                lane TEXT NOT NULL,
                members %BYTES% NOT NULL,
                progress %BYTES% NOT NULL,
                total BIGINT NOT NULL,
                sent BIGINT NOT NULL DEFAULT 0,
                failed BIGINT NOT NULL DEFAULT 0,
                expired BIGINT NOT NULL DEFAULT 0,
                suppressed BIGINT NOT NULL DEFAULT 0,
                cancelled BIGINT NOT NULL DEFAULT 0,
                state TEXT NOT NULL CHECK (state IN ('ready', 'leased', 'done')),
                owner TEXT,
                fence BIGINT NOT NULL DEFAULT 0,
                lease_until BIGINT NOT NULL DEFAULT 0,
                attempts BIGINT NOT NULL DEFAULT 0,
                not_before BIGINT NOT NULL,
                expires_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX slices_to_claim ON slices (world, state, priority, id)",
            "CREATE INDEX slices_by_release ON slices (release_id, state)",
            """
            CREATE TABLE outcomes (
                release_id BIGINT NOT NULL REFERENCES releases (id),
                subscriber_id BIGINT NOT NULL,
                state TEXT NOT NULL,
                stage TEXT,
                code BIGINT,
                enhanced TEXT,
                detail TEXT,
                attempts BIGINT NOT NULL,
                at BIGINT NOT NULL,
                PRIMARY KEY (release_id, subscriber_id)
            )
            """,
        ]
    )
}
