// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import SafeXML

/// 記録的短時間大雨情報 (VPOA50), until VPBS50 takes its place: rain as it falls once in years.
///
/// Its tags name the prefecture alone; which places, stands in the headline's text.
public struct RecordRain: Sendable, Hashable {
    /// The areas in which it is in force.
    public var areas: [HeadlineItem.Area]
}

extension RecordRain: ReadableBody {
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        areas = []
        for item in body.all("Warning").flatMap({ $0.all("Item") })
        where item.first(path: "Kind", "Code")?.content == "1" {
            let area = try item.required("Area")
            areas.append(
                .init(
                    name: try area.requiredString("Name"),
                    code: AreaCode(rawValue: try area.requiredString("Code"))
                )
            )
        }
    }

    /// Concerns the city where its prefecture is named and the text names the city.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        guard scope.isNamed(in: areas) else { return envelope.otherPrefecture(than: scope) }
        guard envelope.headline.contains(scope.name) else {
            return .notConcerned(reason: "\(envelope.kind.name) \"\(envelope.headTitle)\" does not name \(scope.name)")
        }
        let facts = BulletinFacts(
            hazard: .recordRain,
            code: "1",
            name: "記録的短時間大雨情報",
            phase: .inForce,
            level: 4,
            places: [scope.name],
            headline: envelope.headline
        )
        return .reports([
            envelope.report(.recordRain, .area(scope.municipality), in: scope, facts: .bulletin(facts))
        ])
    }

    static func withdrawal(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        envelope.withdrawal(of: .recordRain, .area(scope.municipality), in: scope)
    }
}
