// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
import SafeXML

/// 気象警報・注意報, old (VPWW53, 54) and new (VPWW55 to 61), and the digest of all in force (VPWS50): the warnings of one
/// prefecture, each municipality listed with all that is in force there.
public struct WeatherWarnings: Sendable, Hashable {
    /// One area with what is in force there.
    public struct Area: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its code: 1220300 for 市川市, 120013 for 東葛飾.
        public var code: AreaCode
        /// What is in force or has just been lifted.
        public var kinds: [Kind]

        /// The gravest of a hazard in force; nil where there is none.
        public func gravest(_ hazard: Hazard) -> Kind? {
            kinds.filter { $0.hazards.contains(hazard) && $0.level > .none }.max { $0.level < $1.level }
        }

        /// The level of a hazard in force.
        public func level(of hazard: Hazard) -> WarningLevel { gravest(hazard)?.level ?? .none }

        /// The highest level of a hazard before; nil where the bulletin says nothing of it.
        public func previousLevel(of hazard: Hazard) -> WarningLevel? {
            kinds.filter { $0.previousHazards.contains(hazard) || $0.previousLevel == WarningLevel.none }
                .compactMap(\.previousLevel).max()
        }
    }

    /// One warning of an area.
    public struct Kind: Sendable, Hashable {
        /// JMA's code of what is in force; 00 for what is lifted, whatever the bulletin repeats beside it.
        public var code: String
        /// JMA's name, that of the lifted warning included; empty for 発表警報・注意報はなし.
        public var name: String
        /// 発表, 継続, 解除, 発表警報・注意報はなし and what else JMA writes; empty where it writes nothing.
        public var status: String
        /// Condition of the old rain warning: 土砂災害, 浸水害, or both.
        public var condition: String
        /// Of what; the old rain warning for landslide and inundation is of two. Empty for nothing.
        public var hazards: [Hazard]
        /// The level in force.
        public var level: WarningLevel
        /// The code of LastKind; empty where there is none.
        public var lastCode: String
        /// Of what it was before.
        public var previousHazards: [Hazard]
        /// The level of LastKind; nil where there is none.
        public var previousLevel: WarningLevel?
        /// The codes of the danger (大雨浸水危険度 and others): 31 is 警戒レベル３相当.
        public var significancyCodes: [String]
    }

    /// One list of areas: by 府県予報区, 一次細分区域, 市町村等をまとめた地域, 市町村, 高潮予報区間.
    public struct List: Sendable, Hashable {
        /// What the list says of itself (`type`).
        public var type: String
        /// Its areas.
        public var areas: [Area]
    }

    /// The lists, widest areas first.
    public var lists: [List]
    /// Body/Notice: what the old telegrams cannot say in tags; empty where there is none.
    public var notice: String

    /// The municipalities, all of the prefecture.
    public var municipalities: [Area] {
        lists.filter { $0.type.contains("（市町村等）") }.flatMap(\.areas)
    }

    /// Reads Body.
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        lists = []
        notice = body.string("Notice") ?? ""
        for element in body.all("Warning") {
            var list = List(type: element.attributes["type"] ?? "", areas: [])
            for item in element.all("Item") { list.areas += try WeatherWarnings.areas(item) }
            lists.append(list)
        }
        guard !municipalities.isEmpty else { throw body.missing("Warning type=\"気象警報・注意報（市町村等）\"") }
    }

    private static func areas(_ item: MarkupElement) throws(MarkupError) -> [Area] {
        var kinds: [Kind] = []
        for kind in item.all("Kind") { kinds.append(try self.kind(kind)) }
        guard !kinds.isEmpty else { throw item.missing("Kind") }
        let elements = item.all("Area") + item.all("Areas").flatMap { $0.all("Area") }
        guard !elements.isEmpty else { throw item.missing("Area") }
        var areas: [Area] = []
        for element in elements {
            let code = AreaCode(rawValue: try element.requiredString("Code"))
            areas.append(Area(name: try element.requiredString("Name"), code: code, kinds: kinds))
        }
        return areas
    }

    /// Reads a Kind. 解除 stands in Status, beside the name and code of what is lifted, or as code 00.
    private static func kind(_ element: MarkupElement) throws(MarkupError) -> Kind {
        let status = element.string("Status") ?? ""
        let isOver = status == "解除" || status == "発表警報・注意報はなし"
        let code = isOver ? "00" : try element.requiredString("Code")
        let condition = element.string("Condition") ?? ""
        let now = isOver ? ([], .none) : try meaning(of: element, condition: condition)
        let last = try element.first("LastKind").map { last throws(MarkupError) in
            try meaning(of: last, condition: last.string("Condition") ?? "")
        }
        return Kind(
            code: code,
            name: element.string("Name") ?? "",
            status: status,
            condition: condition,
            hazards: now.0,
            level: now.1,
            lastCode: element.first(path: "LastKind", "Code")?.content ?? "",
            previousHazards: last?.0 ?? [],
            previousLevel: last?.1,
            significancyCodes: element.all("Property").flatMap(significancyCodes)
        )
    }

    private static func significancyCodes(_ property: MarkupElement) -> [String] {
        property.all("SignificancyPart").flatMap { part in
            part.children.flatMap { $0.all("Significancy") }.compactMap { $0.string("Code") }
        }
    }

    /// What a Kind or LastKind says, by code; by its name (レベル４大雨危険警報) where JMA has added a code since.
    private static func meaning(
        of kind: MarkupElement,
        condition: String
    ) throws(MarkupError) -> ([Hazard], WarningLevel) {
        let code = try kind.requiredString("Code")
        if code == "00" { return ([], .none) }
        guard let found = WarningCode.meaning(of: code) ?? WarningCode.meaning(ofName: kind.string("Name") ?? "") else {
            throw kind.first("Code")?.unreadable("not a code of warnings and advisories") ?? kind.missing("Code")
        }
        guard found.hazard == .heavyRain, !condition.isEmpty else { return ([found.hazard], found.level) }
        // The old rain warning says for what: landslide, inundation, or both.
        var hazards: [Hazard] = []
        if condition.contains("浸水害") { hazards.append(.heavyRain) }
        if condition.contains("土砂災害") { hazards.append(.landslide) }
        return (hazards.isEmpty ? [.heavyRain] : hazards, found.level)
    }
}
