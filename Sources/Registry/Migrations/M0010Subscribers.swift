// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

internal import Storage

extension Migration {
    /// Subscribers with a sealed address, and what each asked for.
    static let m0010Subscribers = Migration(
        number: 10,
        purpose: "subscribers and subscriptions",
        statements: [
            """
            CREATE TABLE subscribers (
                id %IDENTITY%,
                lookup %BYTES% NOT NULL UNIQUE,
                address %BYTES% NOT NULL,
                mail_domain TEXT NOT NULL,
                language TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('active', 'left')),
                created_at BIGINT NOT NULL,
                changed_at BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE subscriptions (
                subscriber_id BIGINT NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
                topic TEXT NOT NULL,
                area TEXT NOT NULL CHECK (area <> ''),
                threshold BIGINT NOT NULL,
                PRIMARY KEY (subscriber_id, topic, area)
            )
            """,
            "CREATE INDEX subscribers_by_change ON subscribers (state, changed_at)",
            "CREATE INDEX subscriptions_by_area ON subscriptions (topic, area, threshold, subscriber_id)",
        ]
    )
}
