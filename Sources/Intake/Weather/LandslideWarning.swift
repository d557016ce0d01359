// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
import SafeXML

/// 土砂災害警戒情報 (VXWW50): the municipalities where a landslide may come at any time, level 4; every one of the
/// prefecture is listed.
public struct LandslideWarning: Sendable, Hashable {
    /// One municipality.
    public struct Area: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its code.
        public var code: AreaCode
        /// JMA's code (table 土砂災害警戒情報): 0 なし, 1 解除, 3 警戒.
        public var kindCode: String
        /// Whether it is in force.
        public var isInForce: Bool { kindCode == "3" }
    }

    /// The municipalities in the order of the bulletin.
    public var areas: [Area]
}

extension LandslideWarning: ReadableBody {
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        areas = []
        for item in body.all("Warning").flatMap({ $0.all("Item") }) {
            let area = try item.required("Area")
            areas.append(
                Area(
                    name: try area.requiredString("Name"),
                    code: AreaCode(rawValue: try area.requiredString("Code")),
                    kindCode: try item.required("Kind").requiredString("Code")
                )
            )
        }
        guard !areas.isEmpty else { throw body.missing("Warning") }
    }

    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        guard let area = areas.first(where: { $0.code == scope.municipality }) else {
            return envelope.otherPrefecture(than: scope)
        }
        let facts = WeatherWarningFacts(
            hazard: .landslide,
            code: area.isInForce ? "49" : "00",
            level: area.isInForce ? .danger : .none,
            previousLevel: nil
        )
        return .reports([
            envelope.report(.landslide, .area(scope.municipality), in: scope, facts: .weather(facts), role: .legacy)
        ])
    }

    static func withdrawal(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        envelope.headTitle.hasPrefix(scope.forecastRegion)
            ? .reports([
                envelope.report(.landslide, .area(scope.municipality), in: scope, facts: nil, role: .legacy)
            ]) : envelope.otherPrefecture(than: scope)
    }
}
