// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import SafeXML

public import struct Foundation.Date

/// 竜巻注意情報 (VPHW50), and with a sighting (VPHW51): about an hour, for forecast areas.
public struct TornadoWatch: Sendable, Hashable {
    /// The areas in which it is in force, of every level of areas.
    public var areas: [HeadlineItem.Area]
    /// Head/ValidDateTime.
    public var validUntil: Date?
    /// Whether one was seen.
    public var wasSeen: Bool
}

extension TornadoWatch: ReadableBody {
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        areas = []
        let items = body.all("Warning").flatMap { $0.all("Item") }
        guard !items.isEmpty else { throw body.missing("Warning") }
        for item in items where item.first(path: "Kind", "Code")?.content == "1" {
            let area = try item.required("Area")
            areas.append(
                .init(
                    name: try area.requiredString("Name"),
                    code: AreaCode(rawValue: try area.requiredString("Code"))
                )
            )
        }
        validUntil = envelope.validUntil
        wasSeen = envelope.kind.name == "VPHW51"
    }

    /// Concerns the city where the municipality is named, or, where no municipality is, the narrowest area that holds it.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        let isOurs = areas.contains { $0.code == scope.municipality }
        let names = areas.filter { $0.code == scope.municipality || scope.forecastAreas.contains($0.code) }.map(\.name)
        let hasMunicipalities = areas.contains { $0.code.rawValue.count == 7 }
        let narrowest = scope.forecastAreas.first
        guard isOurs || (!hasMunicipalities && areas.contains { $0.code == narrowest }) else {
            return .notConcerned(reason: "\(envelope.kind.name) \"\(envelope.headTitle)\" does not name \(scope.name)")
        }
        let facts = BulletinFacts(
            hazard: .tornado,
            code: wasSeen ? "2" : "1",
            name: envelope.title,
            phase: .inForce,
            level: wasSeen ? 4 : 3,
            places: names,
            validUntil: validUntil,
            headline: envelope.headline
        )
        return .reports([report(envelope, scope, .bulletin(facts))])
    }

    private func report(_ envelope: TelegramEnvelope, _ scope: CityScope, _ facts: Facts?) -> HazardReport {
        envelope.report(.tornado, .area(scope.municipality), in: scope, facts: facts)
    }

    static func withdrawal(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        envelope.withdrawal(of: .tornado, .area(scope.municipality), in: scope)
    }
}
