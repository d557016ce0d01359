// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Which feeds are polled, where, and how often.
public struct FeedSettings: Sendable, Hashable {
    /// The feeds; at least one, each label once.
    public var sources: [Source]
    /// Between two polls.
    public var interval: Duration
    /// Without an answer for so long a feed is silent.
    public var silentAfter: Duration
    /// Without a new entry for so long a feed is silent, though it answers; nil for senders that may have nothing to say
    /// for months.
    public var staleAfter: Duration?
    /// Other hosts from which entries may be got, beside those of the feeds: `host` or `host:port`.
    public var hosts: Set<String>
    /// Bytes of a telegram: JMA's digest of all warnings (VPWS50) comes to 4.6 MB.
    public var telegramBytes = 8 << 20
    /// Seconds for one telegram.
    public var telegramSeconds = 10
    /// Seconds for one feed: a long one has megabytes.
    public var feedSeconds = 20
    /// Entries got between two looks at the feeds.
    public var entriesPerRound = 20
    /// After so long the feeds are looked at again, though entries wait.
    public var roundTime = Duration.seconds(3)
    /// Failures in a row before a feed's next address is tried.
    public var failuresBeforeNextAddress = 2
    /// How often an entry that is not where its feed says is asked for: seven times are ten minutes.
    public var attemptsAtMissing = 7
    /// How many entries of a feed may wait at once; those above come at a later poll.
    public var waitingPerFeed = 10_000

    /// Settings for some feeds.
    public init(
        sources: [Source],
        interval: Duration = .seconds(60),
        silentAfter: Duration = .seconds(600),
        staleAfter: Duration? = .seconds(86_400),
        hosts: Set<String> = []
    ) {
        self.sources = sources
        self.interval = interval
        self.silentAfter = silentAfter
        self.staleAfter = staleAfter
        self.hosts = hosts
    }
}
