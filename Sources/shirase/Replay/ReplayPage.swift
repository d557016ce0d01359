// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// A replay as one page that needs nothing else: a timeline, the alerts and what became of the telegrams.
struct ReplayPage {
    private let report: ReplayReport

    init(_ report: ReplayReport) {
        self.report = report
    }

    /// The page.
    var html: String {
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>Replay: \(Self.text(report.city))</title><style>\(Self.style)</style></head><body>
        <h1>Replay: \(Self.text(report.city))</h1>
        <p>\(Self.text(report.text.first ?? ""))</p>
        <ul class="counts">
        <li><b>\(report.counts.issued)</b> alerts go out</li><li><b>\(report.counts.held)</b> wait for officers</li>
        <li><b>\(report.counts.recorded)</b> drills recorded</li>
        <li><b>\(report.counts.shown)</b> changes only shown</li>
        <li><b>\(report.counts.nothing)</b> reports change nothing</li><li><b>\(report.alarms.count)</b> alarms</li>
        </ul>
        <h2>Timeline</h2>
        \(ReplayTimeline(report).svg)
        <h2>Alerts</h2>
        \(table(report.alerts))
        \(difference)
        \(alarms)
        <h2>Telegrams by kind</h2>
        <table><tr><th>Kind<th>Files<th>About the city<th>What became of their reports</tr>
        \(report.kinds.map(row).joined(separator: "\n"))
        </table>
        \(refusals)
        </body></html>

        """
    }

    /// Text that stands in HTML, in an attribute or between tags.
    static func text(_ text: String) -> String {
        var safe = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": safe += "&amp;"
            case "<": safe += "&lt;"
            case ">": safe += "&gt;"
            case "\"": safe += "&quot;"
            case "'": safe += "&#39;"
            default: safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }

    private func table(_ alerts: [ReplayReport.Line]) -> String {
        guard !alerts.isEmpty else { return "<p>None.</p>" }
        let rows = alerts.map { alert in
            let words = (alert.wording ?? [:]).sorted { $0.key < $1.key }.map { language, wording in
                "<details><summary>\(Self.text(language)): \(Self.text(wording.subject))</summary>"
                    + "<pre lang=\"\(Self.text(language))\">\(Self.text(wording.text))</pre></details>"
            }
            let fate = alert.fate.map { "<br><em>\(Self.text($0))</em>" } ?? ""
            let drill = alert.status == "Actual" ? "" : " <em>\(Self.text(alert.status))</em>"
            return """
                <tr class="\(Self.text(alert.priority))"><td>\(ReplayReport.japanese(alert.at))<td>\(Self.text(alert.hazard))\(drill)\
                <td>\(Self.text(alert.change))<td>\(Self.text(alert.measure))<td>\(Self.text(alert.priority))\
                <td>\(alert.audience)<td>\(alert.languages.count)\
                <td>\(Self.text(alert.rule))\(fate)<td>\(Self.text(alert.bulletin)) \(Self.text(alert.title))\
                <br><small>\(Self.text(alert.file))</small>\(words.joined())</tr>
                """
        }
        return """
            <table><tr><th>Time (JST)<th>Hazard<th>Change<th>Measure<th>Priority<th>Audience<th>Languages<th>Rule<th>Telegram</tr>
            \(rows.joined(separator: "\n"))
            </table>
            """
    }

    private var difference: String {
        guard let difference = report.difference else { return "" }
        return """
            <h2>Beside \(Self.text(difference.against))</h2>
            <p>By it \(difference.issued) alerts go out and \(difference.held) wait.</p>
            <h3>Only by the rules in force</h3>\(table(difference.onlyHere))
            <h3>Only by \(Self.text(difference.against))</h3>\(table(difference.onlyThere))
            <h3>By both, but one of them waits</h3>\(table(difference.otherwise))
            """
    }

    private var alarms: String {
        guard !report.alarms.isEmpty else { return "" }
        let rows = report.alarms.map {
            "<tr><td>\(ReplayReport.japanese($0.at))<td>\(Self.text($0.about))<td>\(Self.text($0.message))</tr>"
        }
        return "<h2>Alarms for operators</h2><table><tr><th>Time (JST)<th>About<th>What</tr>\(rows.joined())</table>"
    }

    private var refusals: String {
        guard !report.refusals.isEmpty else { return "" }
        let rows = report.refusals.map { "<tr><td>\(Self.text($0.file))<td>\(Self.text($0.reason))</tr>" }
        return "<h2>Not read</h2><table><tr><th>File<th>Why</tr>\(rows.joined())</table>"
    }

    private func row(_ kind: ReplayHistory.KindCount) -> String {
        let became = (report.changes[kind.bulletin] ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let note = kind.isRead ? became.joined(separator: ", ") : "not read, kept"
        return "<tr><td>\(Self.text(kind.bulletin))<td>\(kind.files)<td>\(kind.concerned)<td>\(Self.text(note))</tr>"
    }

    private static let style = """
        :root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:1.5rem auto;max-width:76rem;padding:0 1rem}
        h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}table{border-collapse:collapse;width:100%;font-size:.88rem}
        th,td{border-bottom:1px solid #8886;padding:.3rem .5rem;text-align:left;vertical-align:top}td:last-child{overflow-wrap:anywhere}
        .counts{display:flex;flex-wrap:wrap;gap:1.5rem;list-style:none;padding:0}.counts b{font-size:1.4rem}
        .immediate td:first-child{border-left:.4rem solid #a0009b}.urgent td:first-child{border-left:.4rem solid #d1001f}
        .warning td:first-child{border-left:.4rem solid #c77700}.notice td:first-child{border-left:.4rem solid #2b6cb0}
        pre{white-space:pre-wrap}svg{width:100%;height:auto;font:12px system-ui,sans-serif}svg text{fill:currentColor}
        .axis{stroke:#8888}.row{stroke:#8884}
        """
}
