// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Intake
import TestSupport
import Testing

/// JMA's samples with their places taken for Ichikawa: what each kind of bulletin then says of the city.
@Suite("Samples about the city", .enabled(if: SharedData.isPresent, SharedData.absent))
struct CityOfSamplesTests {
    private func reports(_ sample: String, _ swaps: [(String, String)]) throws -> [HazardReport] {
        try Sample(sample, swaps).reports()
    }

    private func levels(_ reports: [HazardReport]) -> [String: Int] {
        reports.reduce(into: [:]) { levels, report in
            if let level = report.weather?.level, level > .none { levels[report.hazard.rawValue] = level.rawValue }
        }
    }

    @Test func anOldTelegramTellsOfAllItsElements() throws {
        let found = try reports("15_11_01_150916_VPWW54", [(">3520100<", ">1220300<")])
        #expect(found.count == 18 && found.allSatisfy { $0.role == .legacy && $0.source.bulletin == "VPWW54" })
        #expect(levels(found) == ["storm-surge": 3, "dry-air": 2, "frost": 2])
    }

    @Test(arguments: [
        ("土砂災害", ["landslide": 3]), ("浸水害", ["heavy-rain": 3]), ("土砂災害、浸水害", ["landslide": 3, "heavy-rain": 3]),
    ])
    func theOldRainWarningSaysForWhat(condition: String, expected: [String: Int]) throws {
        let found = try reports(
            "15_11_01_150916_VPWW54",
            [(">3520100<", ">1220300<"), ("<Code>08</Code>", "<Code>03</Code><Condition>\(condition)</Condition>")]
        )
        #expect(levels(found).filter { $0.key == "landslide" || $0.key == "heavy-rain" } == expected)
    }

    @Test func stormSurgeOfTheNewSystemHasALevel() throws {
        let text = try String(
            contentsOf: SharedData.appending("jma/samples/15_16_02_250630_VPWW57.xml"),
            encoding: .utf8
        )
        let telegram = try TelegramReader().read(Data(text.utf8))
        let warnings = try #require(telegram.body as? WeatherWarnings)
        let worst = try #require(warnings.municipalities.first { $0.level(of: .stormSurge) == .danger })
        let found = try reports("15_16_02_250630_VPWW57", [(">\(worst.code)<", ">1220300<")])
        #expect(found.count == 1 && found[0].role == .primary && levels(found) == ["storm-surge": 4])
    }

    @Test func aLandslideWarningOfTheOldSystemIsLevelFour() throws {
        let found = try reports("17_03_01_190529_VXWW50", [(">3320900<", ">1220300<")])
        #expect(levels(found) == ["landslide": 4] && found[0].role == .legacy)
        let quiet = try reports("17_03_01_190529_VXWW50", [(">3310000<", ">1220300<")])
        #expect(quiet.count == 1 && levels(quiet).isEmpty)
    }

    @Test func whatHappensJustNowIsABulletin() throws {
        let rain = try reports("82_01_02_250630_VPBS50", [(">013010<", ">120010<"), (">0154300<", ">1220300<")])
        #expect(rain.count == 1 && rain[0].hazard == .recordRain && rain[0].bulletin?.level == 4)
        #expect(rain[0].bulletin?.values.map(\.number).max() == 100)
        #expect(try reports("82_01_02_250630_VPBS50", [(">013010<", ">120010<")]).isEmpty, "it fell elsewhere")
        let band = try reports("82_01_02_250630_VPBS50", [(">013010<", ">120010<"), ("記録雨", "線状降水帯発生")])
        #expect(band.first?.hazard == .rainband && band.first?.bulletin?.level == 4)
        let snow = try reports("82_01_03_241031_VPBS50", [(">250020<", ">120010<")])
        #expect(snow.first?.hazard == .snowfall && snow.first?.bulletin?.values.first?.number == 37)
    }

    @Test func volcanoAndAshNameTheMunicipality() throws {
        let ash = try reports("66_01_02_210514_VFVO54", [(">4620100<", ">1220300<")])
        #expect(ash.first?.hazard == .ash && ash.first?.subject == .event("506"))
        let eruption = try reports("45_02_01_200522_VFVO50", [(">1438200<", ">1220300<")])
        #expect(eruption.first?.hazard == .volcano && eruption.first?.bulletin?.level == 5)
        #expect(eruption.first?.bulletin?.places == ["箱根山"])
    }

    @Test func partsOfAnEarthquakeAreReportsOfIt() throws {
        let motion = try reports("78_01_01_240613_VXSE62", [("<Code>220</Code>", "<Code>341</Code>")])
        #expect(motion.first?.earthquake?.longPeriodClass == 3 && motion.first?.earthquake?.cityIntensity == .four)
        let revised = try reports("32-35_03_02_240613_VXSE61", [])
        #expect(revised.first?.earthquake?.hypocentre?.epicentre.name == "駿河湾")
        let early = try reports("37_01_01_240613_VXSE43", [("<Code>622</Code>", "<Code>341</Code>")])
        #expect(early.first?.hazard == .earthquakeEarlyWarning && early.first?.bulletin?.level == 5)
        let trough = try reports("74_01_02_200512_VYSE50", [])
        #expect(trough.first?.hazard == .nankaiTrough && trough.first?.bulletin?.level == 3)
    }

    @Test func whatAGaugeOfTheCoastMeasuredComesWithTheGrade() throws {
        let found = try reports("32-39_12_06_250206_VTSE51", [("<Code>380</Code>", "<Code>312</Code>")])
        #expect(found.first?.tsunami?.observed?.station == "西伊豆町田子")
        #expect(found.first?.tsunami?.observed?.height == .above(centimetres: 280))
        #expect(found.first?.tsunami?.grade ?? .none >= .warning)
    }

    @Test func aTyphoonTellsHowFarItStaysAway() throws {
        let scope = CityScope.ichikawa.with { $0.position = .init(latitude: 35.72, longitude: 139.93) }
        let file = SharedData.appending("jma/samples/10_05_05_200826_VPTW61.xml")
        let report = try #require(
            CityFilter(scope: scope).decide(try TelegramReader().read(Data(contentsOf: file))).report
        )
        // 26.0 N 143.0 E to the city: 1,120 km by the haversine formula.
        let distance = report.bulletin?.values.first { $0.quantity == .distance }?.number ?? 0
        #expect(abs(distance - 1_120) < 5 && report.subject == .event("TC2002") && report.bulletin?.phase == .over)
    }
}
