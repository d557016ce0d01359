// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel

extension CityFilter {
    /// 震度速報: concerns the city where its region is named.
    func decide(_ flash: IntensityFlash, _ envelope: TelegramEnvelope) -> Concern {
        let region = flash.observation.regions.first { $0.code == scope.seismicRegion }
        guard let intensity = region?.maximum else {
            return .notConcerned(
                reason: "\(envelope.kind.name) names no intensity for region \(scope.seismicRegion) of \(scope.name)"
                    + "; \(greatest(of: flash.observation))"
            )
        }
        return earthquakeReport(
            envelope,
            facts: .earthquake(
                EarthquakeFacts(
                    occurredAt: flash.feltAt,
                    maximumIntensity: flash.observation.maximum,
                    cityIntensity: intensity,
                    resolution: .region,
                    hypocentre: nil,
                    tsunamiComments: ForecastComments.tsunami(flash.commentCodes)
                )
            )
        )
    }

    /// 震源・震度に関する情報: concerns the city where the municipality itself is named.
    func decide(_ bulletin: HypocentreAndIntensity, _ envelope: TelegramEnvelope) -> Concern {
        let city = bulletin.observation?.municipalities.first { $0.code == scope.municipality }
        guard let intensity = city?.intensity else {
            return .notConcerned(
                reason: "\(envelope.kind.name) names no intensity for \(scope.name) (\(scope.municipality)); "
                    + (bulletin.observation.map(greatest) ?? "it gives none at all, as for a distant earthquake")
            )
        }
        let earthquake = bulletin.earthquakes.first
        return earthquakeReport(
            envelope,
            facts: .earthquake(
                EarthquakeFacts(
                    occurredAt: earthquake?.originTime ?? earthquake?.arrivalTime ?? envelope.targetAt
                        ?? envelope.reportedAt,
                    maximumIntensity: bulletin.observation?.maximum,
                    cityIntensity: intensity,
                    resolution: .municipality,
                    hypocentre: earthquake?.hypocentre,
                    tsunamiComments: ForecastComments.tsunami(bulletin.commentCodes)
                )
            )
        )
    }

    /// 津波警報・注意報・予報: concerns the city where its coast is listed, be it that something was lifted there.
    func decide(_ forecast: TsunamiForecast, _ envelope: TelegramEnvelope) -> Concern {
        let code = AreaCode(rawValue: scope.tsunamiRegion)
        guard let coast = forecast.coasts.first(where: { $0.code == code }) else {
            let grade = forecast.coasts.map(\.grade).max()
            let highest = forecast.coasts.first { $0.grade == grade }
            let rest = highest.map { "; highest is \($0.grade.name) at \($0.name)" } ?? ""
            return .notConcerned(
                reason: "\(envelope.kind.name) does not list coast \(scope.tsunamiRegion) of \(scope.name), so nothing "
                    + "is in force there\(rest)"
            )
        }
        // Where several earthquakes are behind it, none of them is "the" origin.
        let origin = forecast.earthquakes.count == 1 ? forecast.earthquakes.first : nil
        return .report(
            report(
                .tsunami,
                .area(code),
                envelope,
                facts: .tsunami(
                    TsunamiFacts(
                        coast: code,
                        grade: coast.grade,
                        previousGrade: coast.previousGrade,
                        arrival: coast.arrival,
                        height: coast.height,
                        origin: origin?.hypocentre,
                        originTime: origin?.originTime
                    )
                )
            )
        )
    }

    /// 大雨: concerns the city where the municipality is listed, which JMA does in every bulletin of its prefecture.
    func decide(_ warning: HeavyRainWarning, _ envelope: TelegramEnvelope) -> Concern {
        guard let area = warning.municipalities.first(where: { $0.code == scope.municipality }) else {
            let isOurs =
                envelope.headTitle.hasPrefix(scope.forecastRegion)
                || warning.lists.contains { $0.areas.contains { scope.forecastAreas.contains($0.code) } }
            guard isOurs else { return otherPrefecture(envelope) }
            return .notConcerned(
                reason: "\(envelope.kind.name) \"\(envelope.headTitle)\" is about \(scope.forecastRegion) but does not "
                    + "list \(scope.name) (\(scope.municipality)), although JMA lists every municipality; check the "
                    + "telegram and the city's code in its profile"
            )
        }
        return .report(
            report(
                .heavyRain,
                .area(scope.municipality),
                envelope,
                facts: .weather(
                    WeatherWarningFacts(
                        code: area.kindCode,
                        level: area.level,
                        previousLevel: area.previousLevel
                    )
                )
            )
        )
    }

    private func greatest(of observation: IntensityObservation) -> String {
        guard let maximum = observation.maximum else { return "it gives no greatest intensity" }
        let names = observation.strongestRegions
        let more = names.count > 3 ? " and \(names.count - 3) more" : ""
        return "greatest intensity \(maximum.code) at \(names.prefix(3).joined(separator: ", "))\(more)"
    }
}
