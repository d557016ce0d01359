// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import SafeXML

/// 震源に関する情報 (VXSE52), 震源要素更新のお知らせ (VXSE61): where an earthquake began, without intensities.
public struct HypocentreReport: Sendable, Hashable {
    /// The earthquake.
    public var earthquake: ObservedEarthquake
    /// The codes of the fixed comments (地震情報／固定付加文).
    public var commentCodes: [String]
}

extension HypocentreReport: ReadableBody {
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        guard let first = try ObservedEarthquake.all(in: body).first else { throw body.missing("Earthquake") }
        earthquake = first
        commentCodes = ForecastComments.codes(in: body)
    }

    /// Adds to what is known of the earthquake; by itself it says nothing of the city.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        envelope.earthquakeReport(
            .earthquake(
                EarthquakeFacts(
                    occurredAt: earthquake.originTime ?? earthquake.arrivalTime ?? envelope.reportedAt,
                    maximumIntensity: nil,
                    cityIntensity: nil,
                    resolution: .region,
                    hypocentre: earthquake.hypocentre,
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
