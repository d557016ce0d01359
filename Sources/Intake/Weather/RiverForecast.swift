// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
import SafeXML

/// 指定河川洪水予報 (VXKO50 to 89) and 水位周知河川に関する情報 (VXSU50 to 59): the flood forecast of one river.
public struct RiverForecast: Sendable, Hashable {
    /// What is in force for one stretch.
    public struct Stretch: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its code: 830303030400 for 江戸川.
        public var code: AreaCode
        /// JMA's code: the first digit is the level, 10 is lifted.
        public var kindCode: String
        /// JMA's name: レベル４氾濫危険警報, before 2026-05-28 氾濫危険情報.
        public var kindName: String
        /// The level.
        public var level: WarningLevel
    }

    /// The stretches of the bulletin (予報区域 or 発表区間).
    public var stretches: [Stretch]
    /// The water level stations that it names.
    public var stations: [String]
    /// The main text (主文), station by station.
    public var texts: [String]
}

extension RiverForecast: ReadableBody {
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        stretches = []
        let lists = envelope.headlineItems.filter { $0.type.hasSuffix("（予報区域）") || $0.type.hasSuffix("（発表区間）") }
        for item in lists {
            guard let kind = item.kinds.first else { continue }
            guard let level = RiverForecast.level(of: kind) else {
                throw body.unreadable("the flood forecast \"\(kind.name)\" (\(kind.code)) has no level that is known")
            }
            stretches += item.areas.map {
                Stretch(name: $0.name, code: $0.code, kindCode: kind.code, kindName: kind.name, level: level)
            }
        }
        guard !stretches.isEmpty else { throw body.missing("Information type=\"…（予報区域）\" (of Head)") }
        let items = body.all("Warning").flatMap { $0.all("Item") }
        stations = items.flatMap { $0.all("Stations") }.flatMap { $0.all("Station") }.compactMap { $0.string("Name") }
        texts = items.flatMap { $0.all("Kind") }.flatMap { $0.all("Property") }
            .filter { $0.string("Type") == "主文" }.compactMap { $0.string("Text") }
    }

    /// By name, new and old; by the first digit of the code where the name is newer than this program.
    private static func level(of kind: HeadlineItem.Kind) -> WarningLevel? {
        if kind.name.contains("解除") || kind.condition.contains("解除") { return WarningLevel.none }
        let marks: [(String, WarningLevel)] = [
            ("レベル５", .emergency), ("レベル４", .danger), ("レベル３", .warning), ("レベル２", .advisory),
            ("発生情報", .emergency), ("危険情報", .danger), ("警戒情報", .warning), ("注意情報", .advisory),
            ("注意報", .advisory),
        ]
        if let found = marks.first(where: { kind.name.contains($0.0) }) { return found.1 }
        switch kind.code.first {
        case "1": return WarningLevel.none
        case "2": return .advisory
        case "3": return .warning
        case "4": return .danger
        case "5": return .emergency
        default: return nil
        }
    }

    /// Concerns the city where the river is one of its profile.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        let ours = stretches.filter { scope.rivers.contains($0.code) }
        guard !ours.isEmpty else {
            let names = stretches.map(\.name).prefix(3).joined(separator: ", ")
            return .notConcerned(reason: "\(envelope.kind.name) is about \(names), which is no river of \(scope.name)")
        }
        return .reports(
            ours.map { stretch in
                envelope.report(
                    .flood,
                    .area(stretch.code),
                    in: scope,
                    facts: .weather(
                        WeatherWarningFacts(
                            hazard: .flood,
                            code: stretch.kindCode,
                            level: stretch.level,
                            previousLevel: nil,
                            place: stretch.code,
                            placeName: stretch.name
                        )
                    )
                )
            }
        )
    }

    /// The event of a river's bulletins is its code.
    static func withdrawal(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        let codes = envelope.eventIDs.map(AreaCode.init(rawValue:)).filter(scope.rivers.contains)
        guard !codes.isEmpty else {
            return .notConcerned(reason: "\(envelope.kind.name) withdraws what was said of a river of another city")
        }
        return .reports(codes.map { envelope.report(.flood, .area($0), in: scope, facts: nil) })
    }
}
