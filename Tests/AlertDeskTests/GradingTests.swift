// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Foundation
import Testing

/// Priorities (DESIGN section 2) and CAP's three judgements, by table.
@Suite struct GradingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let reports: [HazardReport]
        let change: Change
        let priority: Priority
        let urgency: Urgency
        let severity: Severity
        let certainty: Certainty

        init(_ reports: [HazardReport], _ change: Change, _ priority: Priority, _ cap: (Urgency, Severity, Certainty)) {
            self.reports = reports
            self.change = change
            self.priority = priority
            (urgency, severity, certainty) = cap
        }

        var testDescription: String { "\(reports[0].hazard) \(change) \(priority.name)" }
    }

    static let table: [Row] = [
        Row([Reports.quake("VXSE51", 0, city: .three)], .new, .warning, (.past, .minor, .observed)),
        Row([Reports.quake("VXSE51", 0, city: .four)], .new, .warning, (.past, .moderate, .observed)),
        Row([Reports.quake("VXSE51", 0, city: .fiveLowerPresumed)], .new, .urgent, (.past, .severe, .observed)),
        Row([Reports.quake("VXSE51", 0, city: .fiveLower)], .new, .urgent, (.past, .severe, .observed)),
        Row([Reports.quake("VXSE51", 0, city: .sixLower)], .new, .urgent, (.past, .extreme, .observed)),
        Row([Reports.quake("VXSE51", 0, city: .seven)], .new, .urgent, (.past, .extreme, .observed)),
        Row(
            [Reports.quake("VXSE53", 0, city: .sixUpper), Reports.quake("VXSE53", 1, city: .three, kind: .corrected)],
            .corrected,
            .urgent,
            (.past, .minor, .observed)
        ),
        Row(
            [Reports.quake("VXSE53", 0, city: .three), Reports.quake("VXSE53", 1, city: .fiveLower, kind: .corrected)],
            .corrected,
            .urgent,
            (.past, .severe, .observed)
        ),
        Row([Reports.tsunami(0, .advisory)], .new, .warning, (.immediate, .moderate, .likely)),
        Row([Reports.tsunami(0, .warning)], .new, .immediate, (.immediate, .severe, .likely)),
        Row([Reports.tsunami(0, .majorWarning)], .new, .immediate, (.immediate, .extreme, .likely)),
        Row(
            [Reports.tsunami(0, .majorWarning), Reports.tsunami(1, .warning, before: .majorWarning)],
            .lowered,
            .immediate,
            (.immediate, .severe, .likely)
        ),
        Row(
            [Reports.tsunami(0, .warning), Reports.tsunami(1, .none, before: .warning)],
            .ended,
            .warning,
            (.past, .minor, .likely)
        ),
        Row(
            [Reports.tsunami(0, .warning), Reports.tsunami(1, .none, kind: .corrected)],
            .withdrawn,
            .immediate,
            (.past, .minor, .likely)
        ),
        Row(
            [Reports.tsunami(0, .warning), Reports.tsunami(1, .none, kind: .withdrawn)],
            .withdrawn,
            .immediate,
            (.past, .minor, .likely)
        ),
        Row([Reports.rain(0, .warning)], .new, .warning, (.expected, .moderate, .likely)),
        Row([Reports.rain(0, .danger)], .new, .urgent, (.immediate, .severe, .likely)),
        Row([Reports.rain(0, .emergency)], .new, .immediate, (.immediate, .extreme, .likely)),
        Row(
            [Reports.rain(0, .emergency), Reports.rain(1, .danger)],
            .lowered,
            .urgent,
            (.immediate, .severe, .likely)
        ),
        Row([Reports.bulletin(0, level: 5)], .new, .immediate, (.immediate, .extreme, .observed)),
        Row([Reports.bulletin(0, level: 4)], .new, .urgent, (.immediate, .severe, .observed)),
        Row([Reports.bulletin(0, level: 3)], .new, .warning, (.expected, .moderate, .observed)),
        Row([Reports.bulletin(0, level: 1)], .new, .notice, (.future, .minor, .observed)),
        Row([Reports.bulletin(0), Reports.bulletin(1, isOver: true)], .ended, .notice, (.past, .minor, .observed)),
        Row([Reports.foreign(0, headline: "a")], .new, .urgent, (.immediate, .severe, .likely)),
        Row(
            [Reports.foreign(0, headline: "a"), Reports.foreign(1, headline: "b")],
            .detailed,
            .urgent,
            (.immediate, .severe, .likely)
        ),
        Row([Reports.rain(0, .danger), Reports.rain(1, .none)], .ended, .notice, (.past, .minor, .likely)),
        Row(
            [Reports.rain(0, .danger), Reports.rain(1, .warning, kind: .corrected)],
            .corrected,
            .urgent,
            (.expected, .moderate, .likely)
        ),
    ]

    @Test(arguments: table)
    func theLastAlertOfAStoryIsGradedByTheTable(_ row: Row) throws {
        let alert = try #require(
            try AlertDesk.preview(row.reports, judge: Judge(rules: rules, identity: identity)).last
        )
        #expect(alert.change == row.change)
        #expect(alert.priority == row.priority)
        #expect(alert.urgency == row.urgency)
        #expect(alert.severity == row.severity)
        #expect(alert.certainty == row.certainty)
        #expect(alert.messageType == (row.change == .withdrawn ? .cancel : row.reports.count > 1 ? .update : .alert))
        let hours = rules.expiryHours[alert.hazard] ?? 24
        #expect(alert.expires == alert.sent.addingTimeInterval(Double(hours) * 3600))
    }
}
