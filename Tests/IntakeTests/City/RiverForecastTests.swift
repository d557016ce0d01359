// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Intake
import SafeXML
import TestSupport
import Testing

/// 指定河川洪水予報 of the city's river, by code and by name.
@Suite("River forecasts", .enabled(if: SharedData.isPresent, SharedData.absent))
struct RiverForecastTests {
    private static let ours = ("<Code>123456789012</Code>", "<Code>830303030400</Code>")

    private func sample(name: String, code: String, condition: String = "洪水警報") throws -> Sample {
        try Sample(
            "16_03_01_220728_VXKOii",
            [
                Self.ours, ("<Name>氾濫警戒情報</Name>", "<Name>\(name)</Name>"),
                ("<Code>30</Code>", code.isEmpty ? "<Code/>" : "<Code>\(code)</Code>"),
                ("<Condition>洪水警報（発表）</Condition>", "<Condition>\(condition)</Condition>"),
            ]
        )
    }

    // Table 指定河川洪水予報 with the names until 2026-05-28 and since.
    private static let table: [(name: String, code: String, condition: String, level: Int)] = [
        ("氾濫注意情報解除", "10", "洪水注意報解除", 0), ("氾濫注意情報", "20", "洪水注意報（発表）", 2),
        ("氾濫注意情報", "21", "洪水注意報", 2), ("氾濫注意情報（警戒情報解除）", "22", "洪水注意報（警報解除）", 2),
        ("氾濫警戒情報", "30", "洪水警報（発表）", 3), ("氾濫警戒情報", "31", "洪水警報", 3),
        ("氾濫危険情報", "40", "洪水警報（発表）", 4), ("氾濫危険情報", "41", "洪水警報", 4),
        ("氾濫発生情報", "51", "洪水警報", 5), ("氾濫発生情報（氾濫水の予報）", "53", "洪水警報", 5),
        ("レベル２氾濫注意報解除", "10", "レベル２氾濫注意報解除", 0), ("レベル２氾濫注意報（警報解除）", "22", "レベル２氾濫注意報（警報解除）", 2),
        ("レベル３氾濫警報", "30", "レベル３氾濫警報（発表）", 3), ("レベル４氾濫危険警報", "40", "レベル４氾濫危険警報（発表）", 4),
        ("レベル５氾濫特別警報", "51", "レベル５氾濫特別警報", 5),
    ]

    @Test(arguments: table)
    func aRiverOfTheCityHasALevelByItsCode(name: String, code: String, condition: String, level: Int) throws {
        let found = try sample(name: name, code: code, condition: condition).reports()
        let report = try #require(found.first)
        #expect(found.count == 1 && report.subject == .area("830303030400") && report.hazard == .flood)
        #expect(report.weather?.level.rawValue == level && report.weather?.code == code)
        #expect(report.areas == ["1220300"])
        let later = try sample(name: "来年の新しい名", code: code, condition: condition).reports()
        #expect(later.first?.weather?.level.rawValue == level, "by code alone")
        for unknown in ["", "61", "X"] {
            let named = try sample(name: name, code: unknown, condition: condition).reports()
            #expect(named.first?.weather?.level.rawValue == level, "by name alone, code \"\(unknown)\"")
        }
    }

    @Test func whatIsNotUnderstoodIsRefused() throws {
        let sample = try sample(name: "新", code: "61")
        #expect(try #require(throws: MarkupError.self) { try sample.telegram() }.code == .unreadable)
    }

    @Test func whatIsNotUnderstoodOfAnotherRiverLosesNoneOfOurs() throws {
        func item(_ kind: String, _ code: String, river: String) -> String {
            "<Item><Kind><Name>\(kind)</Name><Code>\(code)</Code></Kind><Areas><Area><Name>川</Name>"
                + "<Code>\(river)</Code></Area></Areas></Item>"
        }
        func both(_ first: String, _ second: String) throws -> Sample {
            let opening = "<Information type=\"指定河川洪水予報（予報区域）\">"
            return try Sample("16_03_01_220728_VXKOii", [(opening, opening + first + second)])
        }
        let other = try both(
            item("新", "61", river: "899999999999"),
            item("氾濫危険情報", "40", river: "830303030400")
        )
        let found = try other.reports()
        #expect(found.count == 1 && found.levels == [.flood: 4])
        let ours = try both(
            item("新", "61", river: "830303030400"),
            item("氾濫危険情報", "40", river: "899999999999")
        )
        #expect(try ours.concern().reason?.contains("新 (61)") == true)
    }
}
