// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What an alert brings that the one before it in its chain did not: the only reasons for another message.
public enum Change: String, Sendable, Hashable, Codable, CaseIterable {
    /// First word of the event.
    case new
    /// Worse than announced.
    case raised
    /// Less bad than announced, not over.
    case lowered
    /// The same measure, with facts that a resident acts on (a hypocentre, a tsunami comment, a height).
    case detailed
    /// Over.
    case ended
    /// 訂正: what was announced was wrong.
    case corrected
    /// 取消: what was announced should not have been.
    case withdrawn
}
