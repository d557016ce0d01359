// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The values that an alert announces, by hazard.
public enum Facts: Sendable, Hashable, Codable {
    /// An earthquake as felt in the city.
    case earthquake(EarthquakeFacts)
    /// A tsunami expected on the city's coast.
    case tsunami(TsunamiFacts)
    /// A weather warning with a level.
    case weather(WeatherWarningFacts)

    /// How strong it is in the city.
    public var measure: Measure {
        switch self {
        case .earthquake(let facts): facts.cityIntensity?.measure ?? .none
        case .tsunami(let facts): Measure(rawValue: facts.grade.rawValue)
        case .weather(let facts): Measure(rawValue: facts.level.rawValue)
        }
    }

    /// The hazard that they belong to.
    public var hazard: Hazard {
        switch self {
        case .earthquake: .earthquake
        case .tsunami: .tsunami
        case .weather: .heavyRain
        }
    }
}
