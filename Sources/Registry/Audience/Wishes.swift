// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Which wishes of recipients are looked at again when they are about to be sent to.
public struct Wishes: Sendable, Hashable {
    /// Whether nobody is sent to in their quiet hours.
    public var heedsQuietHours: Bool
    /// What they must still want; nil where they were asked a moment ago.
    public var query: AudienceQuery?

    /// None where nothing is given.
    public init(heedsQuietHours: Bool = false, query: AudienceQuery? = nil) {
        self.heedsQuietHours = heedsQuietHours
        self.query = query
    }
}
