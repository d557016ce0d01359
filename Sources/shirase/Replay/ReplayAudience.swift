// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Gazetteer
import Localization
import Registry

/// How many an alert would reach: of the city's present subscribers, or of residents who do not exist.
enum ReplayAudience: Sendable {
    case present(Registry)
    case synthetic([SyntheticResident])

    /// How many in each language, by language tag.
    func counts(of alert: Alert, in city: CityProfile) throws -> [String: Int] {
        let areas = city.areas.related(to: alert.areas)
        switch self {
        case .present(let registry):
            let query = AudienceQuery(topic: alert.topic, areas: areas, measure: alert.peak)
            return try registry.audience(of: query).reduce(into: [:]) {
                $0[$1.language, default: 0] += $1.members.count
            }
        case .synthetic(let residents):
            return residents.reduce(into: [:]) { counts, resident in
                guard areas.contains(resident.area), let threshold = resident.thresholds[alert.topic],
                    threshold <= alert.peak
                else { return }
                counts[resident.language.rawValue, default: 0] += 1
            }
        }
    }
}

/// A resident who does not exist.
struct SyntheticResident: Sendable {
    let language: Language
    let area: AreaCode
    /// What they ticked, and from which measure on they want it.
    let thresholds: [Topic: Measure]

    /// Residents with the profile's default thresholds, some of whom want more or less: nine in ten read Japanese, the
    /// others every language alike; one in five wants the whole city, the others a town. The same at every run.
    static func make(_ count: Int, for city: CityProfile) -> [SyntheticResident] {
        let towns = city.areas.towns
        let others = Language.all.filter { $0 != .japanese }
        var defaults: [Topic: Measure] = [:]
        for topic in city.topics {
            guard let known = Topic(rawValue: topic.key) else { continue }
            defaults[known] =
                topic.defaultThreshold.flatMap { Measure(threshold: $0, topic: known) } ?? Measure(rawValue: 1)
        }
        return (0..<count).map { number in
            // Language, thresholds and places vary by different periods, so that no two of them go together.
            let step = [-1, -1, 1, 0, 0, 0, 0, 0, 0, 0][(number / 10) % 10]
            let thresholds = defaults.mapValues { $0.rawValue > 1 ? Measure(rawValue: $0.rawValue + step) : $0 }
            let isWhole = towns.isEmpty || (number / 100).isMultiple(of: 5)
            return SyntheticResident(
                language: number % 10 == 9 ? others[(number / 10) % others.count] : .japanese,
                area: isWhole ? city.municipality.id : towns[(number * 7) % towns.count].id,
                thresholds: thresholds
            )
        }
    }
}
