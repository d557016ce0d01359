// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel

extension HypocentreAndIntensity: ReadableBody {
    /// 震源・震度に関する情報: concerns the city where the municipality itself is named.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        let city = observation?.municipalities.first { $0.code == scope.municipality }
        guard let intensity = city?.intensity else {
            return .notConcerned(
                reason: "\(envelope.kind.name) names no intensity for \(scope.name) (\(scope.municipality)); "
                    + (observation?.greatest ?? "it gives none at all, as for a distant earthquake")
            )
        }
        let earthquake = earthquakes.first
        return envelope.earthquakeReport(
            .earthquake(
                EarthquakeFacts(
                    occurredAt: earthquake?.originTime ?? earthquake?.arrivalTime ?? envelope.targetAt
                        ?? envelope.reportedAt,
                    maximumIntensity: observation?.maximum,
                    cityIntensity: intensity,
                    resolution: .municipality,
                    hypocentre: earthquake?.hypocentre,
                    tsunamiComments: ForecastComments.tsunami(commentCodes)
                )
            ),
            in: scope
        )
    }

    static func withdrawal(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        envelope.earthquakeReport(nil, in: scope)
    }
}
