// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Gazetteer
import Testing

@Suite struct StationTests {
    @Test func aGaugeHasWhatItsQuantityHasUnlessItSaysOtherwise() throws {
        let folder = try ProfileFolder()
        try folder.replace(
            "      - {quantity: wind}",
            with: """
                      - {quantity: wind, silentAfter: "90", areas: x}
                      - quantity: river-level
                        possible: {from: "-1", to: "6"}
                        every: "10"
                        silentAfter: "30"
                        steps:
                          - {name: flood-watch, from: "2.5", release: "2.3", holdMinutes: "20", measure: "40"}
                """,
            in: "stations.yaml"
        )
        #expect(folder.faults().map(\.key) == ["stations[0].gauges[1].areas"])
        try folder.replace(", areas: x", with: "", in: "stations.yaml")
        let profile = try CityProfile(directory: folder.url)
        let station = try #require(profile.station("yawata"))
        let wind = try #require(station.gauges.first { $0.id.quantity == .wind })
        #expect(
            wind.silentAfter == 5_400 && wind.interval == 600 && wind.steps.map(\.name) == ["strong", "very-strong"]
        )
        let river = try #require(station.gauges.first { $0.id.quantity == .riverLevel })
        #expect(river.possible == -1...6 && river.frozenAfter == nil && river.greatestChange == nil)
        #expect(river.steps.map(\.hold) == [1_200] && river.steps.map(\.measure.rawValue) == [40])
    }

    @Test func theCitysStationsAreWhole() throws {
        let profile = try Ichikawa.profile()
        #expect(profile.stations.map(\.code) == ["yawata", "omachi", "hongyotoku"])
        #expect(Set(profile.gauges.map(\.id)).count == profile.gauges.count)
        let rain = try #require(profile.gauges.first { $0.id.quantity == .rainfall })
        #expect(rain.steps.map(\.measure.rawValue) == [30, 50, 80] && rain.areas == ["1220300"])
        #expect(profile.station("omachi")?.name(in: "en") == "Ōmachi, Ichikawa")
        #expect(profile.station("omachi")?.name(in: "ja-simple") == "市川市大町")
        #expect(profile.station("nowhere") == nil)
    }

    @Test func aCityMayHaveNoStations() throws {
        let folder = try ProfileFolder()
        try folder.write("stations: []\n", to: "stations.yaml")
        #expect(try CityProfile(directory: folder.url).gauges.isEmpty)
    }
}
