// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Gazetteer
import TestSupport
import Testing

/// The profile's codes against JMA's tables, which have no header row.
@Suite(.enabled(if: SharedData.isPresent, SharedData.absent))
struct CodeTableTests {
    private func table(_ name: String) throws -> [[String]] {
        try String(contentsOf: SharedData.appending("jma-codes/\(name).csv"), encoding: .utf8)
            .split(whereSeparator: \.isNewline)
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    @Test func theSeismicPointsAreTheOnesInTheCity() throws {
        let profile = try Ichikawa.profile()
        let points = try table("AreaForecastLocalE_AreaInformationCity_PointSeismicIntensity")
            .filter { $0.count > 6 && $0[3] == profile.codes.seismicMunicipality }
        #expect(points.map { $0[6] }.sorted() == profile.codes.seismicPoints.sorted())
        #expect(Set(points.map { $0[0] }) == [profile.codes.seismicRegion])
    }

    @Test func theForecastAreasHoldOneAnother() throws {
        let codes = try Ichikawa.profile().codes
        let row = try #require(
            try table("AreaForecastLocalM_WarningTable").first { $0.first == codes.forecastAreas.first }
        )
        #expect([row[0], row[2], row[4]] == codes.forecastAreas)
    }

    @Test(
        arguments: [
            ("CoastTsunami", "312", "312"), ("AreaFloodForecast", "830303030400", "830303030400"),
            ("AreaForecastLocalM", "120010", "120010"), ("AreaForecastLocalM", "120013", "120013"),
            ("AreaForecastLocalM", "120000", "120000"),
        ] as [(String, String, AreaCode)]
    )
    func namesAndReadingsAreTheTables(name: String, code: String, area: AreaCode) throws {
        let row = try #require(try table(name).first { $0.first == code })
        let found = try #require(try Ichikawa.profile().areas[area])
        #expect(found.name(in: "ja") == row[1])
        #expect(found.reading == row[2])
    }

    @Test func theStationsAreTheRivers() throws {
        let stations = try table("WaterLevelStation").filter { $0.count > 3 && $0[3] == "江戸川" }
        #expect(stations.map { [$0[0], $0[2]] } == (try Ichikawa.profile().riverStations.map { [$0.code, $0.name] }))
    }
}
