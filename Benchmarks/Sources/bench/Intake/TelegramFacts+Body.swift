// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Intake

extension TelegramFacts {
    /// What a body says of the city; nothing for a withdrawal, which has none.
    static func fields(of body: (any BulletinBody)?) -> [String] {
        switch body {
        case let body as IntensityFlash: intensities(body.observation)
        case let body as HypocentreAndIntensity:
            hypocentre(body.earthquakes.first?.hypocentre) + intensities(body.observation)
        case let body as HypocentreReport: hypocentre(body.earthquake.hypocentre)
        case let body as LongPeriodMotion: hypocentre(body.earthquake?.hypocentre) + swaying(body)
        case let body as TsunamiForecast: coast(body.coasts)
        case let body as TsunamiInformation: coast(body.coasts)
        case let body as WeatherWarnings: warnings(body.lists)
        default: []
        }
    }

    /// Code of the epicentre, magnitude in tenths, depth in kilometres.
    private static func hypocentre(_ hypocentre: Hypocentre?) -> [String] {
        guard let hypocentre else { return ["-", "-", "-"] }
        let magnitude =
            switch hypocentre.magnitude {
            case .tenths(let tenths): "\(tenths)"
            case .overEight: "over 8"
            case .unknown: "?"
            }
        let depth =
            switch hypocentre.depth {
            case .veryShallow: "0"
            case .kilometres(let kilometres): "\(kilometres)"
            case .sevenHundredOrMore: "700"
            case .unknown: "?"
            }
        return [hypocentre.epicentre.code, magnitude, depth]
    }

    /// The greatest intensity, that of the city's region, that of the city.
    private static func intensities(_ observation: IntensityObservation?) -> [String] {
        let scope = BenchCity.scope
        let region = observation?.regions.first { $0.code == scope.seismicRegion }
        let city = observation?.municipalities.first { $0.code == scope.municipality }
        return [observation?.maximum?.code ?? "-", region?.maximum?.code ?? "-", city?.intensity?.code ?? "-"]
    }

    /// The greatest class of long-period motion, the class and the intensity of the city's region.
    private static func swaying(_ motion: LongPeriodMotion) -> [String] {
        let region = motion.regions.first { $0.code == BenchCity.scope.seismicRegion }
        return [
            motion.maximumClass.map(String.init) ?? "-", region?.maximumClass.map(String.init) ?? "-",
            region?.maximumIntensity?.code ?? "-",
        ]
    }

    /// Of the city's coast the code of the kind, height, arrival.
    private static func coast(_ coasts: [TsunamiForecast.Coast]) -> [String] {
        guard let coast = coasts.first(where: { $0.code.rawValue == BenchCity.scope.tsunamiRegion }) else {
            return ["-", "-", "-"]
        }
        let height =
            switch coast.height {
            case .huge: "huge"
            case .high: "high"
            case .centimetres(let height): "\(height)"
            case .below(let height): "<\(height)"
            case .above(let height): ">\(height)"
            case .unknown: "?"
            case nil: "-"
            }
        let arrival =
            switch coast.arrival {
            case .expected(let time): "\(Int(time.timeIntervalSince1970))"
            case .immediate: "now"
            case .presumedArrived: "presumed"
            case .confirmed: "confirmed"
            case nil: "-"
            }
        return [coast.kindCode, height, arrival]
    }

    /// Of the city and each area that holds it the codes in force, in the order of the bulletin.
    private static func warnings(_ lists: [WeatherWarnings.List]) -> [String] {
        lists.flatMap(\.areas).filter { BenchCity.areas.contains($0.code) }.map { area in
            let codes = area.kinds.map(\.code).filter { $0 != "00" }
            return "\(area.code.rawValue):\(codes.joined(separator: ","))"
        }
    }
}
