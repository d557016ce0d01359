// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
import SafeXML

/// 府県気象防災速報 (VPBS50): what happens just now: a linear rain band, record rain, sudden heavy snow.
///
/// What it is about stands in its tag (情報タグ), where in the tag's areas, and how much in the observations of its Body.
public struct WeatherFlash: Sendable, Hashable {
    /// A value of one place.
    public struct Observation: Sendable, Hashable {
        /// The station or municipality.
        public var place: String
        /// The municipality's code; nil for a station.
        public var code: AreaCode?
        /// Millimetres of rain in an hour, or centimetres of snow.
        public var value: BulletinFacts.Value
    }

    /// The tags: 記録雨, 線状降水帯発生, 短時間大雪.
    public var tags: [String]
    /// The areas of the tags.
    public var areas: [HeadlineItem.Area]
    /// What was measured.
    public var observations: [Observation]
}

extension WeatherFlash: ReadableBody {
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        let items = envelope.headlineItems.filter { $0.type == "情報タグ" }
        tags = items.flatMap(\.kinds).map(\.condition).filter { !$0.isEmpty }
        areas = items.flatMap(\.areas)
        observations = []
        for item in body.all("MeteorologicalInfos").flatMap({ $0.all("MeteorologicalInfo") }).flatMap({ $0.all("Item") }
        ) {
            let place = item.first("Area") ?? item.first("Station")
            let name = place?.string("Name") ?? ""
            let code = item.first("Area")?.string("Code").map(AreaCode.init(rawValue:))
            for property in item.all("Kind").flatMap({ $0.all("Property") }) {
                let rain = property.all("PrecipitationPart").flatMap { $0.all("Precipitation", in: JMANamespace.basis) }
                let snow = property.all("SnowfallDepthPart").flatMap { $0.all("SnowfallDepth", in: JMANamespace.basis) }
                for (quantity, element) in rain.map({ (BulletinFacts.Value.Quantity.rainfall, $0) })
                    + snow.map({ (.snowfall, $0) })
                {
                    guard let text = element.content, let number = Double(text), (0...10_000).contains(number) else {
                        throw element.unreadable("not an amount of rain or snow")
                    }
                    observations.append(
                        Observation(place: name, code: code, value: .init(quantity, number, place: name))
                    )
                }
            }
        }
    }

    /// What a tag warns of, and how gravely on the scale of levels: a rain band that is there is 警戒レベル４相当 by JMA's own
    /// words, one that is imminent a level below.
    private static func meaning(of tag: String) -> (hazard: Hazard, code: String, level: Int)? {
        switch tag {
        case let tag where tag.contains("記録雨"): (.recordRain, "1", 4)
        case let tag where tag.contains("線状降水帯") && (tag.contains("予測") || tag.contains("直前")): (.rainband, "2", 3)
        case let tag where tag.contains("線状降水帯"): (.rainband, "1", 4)
        case let tag where tag.contains("大雪"): (.snowfall, "1", 3)
        default: nil
        }
    }

    /// Concerns the city where an area that holds it is named; record rain only where it fell in or by the city, since
    /// each names its places.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        guard scope.isNamed(in: areas) else { return envelope.otherPrefecture(than: scope) }
        let reports = tags.compactMap(Self.meaning).compactMap { meaning -> HazardReport? in
            if meaning.hazard == .recordRain {
                let isOurs =
                    observations.contains { $0.code == scope.municipality || $0.place.contains(scope.name) }
                    || envelope.headline.contains(scope.name)
                guard isOurs else { return nil }
            }
            let facts = BulletinFacts(
                hazard: meaning.hazard,
                code: meaning.code,
                name: envelope.headTitle,
                phase: .inForce,
                level: meaning.level,
                places: areas.map(\.name),
                values: observations.map(\.value),
                validUntil: envelope.validUntil,
                headline: envelope.headline
            )
            return envelope.report(
                meaning.hazard,
                .area(scope.municipality),
                in: scope,
                facts: .bulletin(facts)
            )
        }
        guard !reports.isEmpty else {
            return .notConcerned(
                reason:
                    "\(envelope.kind.name) \"\(envelope.headTitle)\" (\(tags.joined(separator: ", "))) is about other "
                    + "places than \(scope.name)"
            )
        }
        return .reports(reports)
    }

    /// Which of them it withdraws, its title says.
    static func withdrawal(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        let hazard: Hazard =
            switch envelope.headTitle {
            case let title where title.contains("線状降水帯"): .rainband
            case let title where title.contains("大雪"): .snowfall
            default: .recordRain
            }
        return envelope.withdrawal(of: hazard, .area(scope.municipality), in: scope)
    }
}
