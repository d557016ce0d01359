// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Composer
import Foundation
import Localization
import Mail

/// The mails that Python makes: what ours says, as templates of Jinja2 with the names of places and all numbers left
/// open.
///
/// It is less than what our composer does: which phrases there are, how each is inflected and where lines end is
/// already in the template.
struct ComposeJob: Encodable {
    struct Mail: Encodable {
        let tag: String
        let languageTag: String
        let fromName: String
        let subject: String
        let text: String
        let html: String
        let values: [String: String]
    }

    /// How long each measurement goes on.
    let seconds: Double
    /// What stands for the reader's own link.
    let hole = MessageTemplate.unsubscribeHole
    let date: Int
    let fromAddress: String
    let listID: String
    let mails: [Mail]
}

extension ComposeJob.Mail {
    /// A rendering with marks in place of what differs from alert to alert.
    init(_ mail: MailRendering, fromName: String, places: [String]) {
        var marks = JinjaMarks(places: places)
        tag = mail.language.rawValue
        languageTag = mail.language.htmlTag
        self.fromName = fromName
        subject = marks.template(of: mail.subject)
        text = marks.template(of: mail.text)
        // The style is no fact.
        let parts = mail.html.components(separatedBy: "</style>")
        html = JinjaMarks.literal(parts[0] + "</style>") + marks.template(of: parts.dropFirst().joined())
        values = marks.values
    }
}

/// Turns texts into templates: names of places and runs of digits become arguments, links and tags stay.
struct JinjaMarks {
    private let places: [String]
    private(set) var values: [String: String] = [:]

    /// The longest first, so that a name that holds another is taken whole.
    init(places: [String]) {
        self.places = places.filter { !$0.isEmpty }.sorted { ($1.count, $0) < ($0.count, $1) }
    }

    mutating func template(of text: String) -> String {
        var result = ""
        var rest = text[...]
        while let first = rest.first {
            if let tag = rest.prefixMatch(of: /https?:\/\/[^\s<"]+|<[^>]*>|&[#a-z0-9]+;/) {
                result += Self.literal(String(tag.output))
                rest = rest[tag.range.upperBound...]
            } else if let place = places.first(where: { rest.hasPrefix($0) }) {
                result += mark(place, "place")
                rest = rest.dropFirst(place.count)
            } else if let digits = rest.prefixMatch(of: /[0-9]+/) {
                result += mark(String(digits.output), "number")
                rest = rest[digits.range.upperBound...]
            } else {
                result += Self.literal(String(first))
                rest = rest.dropFirst()
            }
        }
        return result
    }

    private mutating func mark(_ value: String, _ kind: String) -> String {
        if let known = values.first(where: { $0.value == value }) { return "{{ \(known.key) }}" }
        let name = "\(kind)\(values.count)"
        values[name] = value
        return "{{ \(name) }}"
    }

    /// No phrase has braces; a style has, and Jinja2 reads only doubled ones and these two.
    static func literal(_ text: String) -> String {
        text.replacing("{{", with: "{{ '{{' }}").replacing("{%", with: "{{ '{%' }}").replacing("{#", with: "{{ '{#' }}")
    }
}
