// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Composer
import Foundation
import Gazetteer
import Localization
import Synchronization
import TestSupport

/// The repository's own composer, and alerts to compose.
enum Sample {
    static let languages = Language.all
    /// What stands in where another language lacks a phrase.
    static let standIns: [Language] = [.japanese, .easyJapanese, .english]
    static let others = Language.all.filter { !standIns.contains($0) }

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

    /// The composer of a city whose profile says one thing more.
    static func composer(profileLine: String) throws -> Composer {
        let folder = try TemporaryFolder()
        let city = folder.url.appendingPathComponent("city")
        try FileManager.default.copyItem(at: RepositoryRoot.appending("Cities/ichikawa"), to: city)
        let file = city.appendingPathComponent("profile.yaml")
        let profile = try String(contentsOf: file, encoding: .utf8)
        try Data("\(profile)\n\(profileLine)\n".utf8).write(to: file)
        return try Composer(
            templates: RepositoryRoot.appending("Templates"),
            phraseBook: book.get(),
            city: CityProfile(directory: city)
        )
    }

    /// A scene in a language, rendered once for all tests: they look at some thousand mails.
    static func mail(_ scene: Scene, _ language: Language) throws -> MailRendering {
        let key = "\(scene.name) \(language)"
        if let known = mails.withLock({ $0[key] }) { return known }
        let mail = try composer().mail(for: scene.alert(), in: language, previous: scene.earlier())
        mails.withLock { $0[key] = mail }
        return mail
    }

    private static let mails = Mutex<[String: MailRendering]>([:])

    /// The composer of a book in which only the stand-ins are written.
    static func bareComposer() throws -> Composer { try bare.get() }

    private static let bare = Result {
        let copy = try LocalesCopy(of: standIns)
        defer { copy.remove() }
        return try Composer(
            templates: RepositoryRoot.appending("Templates"),
            phraseBook: PhraseBook(directory: copy.url),
            city: city.get()
        )
    }

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
            case .weather(let facts) where facts.hazard == .heavyRain: ("VPWW55", "気象警報・注意報（Ｒ０６）（大雨）")
            case .weather: ("VPWW56", "千葉県土砂災害警報・注意報")
            case .bulletin(let facts): ("VPBS50", facts.name)
            case .observation: ("OBS", "市内観測情報")
            case .foreign: ("CAP", "CAP")
            case .situation(let facts): (facts.kind, facts.kind)
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

    static func warning(
        _ hazard: Hazard,
        _ level: WarningLevel,
        before: WarningLevel? = nil,
        place: AreaCode? = nil,
        placeName: String? = nil
    ) -> Facts {
        .weather(
            WeatherWarningFacts(
                hazard: hazard,
                code: "49",
                level: level,
                previousLevel: before,
                place: place,
                placeName: placeName
            )
        )
    }

    static func bulletin(_ hazard: Hazard, headline: String = "", until: Date? = nil) -> Facts {
        .bulletin(
            BulletinFacts(
                hazard: hazard,
                code: "1",
                name: "千葉県気象防災速報",
                phase: .inForce,
                level: 3,
                validUntil: until,
                headline: headline
            )
        )
    }

    static func observation(_ quantity: ObservationFacts.Quantity, _ value: Double, step: String? = "high") -> Facts {
        .observation(
            ObservationFacts(
                station: "1220300.o01",
                stationName: "市役所",
                stationReading: "しやくしょ",
                quantity: quantity,
                value: value,
                step: step,
                measure: step == nil ? 0 : 30,
                observedAt: struck
            )
        )
    }

    static func foreign(isOver: Bool = false) -> Facts {
        func info(_ language: String, _ words: [String]) -> ForeignAlertFacts.Info {
            .init(
                language: language,
                event: words[0],
                headline: words[1],
                description: words[2],
                instruction: words[3],
                senderName: nil,
                areas: ["市川市"]
            )
        }
        return .foreign(
            ForeignAlertFacts(
                sender: "suido@pref.chiba.example",
                identifier: "suido.1",
                sent: struck,
                urgency: .expected,
                severity: .moderate,
                certainty: .likely,
                expires: nil,
                infos: [
                    info("ja", ["断水", "｛断水｜だんすい｝のお知らせ", "水道管の事故により\n断水しています。", "給水所をご利用ください。"]),
                    info("en-US", ["Water outage", "No water", "A water main has burst.", "Use the water stations."]),
                ],
                isOver: isOver
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
