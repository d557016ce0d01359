// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Intake
import TestSupport
import Testing

/// 熱中症警戒アラート: the day that it is for.
@Suite("Heat alerts", .enabled(if: SharedData.isPresent, SharedData.absent))
struct HeatAlertTests {
    private static let ours = ("埼玉県熱中症", "千葉県熱中症")

    /// The sample of 2024-08-11 05:00 as if reported at another time, about another day.
    private func alert(_ time: String, target: String? = nil, _ swaps: [(String, String)] = []) throws -> Sample {
        try Sample(
            "57_03_01_240401_VPFT50",
            [
                Self.ours,
                ("<ReportDateTime>2024-08-11T05:00", "<ReportDateTime>\(time)"),
                ("<TargetDateTime>2024-08-11T05:00", "<TargetDateTime>\(target ?? time)"),
            ] + swaps
        )
    }

    private func midnight(_ month: Int, _ day: Int) -> Date? {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 9 * 3600) ?? .gmt
        return calendar.date(from: DateComponents(year: 2024, month: month, day: day))
    }

    @Test func itConcernsTheWholePrefecture() throws {
        let heat = try alert("2024-08-11T05:00").reports()
        #expect(heat.count == 1 && heat.first?.hazard == .heat && heat.first?.bulletin?.level == 3)
        let special = try Sample("57_03_01_240401_VPFT50", [("埼玉県熱中症警戒アラート", "千葉県熱中症特別警戒アラート")])
        #expect(try special.reports().first?.bulletin?.level == 5)
        #expect(try Sample("57_03_01_240401_VPFT50").reports().isEmpty)
    }

    @Test func theAlertOfTheEveningAndThatOfTheMorningAreForOneDay() throws {
        let evening = try #require(
            try alert("2024-08-10T17:00", [("今日（１１日）", "明日（１１日）"), ("<Serial>2<", "<Serial>1<")]).reports().first
        )
        let morning = try #require(try alert("2024-08-11T05:00").reports().first)
        #expect(evening.event == morning.event && evening.subject == .event("2024-08-11"))
        #expect(evening.bulletin?.validUntil == midnight(8, 12))
        #expect(morning.bulletin?.validUntil == midnight(8, 12))
        let next = try #require(try alert("2024-08-11T17:00", [("今日（１１日）", "明日（１２日）")]).reports().first)
        #expect(next.event != morning.event, "the alert for tomorrow is another while that of today stands")
        #expect(next.bulletin?.validUntil == midnight(8, 13))
    }

    @Test func theNumberOfTheDayCountsAcrossMidnightAndTheEndOfAMonth() throws {
        let late = try alert("2024-08-11T00:05", [("今日（１１日）", "明日（１１日）")]).reports().first
        #expect(late?.subject == .event("2024-08-11"))
        let month = try alert("2024-08-31T17:00", [("今日（１１日）", "明日（１日）")]).reports().first
        #expect(month?.subject == .event("2024-09-01") && month?.bulletin?.validUntil == midnight(9, 2))
        let strange = try alert("2024-08-11T17:00", [("今日（１１日）", "明日（３０日）")]).reports().first
        #expect(strange?.subject == .event("2024-08-12"))
    }

    @Test(arguments: [
        ("2024-08-11T05:00", nil, "2024-08-11"), ("2024-08-11T11:59", nil, "2024-08-11"),
        ("2024-08-11T17:00", nil, "2024-08-12"), ("2024-08-11T14:00", nil, "2024-08-12"),
        ("2024-08-11T17:00", "2024-08-12T00:00", "2024-08-12"), ("2024-08-11T05:00", "2024-08-11T00:00", "2024-08-11"),
        // A correction keeps the hour of what it corrects.
        ("2024-08-12T00:10", "2024-08-11T17:00", "2024-08-12"),
    ])
    func withoutWordsTheTimesSay(time: String, target: String?, day: String) throws {
        let silent = try alert(time, target: target, [("今日（１１日）", "その日")])
        #expect(try silent.reports().first?.subject == .event(day))
        let withdrawn = try alert(time, target: target, [("<InfoType>発表", "<InfoType>取消")]).reports().first
        #expect(withdrawn?.kind == .withdrawn && withdrawn?.subject == .event(day))
    }
}
