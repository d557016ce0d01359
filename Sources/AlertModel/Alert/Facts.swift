// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The values that an alert announces, by hazard.
public enum Facts: Sendable, Hashable, Codable {
    /// An earthquake as felt in the city.
    case earthquake(EarthquakeFacts)
    /// A tsunami expected on the city's coast.
    case tsunami(TsunamiFacts)
    /// A weather warning or advisory, with or without a level.
    case weather(WeatherWarningFacts)
    /// What JMA says beside its warnings: tornado, record rain, heat, volcano and the like.
    case bulletin(BulletinFacts)
    /// A value of one of the city's own stations.
    case observation(ObservationFacts)
    /// An alert of another sender, in the sender's words.
    case foreign(ForeignAlertFacts)
    /// What an officer announces by a form.
    case situation(SituationFacts)

    /// How strong it is in the city.
    public var measure: Measure {
        switch self {
        case .earthquake(let facts): facts.cityIntensity?.measure ?? .none
        case .tsunami(let facts): Measure(rawValue: facts.grade.rawValue)
        case .weather(let facts): Measure(rawValue: facts.level.rawValue)
        case .bulletin(let facts):
            facts.phase == .over ? .none : Measure(rawValue: facts.thresholdMeasure ?? facts.level)
        case .observation(let facts): Measure(rawValue: facts.measure)
        case .foreign(let facts): facts.isOver ? .none : Measure(rawValue: 1)
        case .situation(let facts): facts.phase == .over ? .none : Measure(rawValue: 1)
        }
    }

    /// The hazard that they belong to.
    public var hazard: Hazard {
        switch self {
        case .earthquake: .earthquake
        case .tsunami: .tsunami
        case .weather(let facts): facts.hazard
        case .bulletin(let facts): facts.hazard
        case .observation: .observation
        case .foreign: .foreign
        case .situation(let facts): facts.hazard
        }
    }
}
