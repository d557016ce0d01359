// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// One element of a document, with all that is in it: a value, so that readers walk it without a parser's state.
struct TelegramElement {
    /// Namespaces of JMA's disaster prevention XML.
    enum Namespace {
        static let report = "http://xml.kishou.go.jp/jmaxml1/"
        static let head = "http://xml.kishou.go.jp/jmaxml1/informationBasis1/"
        static let seismology = "http://xml.kishou.go.jp/jmaxml1/body/seismology1/"
        static let meteorology = "http://xml.kishou.go.jp/jmaxml1/body/meteorology1/"
        static let basis = "http://xml.kishou.go.jp/jmaxml1/elementBasis1/"
    }

    let namespace: String
    let name: String
    let attributes: [String: String]
    /// The line of its opening tag.
    let line: Int
    var text = ""
    var children: [TelegramElement] = []

    /// Its children of a name, of its own namespace unless another is named.
    func all(_ name: String, in namespace: String? = nil) -> [TelegramElement] {
        let wanted = namespace ?? self.namespace
        return children.filter { $0.name == name && $0.namespace == wanted }
    }

    /// Its first child of a name, of its own namespace unless another is named.
    func first(_ name: String, in namespace: String? = nil) -> TelegramElement? {
        let wanted = namespace ?? self.namespace
        return children.first { $0.name == name && $0.namespace == wanted }
    }

    /// The element at the end of a path of first children of its own namespace.
    func first(path: String...) -> TelegramElement? {
        var element = self
        for name in path {
            guard let next = element.first(name) else { return nil }
            element = next
        }
        return element
    }

    /// Its text without surrounding white space; nil where nothing is left.
    var content: String? {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return trimmed.isEmpty ? nil : trimmed
    }

    /// The text of a child; nil where there is no such child or no text in it.
    func string(_ name: String) -> String? {
        first(name)?.content
    }

    /// The text of a child that must be there.
    func requiredString(_ name: String) throws(TelegramError) -> String {
        guard let text = string(name) else { throw missing(name) }
        return text
    }

    /// A child that must be there.
    func required(_ name: String, in namespace: String? = nil) throws(TelegramError) -> TelegramElement {
        guard let child = first(name, in: namespace) else { throw missing(name) }
        return child
    }

    /// The time in a child; nil where there is none.
    func time(_ name: String) throws(TelegramError) -> Date? {
        guard let child = first(name), let text = child.content else { return nil }
        guard let time = TelegramTime.date(text) else {
            throw child.unreadable("not a time with a zone (2026-11-05T09:00:00+09:00)")
        }
        return time
    }

    /// The time in a child that must be there.
    func requiredTime(_ name: String) throws(TelegramError) -> Date {
        guard let time = try time(name) else { throw missing(name) }
        return time
    }

    /// What to throw where a child is missing or empty.
    func missing(_ child: String) -> TelegramError {
        TelegramError(
            .missing,
            "<\(name)> has no <\(child)>, or an empty one",
            line: line,
            remedy: "the telegram is damaged or not of the kind that its title says: get it again from JMA"
        )
    }

    /// What to throw where its text cannot be understood.
    func unreadable(_ why: String) -> TelegramError {
        TelegramError(
            .unreadable,
            "<\(name)> holds \"\((content ?? "").prefix(60))\": \(why)",
            line: line,
            remedy: "compare with JMA's current code tables; the telegram is damaged or newer than this program"
        )
    }
}
