// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
import SafeXML

/// One line of Head/Headline/Information: what is said of which areas. Nearly every bulletin sums itself up in them.
public struct HeadlineItem: Sendable, Hashable {
    /// A Kind or LastKind.
    public struct Kind: Sendable, Hashable {
        /// Its name; empty where it has none.
        public var name: String
        /// Its code in the table that the type names; empty where it has none.
        public var code: String
        /// Condition: 発表, 引上げ, 記録雨; empty where there is none.
        public var condition: String
    }

    /// An area named.
    public struct Area: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its code; empty where it has none.
        public var code: AreaCode
    }

    /// What the list is (`Information/@type`): 噴火警報・予報（対象市町村等）.
    public var type: String
    /// What is said.
    public var kinds: [Kind]
    /// What was said before.
    public var lastKinds: [Kind]
    /// Of where.
    public var areas: [Area]

    /// Reads all of a head's headline.
    static func all(in head: MarkupElement) -> [HeadlineItem] {
        (head.first("Headline")?.all("Information") ?? []).flatMap { information in
            information.all("Item").map { item in
                HeadlineItem(
                    type: information.attributes["type"] ?? "",
                    kinds: item.all("Kind").map(Kind.init),
                    lastKinds: item.all("LastKind").map(Kind.init),
                    areas: item.all("Areas").flatMap { $0.all("Area") }.map { area in
                        Area(name: area.string("Name") ?? "", code: AreaCode(rawValue: area.string("Code") ?? ""))
                    }
                )
            }
        }
    }
}

extension HeadlineItem.Kind {
    fileprivate init(_ element: MarkupElement) {
        name = element.string("Name") ?? ""
        code = element.string("Code") ?? ""
        condition = element.string("Condition") ?? ""
    }
}

extension CityScope {
    /// Whether one of the areas is the city, or a forecast area that holds it.
    func isNamed(in areas: [HeadlineItem.Area]) -> Bool {
        areas.contains { $0.code == municipality || forecastAreas.contains($0.code) }
    }
}
