// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
import SafeXML

/// 長周期地震動に関する観測情報 (VXSE62): how strongly tall buildings swayed, by region.
public struct LongPeriodMotion: Sendable, Hashable {
    /// One region (地震情報／細分区域).
    public struct Region: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its code: 341 for 千葉県北西部.
        public var code: String
        /// The greatest class (長周期地震動階級), 0 to 4; nil where the bulletin gives none.
        public var maximumClass: Int?
        /// The greatest intensity; nil where the bulletin gives none.
        public var maximumIntensity: SeismicIntensity?
    }

    /// The earthquake.
    public var earthquake: ObservedEarthquake?
    /// The greatest class anywhere.
    public var maximumClass: Int?
    /// The regions.
    public var regions: [Region]
}

extension LongPeriodMotion: ReadableBody {
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        earthquake = try ObservedEarthquake.all(in: body).first
        let observation = try body.required("Intensity").required("Observation")
        maximumClass = try observation.first("MaxLgInt").map(LongPeriodMotion.value)
        regions = []
        for area in observation.all("Pref").flatMap({ $0.all("Area") }) {
            regions.append(
                Region(
                    name: try area.requiredString("Name"),
                    code: try area.requiredString("Code"),
                    maximumClass: try area.first("MaxLgInt").map(LongPeriodMotion.value),
                    maximumIntensity: area.string("MaxInt").flatMap { SeismicIntensity(code: $0) }
                )
            )
        }
    }

    private static func value(_ element: MarkupElement) throws(MarkupError) -> Int {
        guard let text = element.content, let value = Int(text), (0...4).contains(value) else {
            throw element.unreadable("not a class of long-period motion (0 to 4)")
        }
        return value
    }

    /// Concerns the city where its region is named.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        guard let region = regions.first(where: { $0.code == scope.seismicRegion }) else {
            return .notConcerned(
                reason: "\(envelope.kind.name) names no class for region \(scope.seismicRegion) of \(scope.name)"
            )
        }
        return envelope.earthquakeReport(
            .earthquake(
                EarthquakeFacts(
                    occurredAt: earthquake?.originTime ?? earthquake?.arrivalTime ?? envelope.reportedAt,
                    maximumIntensity: nil,
                    cityIntensity: region.maximumIntensity,
                    resolution: .region,
                    hypocentre: earthquake?.hypocentre,
                    tsunamiComments: [],
                    longPeriodClass: region.maximumClass
                )
            ),
            in: scope
        )
    }

    static func withdrawal(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        envelope.earthquakeReport(nil, in: scope)
    }
}
