// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

extension ReplayReport {
    /// The report as lines for a terminal.
    var text: [String] {
        var lines = [
            "\(city): \(files) files, \(span); rules \(rules); \(residents)",
            "\(counts.issued) alerts go out, \(counts.held) wait for officers, \(counts.shown) changes are only shown, "
                + "\(counts.nothing) reports change nothing"
                + (counts.recorded > 0 ? ", \(counts.recorded) drills are recorded" : "")
                + (duplicates > 0 ? ", \(duplicates) telegrams came twice" : ""),
            "",
        ]
        for alert in alerts { lines += alert.lines }
        if let difference { lines += difference.lines }
        if !alarms.isEmpty {
            lines += ["", "alarms for operators:"]
            lines += alarms.map { "  \(Self.japanese($0.at)) \($0.kind) \($0.about): \($0.message)" }
        }
        lines += ["", "telegrams by kind (files, concerning the city, what became of their reports):"]
        lines += kinds.map { kind in
            let became = (changes[kind.bulletin] ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            let note = kind.isRead ? became.joined(separator: ", ") : "not read, kept"
            return "  \(kind.bulletin): \(kind.files), \(kind.concerned)\(note.isEmpty ? "" : " (\(note))")"
        }
        if !refusals.isEmpty {
            lines += ["", "not read:"] + refusals.map { "  \($0.file): \($0.reason)" }
        }
        return lines
    }

    private var span: String {
        guard let from, let to else { return "none of them about the city" }
        return "\(Self.japanese(from)) to \(Self.japanese(to))"
    }

    /// A time as people in Japan read it.
    static func japanese(_ date: Date) -> String {
        let zone = TimeZone(secondsFromGMT: 9 * 3600) ?? .gmt
        let style = Date.ISO8601FormatStyle(dateTimeSeparator: .space, timeZone: zone)
        return String(date.formatted(style).prefix(16))
    }
}

extension ReplayReport.Line {
    /// What keeps it from going out; nil where nothing does.
    var fate: String? {
        recorded ? "a drill: recorded, sent to nobody" : hold.map { "waits: \($0)" }
    }

    fileprivate var lines: [String] {
        let mark = status == "Actual" ? "" : "[\(status)] "
        var lines = [
            "\(ReplayReport.japanese(at)) \(mark)\(hazard) \(change) \(measure), \(priority), to \(audience) in "
                + "\(languages.count) languages",
            "    rule \(rule); \(bulletin) \"\(title)\" (\(file))" + (fate.map { "; \($0)" } ?? ""),
        ]
        for (language, wording) in (wording ?? [:]).sorted(by: { $0.key < $1.key }) {
            lines.append("    --- \(language): \(wording.subject)")
            lines += wording.text.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
        }
        return lines
    }
}

extension ReplayReport.Difference {
    fileprivate var lines: [String] {
        func part(_ title: String, _ alerts: [ReplayReport.Line]) -> [String] {
            alerts.isEmpty ? [] : [title] + alerts.flatMap(\.lines).map { "  \($0)" }
        }
        guard !onlyHere.isEmpty || !onlyThere.isEmpty || !otherwise.isEmpty else {
            return ["", "\(against) makes the same alerts"]
        }
        return ["", "\(against): \(issued) alerts go out, \(held) wait"]
            + part("only by the rules in force:", onlyHere)
            + part("only by \(against):", onlyThere)
            + part("by both, but one of them waits for officers (as by \(against)):", otherwise)
    }
}
