// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Intake
import Testing

/// What every answer of the filter keeps: one report for each hazard and subject, of numbers that can be stored.
@Suite struct ReportPromiseTests {
    private static func item(_ kind: String, code: String = "", condition: String = "", area: String) -> String {
        "<Item><Kind><Name>\(kind)</Name><Code>\(code)</Code><Condition>\(condition)</Condition></Kind>"
            + "<Areas><Area><Name>x</Name><Code>\(area)</Code></Area></Areas></Item>"
    }

    private static func telegram(_ title: String, headline: String, body: String = "") -> Fixture {
        Fixture(title: title, infoKind: title, body: body, namespace: "meteorology")
            .replacing("<Headline><Text/></Headline>", with: "<Headline><Text/>\(headline)</Headline>")
    }

    @Test func aHazardOfTwoTagsIsTheGravestAndToldOnce() throws {
        let items = ["線状降水帯発生", "線状降水帯直前予測", "短時間大雪"].map {
            Self.item("情報タグ", condition: $0, area: "120010")
        }
        let headline = "<Information type=\"情報タグ\">\(items.joined())</Information>"
        let reports = try Self.telegram("府県気象防災速報", headline: headline).concern().reports
        #expect(reports.map(\.hazard) == [.rainband, .snowfall])
        #expect(reports.first?.bulletin?.level == 4)
    }

    @Test func aRiverOfBothListsIsAtItsGravestAndToldOnce() throws {
        let lists = [("（予報区域）", "レベル４氾濫危険警報"), ("（発表区間）", "レベル２氾濫注意報")].map { list, kind in
            "<Information type=\"指定河川洪水予報\(list)\">\(Self.item(kind, area: "830303030400"))</Information>"
        }
        let scope = CityScope.ichikawa.with { $0.rivers = ["830303030400"] }
        let reports = try Self.telegram("指定河川洪水予報", headline: lists.joined()).concern(scope).reports
        #expect(reports.map { $0.weather?.level } == [.danger])
    }

    @Test(arguments: ["NaN", "inf", "-1", "1e999", ""])
    func whatATyphoonDoesNotMeasureIsLeftOut(number: String) throws {
        let centre = """
            <jmx_eb:Coordinate type="中心位置（度）">+33.0+139.5/</jmx_eb:Coordinate>
            <jmx_eb:Pressure unit="hPa">\(number)</jmx_eb:Pressure>
            """
        let wind = "<jmx_eb:WindSpeed type=\"最大風速\" unit=\"m/s\">\(number)</jmx_eb:WindSpeed>"
        let body = """
            <MeteorologicalInfos><MeteorologicalInfo><DateTime>2026-11-05T09:00:00+09:00</DateTime><Item><Kind><Property>
            <CenterPart>\(centre)</CenterPart><WindPart>\(wind)</WindPart></Property></Kind></Item></MeteorologicalInfo>
            </MeteorologicalInfos>
            """
        let telegram = Self.telegram("台風解析・予報情報（５日予報）（Ｈ３０）", headline: "", body: body)
        let report = try #require(try telegram.report())
        #expect(report.bulletin?.values == [])
        #expect(throws: Never.self) { try JSONEncoder().encode(report) }
    }
}
