// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
public import Foundation
import SafeXML

/// 台風解析・予報情報 (VPTW60 to 65): where a typhoon is, and where it may be in the next five days.
public struct TyphoonForecast: Sendable, Hashable {
    /// Where it is or may be at one time.
    public struct Position: Sendable, Hashable {
        /// 実況, 推定, 予報.
        public var type: String
        /// When.
        public var at: Date
        /// The centre, or that of the forecast circle.
        public var latitude: Double
        /// The centre, or that of the forecast circle.
        public var longitude: Double
        /// The radius of the forecast circle (予報円) in kilometres; 0 for an analysis.
        public var circle: Double
        /// The radius of the area with storm winds (暴風域 or 暴風警戒域) in kilometres, at its widest; 0 for none.
        public var storm: Double
        /// The radius of the area with strong winds (強風域) in kilometres, at its widest; 0 for none.
        public var gale: Double
        /// Central pressure in hectopascals.
        public var pressure: Double?
        /// Greatest wind in metres a second.
        public var wind: Double?

        /// Kilometres on the great circle from the centre to a place.
        func distance(to place: CityScope.Position) -> Double {
            let toRadians = Double.pi / 180
            let (a, b) = (latitude * toRadians, place.latitude * toRadians)
            let difference = (place.longitude - longitude) * toRadians
            let cosine = sin(a) * sin(b) + cos(a) * cos(b) * cos(difference)
            return acos(max(-1, min(1, cosine))) * 6_371
        }
    }

    /// Its number of the year, 2014; empty before it has one.
    public var number: String
    /// Its name.
    public var name: String
    /// What it is now: 台風(TY), 熱帯低気圧(TD); empty where the bulletin does not say.
    public var kind: String
    /// Now and later, in order.
    public var positions: [Position]
}

extension TyphoonForecast: ReadableBody {
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        number = ""
        name = ""
        kind = ""
        positions = []
        for information in body.all("MeteorologicalInfos").flatMap({ $0.all("MeteorologicalInfo") }) {
            let time = try information.required("DateTime")
            guard let text = time.content, let at = XMLDateTime.date(text) else {
                throw time.unreadable("not a time with a zone")
            }
            for item in information.all("Item") {
                let properties = item.all("Kind").flatMap { $0.all("Property") }
                for part in properties.flatMap({ $0.all("TyphoonNamePart") }) where number.isEmpty {
                    number = part.string("Number") ?? ""
                    name = part.string("Name") ?? ""
                }
                for part in properties.flatMap({ $0.all("ClassPart") }) where kind.isEmpty {
                    kind = part.first("TyphoonClass", in: JMANamespace.basis)?.content ?? ""
                }
                guard let position = try Self.position(time.attributes["type"] ?? "", at, item, properties) else {
                    continue
                }
                positions.append(position)
            }
        }
        guard !positions.isEmpty else { throw body.missing("CenterPart") }
    }

    private static func position(
        _ type: String,
        _ at: Date,
        _ item: MarkupElement,
        _ properties: [MarkupElement]
    ) throws(MarkupError) -> Position? {
        guard let centre = properties.compactMap({ $0.first("CenterPart") }).first else { return nil }
        let basis = JMANamespace.basis
        // An analysis names the centre; a forecast the middle of the circle in which it will be.
        let circle = centre.first("ProbabilityCircle", in: basis)
        let points =
            centre.all("Coordinate", in: basis) + (circle?.all("BasePoint", in: basis) ?? [])
        guard let point = points.first(where: { $0.attributes["type"] == "中心位置（度）" }) ?? points.first else {
            return nil
        }
        guard let place = coordinate(point.content ?? "") else {
            throw point.unreadable("not a place as +35.5+140.1/")
        }
        func widest(_ element: MarkupElement?) -> Double {
            let axes = (element?.all("Axes", in: basis) ?? []).flatMap { $0.all("Axis", in: basis) }
            return axes.flatMap { $0.all("Radius", in: basis) }.filter { $0.attributes["unit"] == "km" }
                .compactMap(measure).max() ?? 0
        }
        func area(_ names: [String]) -> Double {
            var radius = 0.0
            for part in item.all("Area") + properties.flatMap({ $0.all("WarningAreaPart") }) {
                for circle in part.all("Circle", in: basis) {
                    let types = [circle.attributes["type"] ?? "", part.attributes["type"] ?? ""]
                    if types.contains(where: names.contains) { radius = max(radius, widest(circle)) }
                }
            }
            return radius
        }
        let pressure = centre.first("Pressure", in: basis).flatMap(measure)
        let winds = properties.flatMap { $0.all("WindPart") }.flatMap { $0.all("WindSpeed", in: basis) }
        let strongest = winds.first { $0.attributes["unit"] == "m/s" && $0.attributes["type"] == "最大風速" }
        let wind = strongest.flatMap(measure)
        return Position(
            type: type,
            at: at,
            latitude: place.latitude,
            longitude: place.longitude,
            circle: widest(circle),
            storm: area(["暴風域", "暴風警戒域"]),
            gale: area(["強風域"]),
            pressure: pressure,
            wind: wind
        )
    }

    /// What was measured; nil for nothing and for NaN, which JMA writes where nothing is known.
    private static func measure(_ element: MarkupElement) -> Double? {
        guard let number = element.content.flatMap(Double.init), number.isFinite, number >= 0 else { return nil }
        return number
    }

    /// Reads ISO 6709 as JMA writes it: +26.0+143.0/.
    private static func coordinate(_ text: String) -> (latitude: Double, longitude: Double)? {
        guard let found = text.wholeMatch(of: /([+-]\d+(?:\.\d+)?)([+-]\d+(?:\.\d+)?)(?:[+-]\d+)?\//),
            let latitude = Double(found.1), let longitude = Double(found.2), abs(latitude) <= 90, abs(longitude) <= 180
        else { return nil }
        return (latitude, longitude)
    }

    /// Concerns every city: how much, its distance says. Where a storm area or a forecast circle reaches the city it is
    /// worth more than being shown.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        guard let event = envelope.eventIDs.first else {
            return .notConcerned(
                reason: "\(envelope.kind.name) has no event ID, so it cannot be told which typhoon it is"
            )
        }
        var values: [BulletinFacts.Value] = []
        var level = 1
        if let place = scope.position {
            let distances = positions.map { (position: $0, kilometres: $0.distance(to: place)) }
            if let nearest = distances.min(by: {
                $0.kilometres - $0.position.circle < $1.kilometres - $1.position.circle
            }) {
                values.append(.init(.distance, max(0, nearest.kilometres - nearest.position.circle).rounded()))
            }
            if distances.contains(where: { $0.kilometres <= max($0.position.storm, $0.position.circle) }) { level = 2 }
        }
        if let now = positions.first {
            if let pressure = now.pressure { values.append(.init(.pressure, pressure)) }
            if let wind = now.wind { values.append(.init(.windSpeed, wind)) }
        }
        let facts = BulletinFacts(
            hazard: .typhoon,
            code: number,
            name: name.isEmpty ? envelope.headTitle : name,
            phase: kind.contains("TD") || kind.contains("LOW") ? .over : .inForce,
            level: level,
            values: values,
            headline: envelope.headline
        )
        return .reports([envelope.report(.typhoon, .event(event), in: scope, facts: .bulletin(facts))])
    }

    static func withdrawal(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        guard let event = envelope.eventIDs.first else {
            return .notConcerned(reason: "\(envelope.kind.name) has no event ID")
        }
        return .reports([envelope.report(.typhoon, .event(event), in: scope, facts: nil)])
    }
}
