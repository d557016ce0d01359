// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation
public import SafeXML

/// An Atom feed (RFC 4287) as JMA publishes its telegrams and others their CAP alerts: what is new, and where to get it.
///
/// Of RSS and of documents that stand inside an entry nothing is read.
public struct AtomFeed: Sendable, Hashable {
    /// One telegram announced.
    public struct Entry: Sendable, Hashable {
        /// Atom `id`: what it is known by; JMA's is the telegram's address.
        public var id: String
        /// Atom `title`: Control/Title of the telegram.
        public var title: String
        /// Atom `updated`; an entry that changes keeps its id and has a later one (RFC 4287 section 4.2.6).
        public var updated: Date
        /// The address as it is written: of the links the first that is CAP, else the first alternate one, XML before all
        /// else; the id where it has none. It may be relative to that of the feed.
        public var address: String

        /// An entry.
        public init(id: String, title: String, updated: Date, address: String) {
            self.id = id
            self.title = title
            self.updated = updated
            self.address = address
        }
    }

    /// Atom `updated` of the feed.
    public var updated: Date?
    /// The entries in the order of their times, each id once, its latest version.
    public var entries: [Entry]
    /// How many entries could not be understood; they never stop the others.
    public var damaged: Int

    /// The feeds of a day have a thousand entries and half a megabyte.
    public static let limits = XMLLimits(
        bytes: 8 << 20,
        depth: 64,
        elements: 200_000,
        textBytes: 256 << 10,
        attributes: 32
    )
    private static let namespace = "http://www.w3.org/2005/Atom"

    /// Reads a feed, or says why not. Elements that do not belong there are passed over.
    public init(_ data: Data) throws(MarkupError) {
        let root = try MarkupElement(document: data, limits: Self.limits)
        guard root.name == "feed", root.namespace == Self.namespace else {
            throw MarkupError(
                .unexpectedDocument,
                "the root element is <\(root.name)>, not Atom's <feed>",
                line: root.line,
                remedy: "check the feed's address"
            )
        }
        updated = root.string("updated").flatMap { XMLDateTime.date($0) }
        var found: [String: Entry] = [:]
        damaged = 0
        for element in root.all("entry") {
            guard let entry = Entry(element) else {
                damaged += 1
                continue
            }
            if let other = found[entry.id], other.updated >= entry.updated { continue }
            found[entry.id] = entry
        }
        entries = found.values.sorted { ($0.updated, $0.id) < ($1.updated, $1.id) }
    }
}

extension AtomFeed.Entry {
    fileprivate init?(_ element: MarkupElement) {
        guard let id = element.string("id"), id.utf8.count <= 1_000,
            let updated = element.string("updated").flatMap({ XMLDateTime.date($0) })
        else { return nil }
        self.id = id
        self.updated = updated
        title = element.string("title") ?? ""
        address = Self.link(element.all("link")) ?? id
    }

    private static func link(_ links: [MarkupElement]) -> String? {
        func type(_ link: MarkupElement) -> String {
            let type = (link.attributes["type"] ?? "").prefix { $0 != ";" }
            return type.trimmingCharacters(in: .whitespaces).lowercased()
        }
        let links = links.filter { $0.attributes["href"]?.isEmpty == false }
        let alternates = links.filter { ["alternate", ""].contains($0.attributes["rel"] ?? "") }
        let best =
            links.first { type($0) == "application/cap+xml" }
            ?? alternates.first { ["application/xml", "text/xml"].contains(type($0)) } ?? alternates.first
        return best?.attributes["href"]
    }
}
