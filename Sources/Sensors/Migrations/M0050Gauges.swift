// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

internal import Storage

extension Migration {
    /// What is known of each of the city's own gauges.
    static let m0050Gauges = Migration(
        number: 50,
        purpose: "the city's gauges",
        statements: [
            """
            CREATE TABLE gauges (
                station TEXT NOT NULL,
                quantity TEXT NOT NULL,
                state TEXT NOT NULL,
                has_pending BIGINT NOT NULL,
                changed_at BIGINT NOT NULL,
                PRIMARY KEY (station, quantity)
            )
            """
        ]
    )
}
