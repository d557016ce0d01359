// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel

extension HypocentreAndIntensity: ReadableBody {
    /// 震源・震度に関する情報: what the municipality itself felt.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        // A city that is not named felt less than what was reported, or nothing; that it is not named is a word too, after
        // a flash for its region, or in a correction.
        let intensity = observation?.municipalities.first { $0.code == scope.municipality }?.intensity
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
