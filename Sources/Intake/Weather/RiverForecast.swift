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

    /// A stretch of which something is said that is not understood.
    public struct Unread: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its code.
        public var code: AreaCode
        /// JMA's name and code of what is said.
        public var kind: String
    }

    /// The stretches of the bulletin (予報区域 or 発表区間).
    public var stretches: [Stretch]
    /// The stretches whose forecast has no level that is known: they lose none of the others.
    public var unread: [Unread]
    /// The water level stations that it names.
    public var stations: [String]
    /// The main text (主文), station by station.
    public var texts: [String]
}

extension RiverForecast: ReadableBody {
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        stretches = []
        unread = []
        let lists = envelope.headlineItems.filter { $0.type.hasSuffix("（予報区域）") || $0.type.hasSuffix("（発表区間）") }
        for item in lists {
            guard let kind = item.kinds.first else { continue }
            guard let level = RiverForecast.level(of: kind) else {
                unread += item.areas.map { Unread(name: $0.name, code: $0.code, kind: "\(kind.name) (\(kind.code))") }
                continue
            }
            stretches += item.areas.map {
                Stretch(name: $0.name, code: $0.code, kindCode: kind.code, kindName: kind.name, level: level)
            }
        }
        if stretches.isEmpty, let first = unread.first {
            throw body.unreadable("the flood forecast \(first.kind) of \(first.name) has no level that is known")
        }
        guard !stretches.isEmpty else { throw body.missing("Information type=\"…（予報区域）\" (of Head)") }
        let items = body.all("Warning").flatMap { $0.all("Item") }
        stations = items.flatMap { $0.all("Stations") }.flatMap { $0.all("Station") }.compactMap { $0.string("Name") }
        texts = items.flatMap { $0.all("Kind") }.flatMap { $0.all("Property") }
            .filter { $0.string("Type") == "主文" }.compactMap { $0.string("Text") }
    }

    /// By code: 10 is lifted, of others the first digit is the level. By name, new and old, where the code is missing or
    /// none of those; 氾濫注意情報（警戒情報解除） is level 2 and lifted only from 3.
    private static func level(of kind: HeadlineItem.Kind) -> WarningLevel? {
        if kind.code == "10" { return WarningLevel.none }
        if kind.code.wholeMatch(of: /[2-5][0-9]/) != nil, let level = kind.code.first?.wholeNumberValue {
            return WarningLevel(rawValue: level)
        }
        if kind.name.hasSuffix("解除") { return WarningLevel.none }
        let marks: [(String, WarningLevel)] = [
            ("レベル５", .emergency), ("レベル４", .danger), ("レベル３", .warning), ("レベル２", .advisory),
            ("発生情報", .emergency), ("危険情報", .danger), ("警戒情報", .warning), ("注意情報", .advisory),
            ("注意報", .advisory),
        ]
        // What stands in brackets is said of the word before it: （警戒情報解除）, （氾濫水の予報）.
        let name = kind.name.prefix { $0 != "（" }
        return marks.first { name.contains($0.0) }?.1
    }

    /// Concerns the city where the river is one of its profile. One that both lists name is told once, at its gravest.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        let ours = scope.rivers.compactMap { river in
            stretches.filter { $0.code == river }.max { $0.level < $1.level }
        }
        guard !ours.isEmpty else {
            if let river = unread.first(where: { scope.rivers.contains($0.code) }) {
                return .notConcerned(
                    reason: "\(envelope.kind.name) says of \(river.name) the flood forecast \(river.kind), which has "
                        + "no level that is known; read it, and compare with JMA's current table"
                )
            }
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
        let codes = scope.rivers.filter { envelope.eventIDs.contains($0.rawValue) }
        guard !codes.isEmpty else {
            return .notConcerned(reason: "\(envelope.kind.name) withdraws what was said of a river of another city")
        }
        return .reports(codes.map { envelope.report(.flood, .area($0), in: scope, facts: nil) })
    }
}
