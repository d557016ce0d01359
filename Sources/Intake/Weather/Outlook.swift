// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
import SafeXML

public import struct Foundation.Date

/// What may come: 早期注意情報 (VPFD60, VPFD61, VPFW60) by 高 and 中 for each element, and the time series of all elements
/// (VPWP50) by the danger of each. Foresight, level 1; never a warning by itself.
public struct Outlook: Sendable, Hashable {
    /// What may come in one area.
    public struct Possibility: Sendable, Hashable {
        /// Of which area.
        public var area: AreaCode
        /// The area's name.
        public var areaName: String
        /// The element, in JMA's words: 大雨の警報級の可能性, 土砂災害危険度.
        public var element: String
        /// 中 or 高; of the time series the name of the gravest danger: 警戒レベル３相当.
        public var rank: String
        /// When the first time of that rank begins; nil where it says no time.
        public var from: Date?
    }

    /// What may come, in the order of the bulletin.
    public var possibilities: [Possibility]
}

extension Outlook: ReadableBody {
    /// Of a time series, a danger from here on is worth foresight: 警報級, 警戒レベル３相当.
    private static let gravestFrom = 30

    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        possibilities = []
        for series in body.all("MeteorologicalInfos").flatMap({ $0.all("TimeSeriesInfo") }) {
            var times: [String: Date] = [:]
            for define in series.first("TimeDefines")?.all("TimeDefine") ?? [] {
                times[define.attributes["timeId"] ?? ""] = try define.time("DateTime")
            }
            for item in series.all("Item") {
                guard let area = item.first("Area") else { continue }
                let code = AreaCode(rawValue: try area.requiredString("Code"))
                let name = area.string("Name") ?? ""
                for property in item.all("Kind").flatMap({ $0.all("Property") }) {
                    guard let found = Outlook.rank(of: property, times: times) else { continue }
                    possibilities.append(
                        Possibility(
                            area: code,
                            areaName: name,
                            element: property.string("Type") ?? "",
                            rank: found.rank,
                            from: found.from
                        )
                    )
                }
            }
        }
    }

    /// The highest rank of one element and when it begins; nil where nothing may come.
    private static func rank(of property: MarkupElement, times: [String: Date]) -> (rank: String, from: Date?)? {
        let ranks = property.all("PossibilityRankOfWarningPart").flatMap {
            $0.all("PossibilityRankOfWarning", in: JMANamespace.basis)
        }
        for wanted in ["高", "中"] {
            if let first = ranks.first(where: { $0.content == wanted }) {
                return (wanted, times[first.attributes["refID"] ?? ""])
            }
        }
        let dangers = property.all("SignificancyPart").flatMap(\.children).flatMap { part in
            part.all("Significancy") + part.all("Local").flatMap { $0.all("Significancy") }
        }
        let gravest = dangers.max { (Int($0.string("Code") ?? "") ?? 0) < (Int($1.string("Code") ?? "") ?? 0) }
        guard let gravest, let code = Int(gravest.string("Code") ?? ""), code >= gravestFrom else { return nil }
        return (gravest.string("Name") ?? "", times[gravest.attributes["refID"] ?? ""])
    }

    /// Concerns the city where an area of its own or one that holds it is listed.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        let ours = possibilities.filter { $0.area == scope.municipality || scope.forecastAreas.contains($0.area) }
        guard !ours.isEmpty || envelope.headTitle.hasPrefix(scope.forecastRegion) else {
            return envelope.otherPrefecture(than: scope)
        }
        let facts = BulletinFacts(
            hazard: .outlook,
            code: "",
            name: envelope.title,
            phase: ours.isEmpty ? .over : .inForce,
            level: 1,
            places: ours.map { "\($0.areaName) \($0.element) \($0.rank)" },
            validUntil: envelope.validUntil,
            headline: envelope.headline
        )
        return .reports([envelope.report(.outlook, .area(scope.municipality), in: scope, facts: .bulletin(facts))])
    }

    static func withdrawal(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        envelope.headTitle.hasPrefix(scope.forecastRegion)
            ? .reports([envelope.report(.outlook, .area(scope.municipality), in: scope, facts: nil)])
            : envelope.otherPrefecture(than: scope)
    }
}
