// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

extension FeedSettings {
    /// One feed: Atom (RFC 4287) and nothing else, no RSS.
    public struct Source: Sendable, Hashable {
        /// By what it is known in alarms, in logs and in the list of what was taken: the same after a restart.
        public var label: String
        /// Where it stands, the preferred address first; the next is tried where one fails.
        public var addresses: [String]
        /// Where its long form stands, which reaches back for days; empty where it has none.
        public var longAddresses: [String]
        /// The addresses below which each of several servers holds every entry; empty where an entry is to be had at its
        /// own address alone.
        public var entryRoots: [String]
        /// Whether its entries go before those of all others.
        public var isUrgent: Bool
        /// Whether its entries may refer to earlier ones, as CAP's updates and cancels do: then the oldest goes first, and
        /// one that is refused comes again some times, since what it refers to may be late.
        public var isOrdered: Bool

        /// A feed.
        public init(
            label: String,
            addresses: [String],
            longAddresses: [String] = [],
            entryRoots: [String] = [],
            isUrgent: Bool = false,
            isOrdered: Bool = false
        ) {
            self.label = label
            self.addresses = addresses
            self.longAddresses = longAddresses
            self.entryRoots = entryRoots
            self.isUrgent = isUrgent
            self.isOrdered = isOrdered
        }

        /// A feed of JMA's by its name: `eqvol` stands in `eqvol.xml`, its long form in `eqvol_l.xml`, and the entries in
        /// a folder beside that of the feeds. Earthquakes and tsunami go first.
        ///
        /// - Parameter bases: the folders of the feeds, the preferred first:
        ///   `https://www.data.jma.go.jp/developer/xml/feed`.
        public static func jma(_ name: String, bases: [String]) -> Source {
            let bases = bases.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
            return Source(
                label: name,
                addresses: bases.map { "\($0)/\(name).xml" },
                longAddresses: bases.map { "\($0)/\(name)_l.xml" },
                entryRoots: bases.compactMap(Self.folder),
                isUrgent: name == "eqvol"
            )
        }

        /// A feed of CAP alerts by its addresses, known by the first of them without scheme and fragment.
        public static func cap(_ addresses: [String]) -> Source {
            let first = addresses.first ?? ""
            let label = first.firstRange(of: "://").map { String(first[$0.upperBound...]) } ?? first
            return Source(label: String(label.prefix { $0 != "#" }), addresses: addresses, isOrdered: true)
        }

        /// The folder that a base stands in, with a slash behind it.
        private static func folder(of base: String) -> String? {
            guard var url = URLComponents(string: base), url.host != nil else { return nil }
            url.path = String(url.path[..<(url.path.lastIndex(of: "/") ?? url.path.startIndex)]) + "/"
            (url.query, url.fragment) = (nil, nil)
            return url.string
        }
    }
}
