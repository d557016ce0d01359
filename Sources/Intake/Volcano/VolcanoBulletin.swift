// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import SafeXML

/// A volcano: 噴火警報・予報 (VFVO50), 解説情報 (51), 観測報 (52), 降灰予報 (53, 54, 55), 噴火速報 (56), 推定噴煙流向報 (60) and the
/// warnings for the sea around one (VFSVxx).
public struct VolcanoBulletin: Sendable, Hashable {
    /// What is said of which municipalities or volcanoes.
    public struct Item: Sendable, Hashable {
        /// The list's type: 噴火警報・予報（対象市町村等）.
        public var type: String
        /// JMA's code (table 火山現象).
        public var kindCode: String
        /// JMA's name.
        public var kindName: String
        /// The code of what was said before; nil where it says nothing.
        public var lastCode: String?
        /// The areas.
        public var areas: [HeadlineItem.Area]
    }

    /// All items of Body/VolcanoInfo.
    public var items: [Item]
    /// The sentence that it begins with (VolcanoHeadline); empty where there is none.
    public var headline: String

    /// The volcanoes that it is about.
    public var volcanoes: [HeadlineItem.Area] {
        items.flatMap(\.areas).filter { $0.code.rawValue.count == 3 }
    }
}

extension VolcanoBulletin: ReadableBody {
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        items = []
        for information in body.all("VolcanoInfo") {
            for item in information.all("Item") {
                let kind = try item.required("Kind")
                items.append(
                    Item(
                        type: information.attributes["type"] ?? "",
                        kindCode: try kind.requiredString("Code"),
                        kindName: try kind.requiredString("Name"),
                        lastCode: item.first(path: "LastKind", "Code")?.content,
                        areas: item.all("Areas").flatMap { $0.all("Area") }.map {
                            .init(name: $0.string("Name") ?? "", code: AreaCode(rawValue: $0.string("Code") ?? ""))
                        }
                    )
                )
            }
        }
        guard !items.isEmpty else { throw body.missing("VolcanoInfo") }
        headline = body.first(path: "VolcanoInfoContent", "VolcanoHeadline")?.content ?? ""
    }

    /// The grade on the scale of levels: 噴火警戒レベル itself, and for what has none what it asks of people.
    private static func level(of code: String) -> Int {
        switch code {
        case "11", "21", "35", "45", "04", "05", "33", "32": 1
        case "12", "22", "48", "49", "02", "71": 2
        case "13", "23", "42", "43", "03", "31", "36", "44", "72", "75": 3
        case "14", "24", "46", "47", "73", "51", "52", "56", "61", "62", "63", "64": 4
        case "15", "25", "41", "01": 5
        default: 1
        }
    }

    /// Concerns the city where the municipality is named.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        let ours = items.filter { item in item.areas.contains { $0.code == scope.municipality } }
        let names = volcanoes.map(\.name)
        guard let gravest = ours.max(by: { Self.level(of: $0.kindCode) < Self.level(of: $1.kindCode) }) else {
            let about = names.first.map { "about \($0)" } ?? "about a volcano"
            return .notConcerned(reason: "\(envelope.kind.name) is \(about) and does not name \(scope.name)")
        }
        let level = Self.level(of: gravest.kindCode)
        let isAsh = ["VFVO53", "VFVO54", "VFVO55"].contains(envelope.kind.name)
        let facts = BulletinFacts(
            hazard: isAsh ? .ash : .volcano,
            code: gravest.kindCode,
            name: gravest.kindName,
            // What only asks to bear in mind that it is a volcano lifts what was in force.
            phase: level == 1 && !isAsh ? .over : .inForce,
            level: level,
            places: Array(Set(names)).sorted(),
            values: [.init(isAsh ? .ashfall : .eruptionLevel, Double(Int(gravest.kindCode) ?? 0))],
            validUntil: envelope.validUntil,
            headline: headline.isEmpty ? envelope.headline : headline
        )
        let subject = HazardReport.Subject.event(volcanoes.first?.code.rawValue ?? envelope.eventIDs.first ?? "unknown")
        return .reports([
            envelope.report(facts.hazard, subject, in: scope, facts: .bulletin(facts))
        ])
    }

    /// The event of a volcano's bulletins is its code, or ends with it.
    static func withdrawal(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        guard let event = envelope.eventIDs.first, let code = event.split(separator: "_").last else {
            return .notConcerned(
                reason: "\(envelope.kind.name) has no event ID, so it cannot be told which volcano it is"
            )
        }
        let isAsh = ["VFVO53", "VFVO54", "VFVO55"].contains(envelope.kind.name)
        return .reports([
            envelope.report(isAsh ? .ash : .volcano, .event(String(code)), in: scope, facts: nil)
        ])
    }
}
