// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel

extension IntensityFlash: ReadableBody {
    /// 震度速報: concerns the city where its region is named.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        let region = observation.regions.first { $0.code == scope.seismicRegion }
        guard let intensity = region?.maximum else {
            return .notConcerned(
                reason: "\(envelope.kind.name) names no intensity for region \(scope.seismicRegion) of \(scope.name)"
                    + "; \(observation.greatest)"
            )
        }
        return envelope.earthquakeReport(
            .earthquake(
                EarthquakeFacts(
                    occurredAt: feltAt,
                    maximumIntensity: observation.maximum,
                    cityIntensity: intensity,
                    resolution: .region,
                    hypocentre: nil,
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
