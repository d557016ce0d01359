// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
import SafeXML

/// 気象警報・注意報（Ｒ０６）（大雨） (VPWW55): the rain warnings of one prefecture, each municipality listed.
public struct HeavyRainWarning: Sendable, Hashable {
    /// One area with what is in force there.
    public struct Area: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its code: 1220300 for 市川市, 120013 for 東葛飾.
        public var code: AreaCode
        /// What is in force or has just been lifted; JMA lists one for rain.
        public var kinds: [Kind]

        /// The highest level in force.
        public var level: WarningLevel { kinds.map(\.level).max() ?? .none }

        /// The code of what is in force, 00 for nothing.
        public var kindCode: String { kinds.max { $0.level < $1.level }?.code ?? "00" }

        /// The highest level that was in force before; nil where the bulletin says nothing of it.
        public var previousLevel: WarningLevel? { kinds.compactMap(\.previousLevel).max() }
    }

    /// One warning of an area.
    public struct Kind: Sendable, Hashable {
        /// JMA's code of what is in force (table 気象警報・注意報); 00 for what is lifted, whatever the bulletin
        /// repeats beside it.
        public var code: String
        /// JMA's name, that of the lifted warning included; empty for 発表警報・注意報はなし.
        public var name: String
        /// 発表, 継続, 解除, 発表警報・注意報はなし and what else JMA writes.
        public var status: String
        /// The level in force.
        public var level: WarningLevel
        /// The level of LastKind.
        public var previousLevel: WarningLevel?
        /// The codes of the danger by inundation (大雨浸水危険度): 31 is 警戒レベル３相当.
        public var significancyCodes: [String]
    }

    /// One list of areas: by 府県予報区, 一次細分区域, 市町村等をまとめた地域 and 市町村.
    public struct List: Sendable, Hashable {
        /// What the list says of itself (`type`).
        public var type: String
        /// Its areas.
        public var areas: [Area]
    }

    /// The lists, widest areas first.
    public var lists: [List]

    /// The municipalities, all of the prefecture.
    public var municipalities: [Area] {
        lists.filter { $0.type.contains("（市町村等）") }.flatMap(\.areas)
    }

    /// Reads Body.
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        lists = []
        for element in body.all("Warning") {
            var list = List(type: element.attributes["type"] ?? "", areas: [])
            for item in element.all("Item") { list.areas.append(try HeavyRainWarning.area(item)) }
            lists.append(list)
        }
        guard !municipalities.isEmpty else { throw body.missing("Warning type=\"気象警報・注意報（市町村等）\"") }
    }

    private static func area(_ item: MarkupElement) throws(MarkupError) -> Area {
        let element = try item.required("Area")
        var area = Area(
            name: try element.requiredString("Name"),
            code: AreaCode(rawValue: try element.requiredString("Code")),
            kinds: []
        )
        for kind in item.all("Kind") { area.kinds.append(try self.kind(kind)) }
        guard !area.kinds.isEmpty else { throw item.missing("Kind") }
        return area
    }

    /// Reads a Kind. 解除 stands in Status, beside the name and code of what is lifted, or as code 00.
    private static func kind(_ element: MarkupElement) throws(MarkupError) -> Kind {
        let status = element.string("Status") ?? ""
        let isOver = status == "解除" || status == "発表警報・注意報はなし"
        let last = try element.first("LastKind").map { last throws(MarkupError) in try level(of: last) }
        return Kind(
            code: isOver ? "00" : try element.requiredString("Code"),
            name: element.string("Name") ?? "",
            status: status,
            level: isOver ? .none : try level(of: element),
            previousLevel: last,
            significancyCodes: element.all("Property").flatMap(significancyCodes)
        )
    }

    private static func significancyCodes(_ property: MarkupElement) -> [String] {
        property.all("SignificancyPart").flatMap { part in
            part.children.flatMap { $0.all("Significancy") }.compactMap { $0.string("Code") }
        }
    }

    /// The level of a Kind or LastKind by code; by its name (レベル４大雨危険警報) where JMA has added a code since.
    private static func level(of kind: MarkupElement) throws(MarkupError) -> WarningLevel {
        let code = try kind.requiredString("Code")
        switch code {
        case "00": return .none
        case "10": return .advisory
        case "03": return .warning
        case "43": return .danger
        case "33": return .emergency
        default:
            let name = kind.string("Name") ?? ""
            for (mark, level) in [
                ("レベル２", WarningLevel.advisory), ("レベル３", .warning), ("レベル４", .danger), ("レベル５", .emergency),
            ]
            where name.hasPrefix(mark) { return level }
            throw kind.first("Code")?.unreadable("not a code of rain warnings") ?? kind.missing("Code")
        }
    }
}
