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
        /// Millimetres of rain in an hour, or centimetres of snow; nil for a number that cannot be read, which loses
        /// neither its place nor the others.
        public var value: BulletinFacts.Value?
    }

    /// A tag (情報タグ) with its areas.
    public struct Tag: Sendable, Hashable {
        /// 記録雨, 線状降水帯発生, 短時間大雪.
        public var word: String
        /// Where.
        public var areas: [HeadlineItem.Area]
    }

    /// The tags, each with areas of its own.
    public var tags: [Tag]
    /// What was measured.
    public var observations: [Observation]
}

extension WeatherFlash: ReadableBody {
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        let items = envelope.headlineItems.filter { $0.type == "情報タグ" }
        tags = items.flatMap { item in
            item.kinds.filter { !$0.condition.isEmpty }.map { Tag(word: $0.condition, areas: item.areas) }
        }
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
                    let number = element.content.flatMap { Double($0) }.flatMap { (0...10_000).contains($0) ? $0 : nil }
                    let value = number.map { BulletinFacts.Value(quantity, $0, place: name) }
                    observations.append(Observation(place: name, code: code, value: value))
                }
            }
        }
    }

    private typealias Meaning = (hazard: Hazard, code: String, level: Int)

    /// What a tag warns of, and how gravely on the scale of levels: a rain band that is there is 警戒レベル４相当 by JMA's own
    /// words, one that is imminent a level below.
    private static func meaning(of tag: String) -> Meaning? {
        switch tag {
        case let tag where tag.contains("記録雨"): (.recordRain, "1", 4)
        case let tag where tag.contains("線状降水帯") && (tag.contains("予測") || tag.contains("直前")): (.rainband, "2", 3)
        case let tag where tag.contains("線状降水帯"): (.rainband, "1", 4)
        case let tag where tag.contains("大雪"): (.snowfall, "1", 3)
        default: nil
        }
    }

    /// What the tags of the city's areas warn of: each hazard once, as gravely as the gravest of them and for all their
    /// areas.
    private func warnings(in scope: CityScope) -> [(meaning: Meaning, areas: [HeadlineItem.Area])] {
        tags.filter { scope.isNamed(in: $0.areas) }.reduce(into: []) { found, tag in
            guard let meaning = Self.meaning(of: tag.word) else { return }
            guard let place = found.firstIndex(where: { $0.meaning.hazard == meaning.hazard }) else {
                return found.append((meaning, tag.areas))
            }
            if found[place].meaning.level < meaning.level { found[place].meaning = meaning }
            found[place].areas += tag.areas.filter { !found[place].areas.contains($0) }
        }
    }

    /// Concerns the city where a tag names an area that holds it; record rain only where it fell in or by the city, since
    /// each names its places.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        guard tags.contains(where: { scope.isNamed(in: $0.areas) }) else {
            return envelope.otherPrefecture(than: scope)
        }
        let reports = warnings(in: scope).compactMap { meaning, areas -> HazardReport? in
            if meaning.hazard == .recordRain {
                let isOurs =
                    observations.contains { $0.code == scope.municipality || $0.place.contains(scope.name) }
                    || envelope.headline.contains(scope.name)
                guard isOurs else { return nil }
            }
            let quantity: BulletinFacts.Value.Quantity = meaning.hazard == .snowfall ? .snowfall : .rainfall
            let facts = BulletinFacts(
                hazard: meaning.hazard,
                code: meaning.code,
                name: envelope.headTitle,
                phase: .inForce,
                level: meaning.level,
                places: areas.map(\.name),
                values: observations.compactMap(\.value).filter { $0.quantity == quantity },
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
            let words = tags.map(\.word).joined(separator: ", ")
            return .notConcerned(
                reason: "\(envelope.kind.name) \"\(envelope.headTitle)\" (\(words)) is about other places than "
                    + scope.name
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
