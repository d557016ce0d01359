// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation

@testable import Sensors

/// A gauge of rain: 30 mm from, 20 below, twenty minutes of calm; 50 mm held for ten minutes.
let rain = Gauge(
    id: Gauge.ID(station: "yawata", quantity: .rainfall),
    stationName: "市川市八幡",
    stationReading: "いちかわしやわた",
    areas: ["1220300"],
    steps: [
        .init(name: "heavy", from: 30, release: 20, hold: 0, calm: 1_200, measure: Measure(rawValue: 30)),
        .init(name: "violent", from: 50, release: 40, hold: 600, calm: 1_200, measure: Measure(rawValue: 50)),
    ],
    possible: 0...250,
    greatestChange: 100,
    interval: 600,
    silentAfter: 2_400,
    frozenAfter: 10_800,
    rest: 0
)

/// 9:00 on 5 November 2026, and so many minutes later.
func minute(_ minutes: Double) -> Date { Date(timeIntervalSince1970: 1_793_836_800 + minutes * 60) }

extension GaugeState {
    /// Takes one value each ten minutes, and says which step was in force after each.
    mutating func steps(_ values: [Double], from start: Double = 0, of gauge: Gauge = rain) -> [String?] {
        values.enumerated().map { place, value in
            _ = take(value, observedAt: minute(start + Double(place) * 10), of: gauge)
            return step
        }
    }

    /// The measures of the reports that wait, oldest first.
    var measures: [Int] { pending.map { $0.facts?.measure.rawValue ?? -1 } }
}
