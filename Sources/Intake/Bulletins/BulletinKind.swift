// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import SafeXML

/// A kind of bulletin that is read whole: how it is told, and what reads it.
public struct BulletinKind: Sendable {
    /// JMA's code: VXSE53. Where several codes share a title, the first letters that they share and `x` for the rest.
    let name: String
    /// Its Control/Title, letters and brackets in half width.
    let titles: [String]
    let read: @Sendable (_ report: MarkupElement, TelegramEnvelope) throws(MarkupError) -> any BulletinBody
    let withdrawal: @Sendable (TelegramEnvelope, CityScope) -> Concern
    /// Whether it warns of nothing by itself: in a form that is not known it is kept, where a warning is refused aloud.
    private(set) var isKeptUnread = false

    /// A kind whose Body stands in a namespace and is read by a type.
    init<Body: ReadableBody>(_ name: String, _ titles: String..., in namespace: String, as body: Body.Type) {
        self.name = name
        self.titles = titles
        read = { report, envelope throws(MarkupError) in
            try Body(report.required("Body", in: namespace), envelope: envelope)
        }
        withdrawal = { Body.withdrawal($0, in: $1) }
    }

    /// The same, kept where its form is not known.
    var keptUnread: BulletinKind {
        var copy = self
        copy.isKeptUnread = true
        return copy
    }

    private static let all = seismic + weather + other
    private static let byTitle: [String: BulletinKind] = all.reduce(into: [:]) { table, kind in
        for title in kind.titles { table[title] = kind }
    }

    /// The names that `Source.bulletin` of a telegram's report may bear, in no order: VXSE53, VXKOxx.
    public static let names = all.map(\.name)

    /// Whether a report of a telegram may bear a name: VXKOxx, not VXKO52, since a title does not tell them apart.
    public static func isKnown(_ name: String) -> Bool { names.contains(name) }

    /// The kind of a title in half width; JMA adds a letter to a title when a layout changes (予報a).
    static func find(title: String) -> BulletinKind? {
        if let kind = byTitle[title] { return kind }
        let plain = String(title.reversed().drop { $0.isASCII && $0.isLowercase }.reversed())
        return plain == title ? nil : byTitle[plain]
    }
}
