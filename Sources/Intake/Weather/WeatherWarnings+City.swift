// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel

extension WeatherWarnings: ReadableBody {
    private static let advisories: [Hazard] = [
        .thunder, .fog, .dryAir, .avalanche, .lowTemperature, .frost, .icing, .snowAccretion, .snowMelting,
        .otherAdvisory,
    ]

    /// The hazards of which a kind of bulletin tells the whole state.
    private static func hazards(of bulletin: String) -> [Hazard] {
        switch bulletin {
        case "VPWW55": [.heavyRain]
        case "VPWW56": [.landslide]
        case "VPWW57": [.stormSurge]
        case "VPWW58": [.storm, .blizzard]
        case "VPWW59": [.waves]
        case "VPWW60": [.heavySnow]
        case "VPWW61": advisories
        // Since 2026-05-28 floods are told by river alone.
        case "VPWS50": [.heavyRain, .landslide, .stormSurge, .storm, .blizzard, .heavySnow, .waves] + advisories
        default: [.heavyRain, .landslide, .flood, .stormSurge, .storm, .blizzard, .heavySnow, .waves] + advisories
        }
    }

    private static func role(of bulletin: String) -> HazardReport.Role {
        switch bulletin {
        case "VPWW53", "VPWW54": .legacy
        case "VPWS50": .reference
        default: .primary
        }
    }

    /// Concerns the city where the municipality is listed, which JMA does in every bulletin of its prefecture: one report
    /// for each hazard, in force or not.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        guard let area = municipalities.first(where: { $0.code == scope.municipality }) else {
            let isOurs =
                envelope.headTitle.hasPrefix(scope.forecastRegion)
                || lists.contains { $0.areas.contains { scope.forecastAreas.contains($0.code) } }
            guard isOurs else { return envelope.otherPrefecture(than: scope) }
            return .notConcerned(
                reason: "\(envelope.kind.name) \"\(envelope.headTitle)\" is about \(scope.forecastRegion) but does not "
                    + "list \(scope.name) (\(scope.municipality)), although JMA lists every municipality; check the "
                    + "telegram and the city's code in its profile"
            )
        }
        let role = Self.role(of: envelope.kind.name)
        return .reports(
            Self.hazards(of: envelope.kind.name).map { hazard in
                var report = envelope.report(
                    hazard,
                    .area(scope.municipality),
                    in: scope,
                    facts: .weather(
                        WeatherWarningFacts(
                            hazard: hazard,
                            code: area.code(of: hazard),
                            level: area.level(of: hazard),
                            previousLevel: area.previousLevel(of: hazard)
                        )
                    ),
                    role: role
                )
                // What the old telegrams say of level 4 stands in free text alone.
                if role == .legacy, !notice.isEmpty { report.headline = notice }
                return report
            }
        )
    }

    /// The digest is of the whole country; of the others the title names the prefecture.
    static func withdrawal(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        guard envelope.kind.name == "VPWS50" || envelope.headTitle.hasPrefix(scope.forecastRegion) else {
            return envelope.otherPrefecture(than: scope)
        }
        let role = role(of: envelope.kind.name)
        return .reports(
            hazards(of: envelope.kind.name).map { hazard in
                envelope.report(hazard, .area(scope.municipality), in: scope, facts: nil, role: role)
            }
        )
    }
}
