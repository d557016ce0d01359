// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Feeds
import Foundation

/// What `AtomFeed` promises of any bytes; the fuzzer holds it to that, and so do the tests.
enum AtomProperty {
    /// The first promise that these bytes break; nil where all are kept.
    static func fault(in data: Data) -> String? {
        guard let feed = try? AtomFeed(data) else { return nil }
        guard (try? AtomFeed(data)) == feed else { return "read again it is something else" }
        guard feed.entries.allSatisfy({ !$0.id.isEmpty && $0.id.utf8.count <= 1_000 && !$0.address.isEmpty }) else {
            return "an entry without an id or an address, or with a long id"
        }
        guard Set(feed.entries.map(\.id)).count == feed.entries.count else { return "an id stands twice" }
        guard zip(feed.entries, feed.entries.dropFirst()).allSatisfy({ $0.updated <= $1.updated }) else {
            return "a later entry before an earlier one"
        }
        return nil
    }
}
