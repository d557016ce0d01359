// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
import SafeXML

/// 津波情報 (VTSE51) and 沖合の津波観測に関する情報 (VTSE52): arrival and height by coast, what gauges measured, and what is
/// estimated for the coast from measurements at sea.
public struct TsunamiInformation: Sendable, Hashable {
    /// What a gauge measured.
    public struct Measurement: Sendable, Hashable {
        /// The coast that it belongs to; nil for one out at sea.
        public var coast: AreaCode?
        /// Its name.
        public var station: String
        /// Its code.
        public var code: String
        /// The greatest height so far; nil while it is being measured or too small (微弱).
        public var height: TsunamiFacts.Height?
    }

    /// The coasts with forecasts; none where the bulletin only measures.
    public var coasts: [TsunamiForecast.Coast]
    /// The gauges.
    public var measurements: [Measurement]
    /// The coasts for which a height is estimated from the sea: codes of 沿岸地域.
    public var estimatedCoasts: [AreaCode]
    /// The earthquakes behind it.
    public var earthquakes: [ObservedEarthquake]
}

extension TsunamiInformation: ReadableBody {
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        let tsunami = body.first("Tsunami")
        coasts = []
        for item in tsunami?.first("Forecast")?.all("Item") ?? [] { coasts.append(try TsunamiForecast.coast(item)) }
        measurements = []
        for item in tsunami?.first("Observation")?.all("Item") ?? [] {
            let coast = item.first(path: "Area", "Code")?.content.map(AreaCode.init(rawValue:))
            for station in item.all("Station") {
                measurements.append(
                    Measurement(
                        coast: coast,
                        station: try station.requiredString("Name"),
                        code: try station.requiredString("Code"),
                        height: try station.first("MaxHeight").flatMap(TsunamiForecast.height)
                    )
                )
            }
        }
        estimatedCoasts = (tsunami?.first("Estimation")?.all("Item") ?? []).compactMap {
            $0.first(path: "Area", "Code")?.content.map(AreaCode.init(rawValue:))
        }
        earthquakes = try ObservedEarthquake.all(in: body)
    }

    /// Concerns the city where its coast is listed among the forecasts; what a gauge of the coast measured comes with it.
    /// A bulletin that only measures says no grade, so it is information.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        let code = AreaCode(rawValue: scope.tsunamiRegion)
        let measured = measurements.filter { $0.coast == code && $0.height != nil }
        let highest = measured.max { ($0.height?.centimetres ?? 0) < ($1.height?.centimetres ?? 0) }
        let observed = highest.flatMap { gauge in
            gauge.height.map { TsunamiFacts.Observation(station: gauge.station, height: $0) }
        }
        if let coast = coasts.first(where: { $0.code == code }) {
            return .reports([
                envelope.report(
                    .tsunami,
                    .area(code),
                    in: scope,
                    facts: .tsunami(coast.standing.facts(of: earthquakes, observed: observed))
                )
            ])
        }
        guard let observed else {
            return .notConcerned(
                reason: "\(envelope.kind.name) says nothing of coast \(scope.tsunamiRegion) of \(scope.name)"
            )
        }
        let facts = BulletinFacts(
            hazard: .information,
            code: "",
            name: envelope.headTitle,
            phase: .inForce,
            level: 1,
            places: [observed.station],
            headline: envelope.headline
        )
        let event = envelope.eventIDs.first ?? envelope.kind.name
        return .reports([envelope.report(.information, .event(event), in: scope, facts: .bulletin(facts))])
    }

    static func withdrawal(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        .reports([envelope.report(.tsunami, .area(AreaCode(rawValue: scope.tsunamiRegion)), in: scope, facts: nil)])
    }
}

extension TsunamiForecast.Coast {
    /// The coast as a state that goes on. LastKind of information is what was in force before the last VTSE41, repeated
    /// until the next one, and not what was in force before this bulletin: it changes no grade.
    fileprivate var standing: Self {
        var copy = self
        copy.previousGrade = grade
        return copy
    }

    /// The facts of this coast.
    func facts(of earthquakes: [ObservedEarthquake], observed: TsunamiFacts.Observation?) -> TsunamiFacts {
        // Where several earthquakes are behind it, none of them is "the" origin.
        let origin = earthquakes.count == 1 ? earthquakes.first : nil
        return TsunamiFacts(
            coast: code,
            grade: grade,
            previousGrade: previousGrade,
            arrival: arrival,
            height: height,
            origin: origin?.hypocentre,
            originTime: origin?.originTime,
            observed: observed
        )
    }
}

extension TsunamiFacts.Height {
    /// A height to compare by; the words of the first minutes by what they stand for.
    fileprivate var centimetres: Int {
        switch self {
        case .centimetres(let height), .above(let height): height
        case .below(let height): height - 1
        case .huge: 1_000
        case .high: 300
        case .unknown: 0
        }
    }
}
