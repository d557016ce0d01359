// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

internal import Storage

extension Migration {
    /// What an answer meant, and in which lane.
    static let m0032Classes = Migration(
        number: 32,
        purpose: "classes and lanes of outcomes",
        statements: [
            "ALTER TABLE outcomes ADD COLUMN class TEXT",
            "ALTER TABLE outcomes ADD COLUMN lane TEXT",
        ]
    )
}
