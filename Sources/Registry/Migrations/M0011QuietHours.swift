// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

internal import Storage

extension Migration {
    /// The minutes of the day between which a subscriber wants quiet; NULL where there are none.
    static let m0011QuietHours = Migration(
        number: 11,
        purpose: "quiet hours of subscribers",
        statements: [
            "ALTER TABLE subscribers ADD COLUMN quiet_from BIGINT",
            "ALTER TABLE subscribers ADD COLUMN quiet_until BIGINT",
        ]
    )
}
