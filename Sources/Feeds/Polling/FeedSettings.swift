// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Which feeds are polled, where, and how often.
public struct FeedSettings: Sendable, Hashable {
    /// Where the feeds stand, the first preferred: `https://www.data.jma.go.jp/developer/xml/feed`.
    public var bases: [String]
    /// The feeds' names: eqvol, extra, regular, other. The long one of each has `_l` behind it.
    public var names: [String]
    /// Seconds between two polls.
    public var interval: Double
    /// Seconds without an answer after which a feed is silent.
    public var silentAfter: Double
    /// Seconds without a new entry after which a feed is silent, though it answers.
    public var staleAfter: Double
    /// Other hosts from which telegrams may be got, beside those of the bases.
    public var hosts: Set<String>
    /// Bytes of a telegram.
    public var telegramBytes = 1 << 20
    /// Failures in a row before the next base is tried.
    public var failuresBeforeNextBase = 2

    /// Settings; `bases` and `names` hold at least one each.
    public init(
        bases: [String],
        names: [String] = ["eqvol", "extra", "regular", "other"],
        interval: Double = 60,
        silentAfter: Double = 600,
        staleAfter: Double = 86_400,
        hosts: Set<String> = []
    ) {
        self.bases = bases.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        self.names = names
        self.interval = interval
        self.silentAfter = silentAfter
        self.staleAfter = staleAfter
        self.hosts = hosts
    }
}

/// Something that an operator may want to know of a feed.
public enum FeedEvent: Sendable, Hashable {
    /// It cannot be had, from any base; told when it begins.
    case failing(feed: String, reason: String)
    /// It says nothing for longer than it should; told once.
    case silent(feed: String, reason: String)
    /// It is as it should be again.
    case recovered(feed: String)
    /// A telegram that it names cannot be taken, and why.
    case refused(feed: String, entry: String, reason: String)
}
