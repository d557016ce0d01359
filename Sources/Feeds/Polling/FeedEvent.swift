// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Something that an operator may want to know of a feed.
public enum FeedEvent: Sendable, Hashable {
    /// What may be wrong with a feed for a while.
    public enum Trouble: Sendable, Hashable {
        case failing
        case silent
    }

    /// It cannot be had at any of its addresses; told when it begins. The long form is known by `_l` behind the label.
    case failing(feed: String, reason: String)
    /// It says nothing for longer than it should; told once.
    case silent(feed: String, reason: String)
    /// A trouble is over. Told at the first good answer after the start too: an earlier process may have told of it.
    case recovered(feed: String, from: Trouble)
    /// A telegram that it names cannot be taken, and why.
    case refused(feed: String, entry: String, reason: String)
    /// So many of its entries cannot be understood; told when the number changes.
    case damaged(feed: String, entries: Int)
}
