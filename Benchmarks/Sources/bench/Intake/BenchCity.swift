// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Intake

/// The city whose facts are taken; `Python/read_telegrams.py` has the same codes.
enum BenchCity {
    static let scope = CityScope(
        name: "市川市",
        municipality: "1220300",
        seismicRegion: "341",
        tsunamiRegion: "312",
        forecastAreas: ["120013", "120010", "120000"],
        forecastRegion: "千葉県",
        seismicPrefecture: "12",
        earlyWarningRegion: "9120",
        rivers: ["830303030400"],
        position: CityScope.Position(latitude: 35.7219, longitude: 139.9310)
    )

    /// The city and what holds it, by which warnings list it.
    static let areas = Set([scope.municipality] + scope.forecastAreas)
}
