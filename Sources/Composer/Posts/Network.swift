// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A network on which the city posts in public or to those who follow it.
public enum Network: String, Sendable, Hashable, Codable, CaseIterable {
    /// X, formerly Twitter.
    case x
    /// Bluesky.
    case bluesky
    /// Mastodon, with the limit that an instance has unless it says otherwise.
    case mastodon
    /// LINE, one text message.
    case line
    /// Telegram.
    case telegram
    /// Slack, by webhook.
    case slack
    /// Discord, by webhook.
    case discord
    /// ntfy.
    case ntfy

    /// How much one post may hold.
    public var limit: PostLimit {
        switch self {
        case .x: .x
        case .bluesky: .bluesky
        case .mastodon: .mastodon
        case .line: .line
        case .telegram: .telegram
        case .slack: .slack
        case .discord: .discord
        case .ntfy: .ntfy
        }
    }
}
