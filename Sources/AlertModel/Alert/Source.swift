// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import struct Foundation.Date

/// Whose word an alert is, so that a reader can check it.
public struct Source: Sendable, Hashable, Codable {
    /// Who published it: 気象庁, 銚子地方気象台.
    public var publisher: String
    /// The kind of bulletin: VXSE53.
    public var bulletin: String
    /// The bulletin's own title: 震源・震度に関する情報.
    public var title: String
    /// When it was published.
    public var publishedAt: Date

    /// Names a bulletin.
    public init(publisher: String, bulletin: String, title: String, publishedAt: Date) {
        self.publisher = publisher
        self.bulletin = bulletin
        self.title = title
        self.publishedAt = publishedAt
    }
}
