// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
import SafeXML

/// 緊急地震速報 (VXSE43 warning, VXSE44 and 45 forecasts, VXSE42 delivery test): what shaking is to come within seconds.
/// A mail comes after it; it is kept, and sent only where a city's rules ask for it.
public struct EarlyWarning: Sendable, Hashable {
    /// One region (地震情報／細分区域) in its prefecture.
    public struct Region: Sendable, Hashable {
        /// The prefecture's code (緊急地震速報／府県予報区): 9120 for 千葉.
        public var prefecture: String
        /// Its name.
        public var name: String
        /// Its code: 341.
        public var code: String
        /// JMA's code of the kind (緊急地震速報): 10 and 11 are of the warning.
        public var kindCode: String
        /// The least intensity to come.
        public var from: SeismicIntensity?
        /// The greatest intensity to come; nil for 程度以上 and where it is not known.
        public var to: SeismicIntensity?
    }

    /// The regions, in the order of the bulletin.
    public var regions: [Region]
}

extension EarlyWarning: ReadableBody {
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        regions = []
        for prefecture in body.first(path: "Intensity", "Forecast")?.all("Pref") ?? [] {
            let code = try prefecture.requiredString("Code")
            for area in prefecture.all("Area") {
                let expected = area.first("ForecastInt")
                regions.append(
                    Region(
                        prefecture: code,
                        name: try area.requiredString("Name"),
                        code: try area.requiredString("Code"),
                        kindCode: area.first(path: "Category", "Kind", "Code")?.content ?? "",
                        from: expected?.string("From").flatMap { SeismicIntensity(code: $0) },
                        to: expected?.string("To").flatMap { SeismicIntensity(code: $0) }
                    )
                )
            }
        }
    }

    /// Concerns the city where its region, or another of its prefecture in a warning, is named.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        let ours =
            regions.first { $0.code == scope.seismicRegion }
            ?? regions.first { $0.prefecture == scope.earlyWarningRegion && envelope.kind.name == "VXSE43" }
        guard let ours, let event = envelope.eventIDs.first else {
            return .notConcerned(reason: "\(envelope.kind.name) foresees no shaking for \(scope.name)")
        }
        let strongest = ours.to ?? ours.from
        let facts = BulletinFacts(
            hazard: .earthquakeEarlyWarning,
            code: ours.kindCode,
            name: envelope.title,
            phase: .inForce,
            level: (strongest ?? .one) >= .fiveLower ? 5 : (strongest ?? .one) >= .four ? 4 : 3,
            places: [ours.name],
            headline: envelope.headline,
            // A warning is of 4 and more; what foresees nothing in figures is the least that can be felt.
            thresholdMeasure: (strongest ?? (envelope.kind.name == "VXSE43" ? .four : .one)).measure.rawValue
        )
        return .reports([
            envelope.report(.earthquakeEarlyWarning, .event(event), in: scope, facts: .bulletin(facts))
        ])
    }

    static func withdrawal(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        guard let event = envelope.eventIDs.first else {
            return .notConcerned(reason: "\(envelope.kind.name) has no event ID")
        }
        return .reports([envelope.report(.earthquakeEarlyWarning, .event(event), in: scope, facts: nil)])
    }
}
