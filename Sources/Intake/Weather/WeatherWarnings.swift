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

        /// The level of a hazard in force.
        public func level(of hazard: Hazard) -> WarningLevel { kinds.compactMap { $0.levels[hazard] }.max() ?? .none }

        /// The highest level of a hazard before; nil where the bulletin says nothing of it.
        public func previousLevel(of hazard: Hazard) -> WarningLevel? {
            kinds.compactMap { $0.previousLevels[hazard] }.max()
        }

        /// JMA's code of a hazard at the level in force; 00 for nothing.
        public func code(of hazard: Hazard) -> String {
            let level = level(of: hazard)
            guard level > .none, let kind = kinds.first(where: { $0.levels[hazard] == level }) else { return "00" }
            // What an old rain warning says beside itself, of a lower level, has the code of that level.
            let isItself = level == kind.levels.values.max()
            return isItself ? kind.code : WarningCode.code(of: hazard, level: level) ?? kind.code
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
        /// The level in force of each of what it warns of; an old rain warning is of rain, of landslides or of both. Empty
        /// for nothing.
        public var levels: [Hazard: WarningLevel]
        /// The code of LastKind; empty where there is none.
        public var lastCode: String
        /// The levels before: those of LastKind, or none for what is issued without one. Empty where it says nothing.
        public var previousLevels: [Hazard: WarningLevel]
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
    ///
    /// Of a digest, which only compares, an item that cannot be read loses no other.
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        lists = []
        notice = body.string("Notice") ?? ""
        let reader = KindReader(bulletin: envelope.kind.name)
        for element in body.all("Warning") {
            var list = List(type: element.attributes["type"] ?? "", areas: [])
            for item in element.all("Item") {
                do throws(MarkupError) {
                    list.areas += try WeatherWarnings.areas(item, reader)
                } catch {
                    guard reader.isDigest else { throw error }
                }
            }
            lists.append(list)
        }
        guard !municipalities.isEmpty else { throw body.missing("Warning type=\"気象警報・注意報（市町村等）\"") }
    }

    private static func areas(_ item: MarkupElement, _ reader: KindReader) throws(MarkupError) -> [Area] {
        var kinds: [Kind] = []
        for kind in item.all("Kind") { kinds.append(try reader.kind(kind)) }
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
}
