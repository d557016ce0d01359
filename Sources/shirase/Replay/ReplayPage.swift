// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization

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
        <title>Replay: \(report.city.htmlEscaped)</title><style>\(Self.style)</style></head><body>
        <h1>Replay: \(report.city.htmlEscaped)</h1>
        <p>\((report.text.first ?? "").htmlEscaped)</p>
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

    private func table(_ alerts: [ReplayReport.Line]) -> String {
        guard !alerts.isEmpty else { return "<p>None.</p>" }
        let rows = alerts.map { alert in
            let words = (alert.wording ?? [:]).sorted { $0.key < $1.key }.map { language, wording in
                "<details><summary>\(language.htmlEscaped): \(wording.subject.htmlEscaped)</summary>"
                    + "<pre lang=\"\(language.htmlEscaped)\">\(wording.text.htmlEscaped)</pre></details>"
            }
            let fate = alert.fate.map { "<br><em>\($0.htmlEscaped)</em>" } ?? ""
            let drill = alert.status == "Actual" ? "" : " <em>\(alert.status.htmlEscaped)</em>"
            return """
                <tr class="\(alert.priority.htmlEscaped)"><td>\(ReplayReport.japanese(alert.at))<td>\(alert.hazard.htmlEscaped)\(drill)\
                <td>\(alert.change.htmlEscaped)<td>\(alert.measure.htmlEscaped)<td>\(alert.priority.htmlEscaped)\
                <td>\(alert.audience)<td>\(alert.languages.count)\
                <td>\(alert.rule.htmlEscaped)\(fate)<td>\(alert.bulletin.htmlEscaped) \(alert.title.htmlEscaped)\
                <br><small>\(alert.file.htmlEscaped)</small>\(words.joined())</tr>
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
            <h2>Beside \(difference.against.htmlEscaped)</h2>
            <p>By it \(difference.issued) alerts go out and \(difference.held) wait.</p>
            <h3>Only by the rules in force</h3>\(table(difference.onlyHere))
            <h3>Only by \(difference.against.htmlEscaped)</h3>\(table(difference.onlyThere))
            <h3>By both, but one of them waits</h3>\(table(difference.otherwise))
            """
    }

    private var alarms: String {
        guard !report.alarms.isEmpty else { return "" }
        let rows = report.alarms.map {
            "<tr><td>\(ReplayReport.japanese($0.at))<td>\($0.about.htmlEscaped)<td>\($0.message.htmlEscaped)</tr>"
        }
        return "<h2>Alarms for operators</h2><table><tr><th>Time (JST)<th>About<th>What</tr>\(rows.joined())</table>"
    }

    private var refusals: String {
        guard !report.refusals.isEmpty else { return "" }
        let rows = report.refusals.map { "<tr><td>\($0.file.htmlEscaped)<td>\($0.reason.htmlEscaped)</tr>" }
        return "<h2>Not read</h2><table><tr><th>File<th>Why</tr>\(rows.joined())</table>"
    }

    private func row(_ kind: ReplayHistory.KindCount) -> String {
        let became = (report.changes[kind.bulletin] ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let note = kind.isRead ? became.joined(separator: ", ") : "not read, kept"
        return "<tr><td>\(kind.bulletin.htmlEscaped)<td>\(kind.files)<td>\(kind.concerned)<td>\(note.htmlEscaped)</tr>"
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
