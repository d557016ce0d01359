// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization

/// The alerts of a replay on a line of time, one row a hazard: filled where they go out, hollow where they wait.
struct ReplayTimeline {
    private static let width = 1200.0
    private static let left = 190.0
    private static let rowHeight = 34.0

    private let alerts: [ReplayReport.Line]
    private let others: [ReplayReport.Line]
    private let from: Date
    private let to: Date

    init(_ report: ReplayReport) {
        alerts = report.alerts
        others = report.difference?.onlyThere ?? []
        let times = (alerts + others).map(\.at)
        from = times.min() ?? report.from ?? .distantPast
        // One alert alone stands in the middle of an hour.
        let last = times.max() ?? report.to ?? from
        to = max(last, from.addingTimeInterval(3600))
    }

    /// The chart as SVG, to stand in a page.
    var svg: String {
        guard !alerts.isEmpty || !others.isEmpty else { return "<p>No alert, no timeline.</p>" }
        let hazards = Set((alerts + others).map(\.hazard)).sorted()
        let height = Self.rowHeight * Double(hazards.count) + 46
        var parts = [
            "<svg viewBox=\"0 0 \(Int(Self.width)) \(Int(height))\" role=\"img\" aria-label=\"Alerts by time and hazard\">"
        ]
        for tick in ticks {
            let x = place(tick)
            parts.append(
                "<line class=\"axis\" x1=\"\(x)\" x2=\"\(x)\" y1=\"0\" y2=\"\(Int(height - 30))\"/>"
                    + "<text x=\"\(x)\" y=\"\(Int(height - 12))\" text-anchor=\"middle\">\(label(tick))</text>"
            )
        }
        for (row, hazard) in hazards.enumerated() {
            let y = Self.rowHeight * (Double(row) + 0.5)
            parts.append(
                "<line class=\"row\" x1=\"\(Self.left)\" x2=\"\(Self.width)\" y1=\"\(y)\" y2=\"\(y)\"/>"
                    + "<text x=\"4\" y=\"\(y + 4)\">\(hazard.htmlEscaped)</text>"
            )
            parts += alerts.filter { $0.hazard == hazard }.map { mark($0, y: y, isOther: false) }
            parts += others.filter { $0.hazard == hazard }.map { mark($0, y: y + 10, isOther: true) }
        }
        return (parts + ["</svg>"]).joined(separator: "\n")
    }

    private func mark(_ alert: ReplayReport.Line, y: Double, isOther: Bool) -> String {
        let colour = Self.colour(alert.priority)
        let fill = alert.fate == nil ? colour : "none"
        let title =
            "\(ReplayReport.japanese(alert.at)) \(alert.hazard) \(alert.change) \(alert.measure), to \(alert.audience)"
            + (alert.fate.map { ", \($0.htmlEscaped)" } ?? "") + (isOther ? ", only by the other rules" : "")
        let shape =
            isOther
            ? "<rect x=\"\(place(alert.at) - 4)\" y=\"\(y - 4)\" width=\"8\" height=\"8\""
            : "<circle cx=\"\(place(alert.at))\" cy=\"\(y)\" r=\"6\""
        return
            "\(shape) fill=\"\(fill)\" stroke=\"\(colour)\" stroke-width=\"2\"><title>\(title.htmlEscaped)</title>"
            + (isOther ? "</rect>" : "</circle>")
    }

    private static func colour(_ priority: String) -> String {
        switch priority {
        case "immediate": "#a0009b"
        case "urgent": "#d1001f"
        case "warning": "#c77700"
        default: "#2b6cb0"
        }
    }

    private func place(_ date: Date) -> Double {
        let share = date.timeIntervalSince(from) / to.timeIntervalSince(from)
        return ((Self.left + 20 + share * (Self.width - Self.left - 60)) * 10).rounded() / 10
    }

    /// Six places of the line.
    private var ticks: [Date] {
        (0...5).map { from.addingTimeInterval(to.timeIntervalSince(from) * Double($0) / 5) }
    }

    private func label(_ date: Date) -> String {
        let text = ReplayReport.japanese(date)
        return to.timeIntervalSince(from) > 4 * 86_400 ? String(text.prefix(10)) : String(text.dropFirst(5))
    }
}
