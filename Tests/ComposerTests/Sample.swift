// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Composer
import Foundation
import Gazetteer
import Localization
import TestSupport

/// The repository's own composer, and alerts to compose.
enum Sample {
    static let languages: [Language] = [.japanese, .easyJapanese, .english]
    /// Not written yet.
    static let others = Language.all.filter { !languages.contains($0) }

    static let city = Result { try CityProfile(directory: RepositoryRoot.appending("Cities/ichikawa")) }
    static let book = Result { try PhraseBook(directory: RepositoryRoot.appending("Locales")) }
    static let shared = Result {
        try Composer(
            templates: RepositoryRoot.appending("Templates"),
            phraseBook: book.get(),
            city: city.get()
        )
    }

    static func composer() throws -> Composer { try shared.get() }

    /// Monday 2026-11-23, 20:41 in Japan.
    static let struck = Date(timeIntervalSince1970: 1_795_434_060)

    static func alert(
        _ facts: Facts,
        change: Change = .new,
        status: AlertStatus = .actual,
        bulletin: String? = nil,
        publisher: String? = nil
    ) throws -> Alert {
        let (kind, title) =
            switch facts {
            case .earthquake(let facts) where facts.resolution == .region: ("VXSE51", "震度速報")
            case .earthquake: ("VXSE53", "震源・震度に関する情報")
            case .tsunami: ("VTSE41", "津波警報・注意報・予報a")
            case .weather: ("VPWW55", "気象警報・注意報（Ｒ０６）（大雨）")
            }
        guard let id = Alert.ID(rawValue: "sample-1") else { throw SampleError.badIdentifier }
        return Alert(
            id: id,
            sender: "shirase.ichikawa.example",
            sent: struck.addingTimeInterval(240),
            status: status,
            messageType: change == .new ? .alert : change == .withdrawn ? .cancel : .update,
            references: [],
            event: EventKey(rawValue: "sample"),
            hazard: facts.hazard,
            change: change,
            urgency: .immediate,
            severity: .severe,
            certainty: .observed,
            onset: nil,
            expires: struck.addingTimeInterval(86400),
            areas: ["1220300"],
            facts: facts,
            peak: facts.measure,
            priority: .urgent,
            source: Source(
                publisher: publisher ?? (facts.hazard == .heavyRain ? "銚子地方気象台" : "気象庁"),
                bulletin: bulletin ?? kind,
                title: title,
                publishedAt: struck.addingTimeInterval(180)
            )
        )
    }

    static func flash(_ intensity: SeismicIntensity = .fiveLower, comments: [TsunamiComment] = []) -> Facts {
        .earthquake(
            EarthquakeFacts(
                occurredAt: struck,
                maximumIntensity: intensity,
                cityIntensity: intensity,
                resolution: .region,
                hypocentre: nil,
                tsunamiComments: comments
            )
        )
    }

    static func quake(
        _ intensity: SeismicIntensity? = .fiveLower,
        comments: [TsunamiComment] = [.noTsunami],
        hypocentre: Hypocentre? = northwestChiba
    ) -> Facts {
        .earthquake(
            EarthquakeFacts(
                occurredAt: struck,
                maximumIntensity: .fiveUpper,
                cityIntensity: intensity,
                resolution: .municipality,
                hypocentre: hypocentre,
                tsunamiComments: comments
            )
        )
    }

    static let northwestChiba = place("341", "千葉県北西部", depth: .kilometres(80), magnitude: .tenths(59))

    static func place(
        _ code: String,
        _ name: String,
        depth: Hypocentre.Depth = .kilometres(10),
        magnitude: Hypocentre.Magnitude = .tenths(80)
    ) -> Hypocentre {
        Hypocentre(
            epicentre: Hypocentre.Epicentre(code: code, name: name),
            coordinates: nil,
            depth: depth,
            magnitude: magnitude
        )
    }

    static func tsunami(
        _ grade: TsunamiGrade,
        before: TsunamiGrade = .none,
        height: TsunamiFacts.Height? = nil,
        arrival: TsunamiFacts.Arrival? = nil
    ) -> Facts {
        .tsunami(
            TsunamiFacts(
                coast: "312",
                grade: grade,
                previousGrade: before,
                arrival: arrival,
                height: height,
                origin: place("349", "房総半島南方沖", depth: .veryShallow, magnitude: .overEight),
                originTime: struck
            )
        )
    }

    static func rain(_ level: WarningLevel, before: WarningLevel? = nil) -> Facts {
        let codes: [WarningLevel: String] = [
            .none: "00", .advisory: "10", .warning: "03", .danger: "43", .emergency: "33",
        ]
        return .weather(WeatherWarningFacts(code: codes[level] ?? "00", level: level, previousLevel: before))
    }
}

enum SampleError: Error {
    case badIdentifier
}
