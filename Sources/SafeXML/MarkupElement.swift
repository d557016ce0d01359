// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation

/// One element of a document, with all that is in it: a value, so that readers walk it without a parser's state.
public struct MarkupElement: Sendable {
    /// The URI of its namespace; empty for none.
    public let namespace: String
    /// Its local name.
    public let name: String
    /// Its attributes by qualified name.
    public let attributes: [String: String]
    /// The line of its opening tag.
    public let line: Int
    /// Its own text, its children's not.
    public internal(set) var text = ""
    /// Its child elements, in order.
    public internal(set) var children: [MarkupElement] = []

    /// Its children of a name, of its own namespace unless another is named.
    public func all(_ name: String, in namespace: String? = nil) -> [MarkupElement] {
        let wanted = namespace ?? self.namespace
        return children.filter { $0.name == name && $0.namespace == wanted }
    }

    /// Its first child of a name, of its own namespace unless another is named.
    public func first(_ name: String, in namespace: String? = nil) -> MarkupElement? {
        let wanted = namespace ?? self.namespace
        return children.first { $0.name == name && $0.namespace == wanted }
    }

    /// The element at the end of a path of first children of its own namespace.
    public func first(path: String...) -> MarkupElement? {
        var element = self
        for name in path {
            guard let next = element.first(name) else { return nil }
            element = next
        }
        return element
    }

    /// Its text without surrounding white space; nil where nothing is left.
    public var content: String? { text.trimmingBlanks() }

    /// The text of a child; nil where there is no such child or no text in it.
    public func string(_ name: String) -> String? {
        first(name)?.content
    }

    /// The text of a child that must be there.
    public func requiredString(_ name: String) throws(MarkupError) -> String {
        guard let text = string(name) else { throw missing(name) }
        return text
    }

    /// A child that must be there.
    public func required(_ name: String, in namespace: String? = nil) throws(MarkupError) -> MarkupElement {
        guard let child = first(name, in: namespace) else { throw missing(name) }
        return child
    }

    /// The time in a child; nil where there is none.
    public func time(_ name: String) throws(MarkupError) -> Date? {
        guard let child = first(name), let text = child.content else { return nil }
        guard let time = XMLDateTime.date(text) else {
            throw child.unreadable("not a time with a zone (2026-11-05T09:00:00+09:00)")
        }
        return time
    }

    /// The time in a child that must be there.
    public func requiredTime(_ name: String) throws(MarkupError) -> Date {
        guard let time = try time(name) else { throw missing(name) }
        return time
    }

    /// What to throw where a child is missing or empty.
    public func missing(_ child: String) -> MarkupError {
        MarkupError(
            .missing,
            "<\(name)> has no <\(child)>, or an empty one",
            line: line,
            remedy: "the document is damaged or not of the kind that it says: get it again from its publisher"
        )
    }

    /// What to throw where its text cannot be understood.
    public func unreadable(_ why: String) -> MarkupError {
        MarkupError(
            .unreadable,
            "<\(name)> holds \"\((content ?? "").prefix(60))\": \(why)",
            line: line,
            remedy: "compare with the publisher's current tables; the document is damaged or newer than this program"
        )
    }
}
