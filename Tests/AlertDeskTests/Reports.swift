// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Foundation
import Storage
import StorageTestSupport

/// The first minute of every story told in these tests.
let start = Date(timeIntervalSince1970: 1_700_000_040)

func minute(_ minutes: Int) -> Date { start.addingTimeInterval(Double(minutes) * 60) }

/// Reports as Intake makes them, with only what a test cares for.
enum Reports {
    static func quake(
        _ bulletin: String,
        _ minutes: Int,
        city: SeismicIntensity? = .four,
        kind: HazardReport.Kind = .issued,
        serial: Int? = nil,
        epicentre: String = "千葉県北西部",
        magnitude: Int = 61,
        comments: [TsunamiComment] = [.noTsunami],
        event: String = "20231115071400",
        status: AlertStatus = .actual,
        sent: Int? = nil
    ) -> HazardReport {
        let isFlash = bulletin == "VXSE51"
        let facts = EarthquakeFacts(
            occurredAt: start,
            maximumIntensity: city,
            cityIntensity: city,
            resolution: isFlash ? .region : .municipality,
            hypocentre: isFlash
                ? nil
                : Hypocentre(
                    epicentre: Hypocentre.Epicentre(code: "341", name: epicentre),
                    coordinates: nil,
                    depth: .kilometres(70),
                    magnitude: .tenths(magnitude)
                ),
            tsunamiComments: isFlash ? [] : comments
        )
        return report(
            .earthquake,
            .event(event),
            bulletin,
            minutes,
            kind,
            serial,
            status,
            kind == .withdrawn ? nil : .earthquake(facts),
            sent
        )
    }

    static func tsunami(
        _ minutes: Int,
        _ grade: TsunamiGrade,
        before: TsunamiGrade? = nil,
        height: TsunamiFacts.Height? = nil,
        arrival: TsunamiFacts.Arrival? = nil,
        kind: HazardReport.Kind = .issued,
        status: AlertStatus = .actual
    ) -> HazardReport {
        let facts = TsunamiFacts(
            coast: "312",
            grade: grade,
            previousGrade: before ?? grade,
            arrival: arrival,
            height: height,
            origin: nil,
            originTime: nil
        )
        return report(
            .tsunami,
            .area("312"),
            "VTSE41",
            minutes,
            kind,
            nil,
            status,
            kind == .withdrawn ? nil : .tsunami(facts),
            nil
        )
    }

    static func rain(
        _ minutes: Int,
        _ level: WarningLevel,
        before: WarningLevel? = nil,
        kind: HazardReport.Kind = .issued,
        status: AlertStatus = .actual,
        bulletin: String = "VPWW55",
        role: HazardReport.Role = .primary
    ) -> HazardReport {
        let facts = WeatherWarningFacts(code: "\(level.rawValue)", level: level, previousLevel: before)
        var rain = report(
            .heavyRain,
            .area("1220300"),
            bulletin,
            minutes,
            kind,
            nil,
            status,
            kind == .withdrawn ? nil : .weather(facts),
            nil
        )
        rain.role = role
        return rain
    }

    static func bulletin(
        _ minutes: Int,
        code: String = "1",
        level: Int = 4,
        isOver: Bool = false,
        until: Int? = nil,
        kind: HazardReport.Kind = .issued
    ) -> HazardReport {
        let facts = BulletinFacts(
            hazard: .recordRain,
            code: code,
            name: "記録的短時間大雨情報",
            phase: isOver ? .over : .inForce,
            level: level,
            values: [.init(.rainfall, Double(100 + minutes))],
            validUntil: until.map(minute)
        )
        return report(
            .recordRain,
            .area("1220300"),
            "VPBS50",
            minutes,
            kind,
            nil,
            .actual,
            kind == .withdrawn ? nil : .bulletin(facts),
            nil
        )
    }

    /// A tornado watch, or the sighting of one.
    static func tornado(
        _ minutes: Int,
        _ bulletin: String = "VPHW50",
        level: Int = 3,
        until: Int,
        kind: HazardReport.Kind = .issued
    ) -> HazardReport {
        let facts = BulletinFacts(
            hazard: .tornado,
            code: "\(level)",
            name: "竜巻注意情報",
            phase: .inForce,
            level: level,
            values: [],
            validUntil: minute(until)
        )
        return report(
            .tornado,
            .area("1220300"),
            bulletin,
            minutes,
            kind,
            nil,
            .actual,
            kind == .withdrawn ? nil : .bulletin(facts),
            0
        )
    }

    static func foreign(
        _ minutes: Int,
        headline: String,
        isOver: Bool = false,
        kind: HazardReport.Kind = .issued
    ) -> HazardReport {
        let facts = ForeignAlertFacts(
            sender: "bousai@pref.example.jp",
            identifier: "a.\(minutes)",
            sent: minute(minutes),
            urgency: .immediate,
            severity: .severe,
            certainty: .likely,
            expires: nil,
            infos: [
                .init(
                    language: "ja",
                    event: "断水",
                    headline: headline,
                    description: nil,
                    instruction: nil,
                    senderName: nil,
                    areas: ["市川市"]
                )
            ],
            isOver: isOver
        )
        return report(
            .foreign,
            .event("a.0"),
            "CAP",
            minutes,
            kind,
            nil,
            .actual,
            kind == .withdrawn ? nil : .foreign(facts),
            nil
        )
    }

    static func report(
        _ hazard: Hazard,
        _ subject: HazardReport.Subject,
        _ bulletin: String,
        _ minutes: Int,
        _ kind: HazardReport.Kind,
        _ serial: Int?,
        _ status: AlertStatus,
        _ facts: Facts?,
        _ sent: Int?
    ) -> HazardReport {
        HazardReport(
            hazard: hazard,
            subject: subject,
            status: status,
            kind: kind,
            reportedAt: minute(minutes),
            serial: serial,
            source: Source(publisher: "気象庁", bulletin: bulletin, title: bulletin, publishedAt: minute(minutes)),
            areas: ["1220300"],
            facts: facts,
            sentAt: sent.map { minute(minutes).addingTimeInterval(Double($0)) }
        )
    }
}

/// The city's rules in these tests.
let rules = IssueRules(
    rules: [
        IssueRule(name: "earthquake", hazards: [.earthquake], minimum: SeismicIntensity.three.measure, action: .issue),
        IssueRule(
            name: "tsunami",
            hazards: [.tsunami],
            minimum: Measure(rawValue: TsunamiGrade.advisory.rawValue),
            action: .issue
        ),
        IssueRule(
            name: "rain",
            hazards: [.heavyRain, .landslide],
            minimum: Measure(rawValue: WarningLevel.warning.rawValue),
            action: .issue
        ),
        IssueRule(name: "else", hazards: [.recordRain, .tornado, .foreign], action: .issue),
    ],
    expiryHours: [.earthquake: 6, .tsunami: 24],
    budget: .init(perEvent: 1_000, perHour: 1_000, exempt: [])
)

let identity = AlertIdentity(prefix: "ichikawa", sender: "bousai@city.example.jp")

/// Folds a story and tells what was announced, as the desk does without a database.
struct Story {
    private(set) var state = HazardState()
    private(set) var told: [Change] = []
    private(set) var reasons: [String] = []

    private let minimum: Measure?

    /// - Parameter minimum: the city's rules where none is given.
    init(_ reports: [HazardReport], minimum: Measure? = nil) {
        self.minimum = minimum
        reports.forEach { tell($0) }
    }

    mutating func tell(_ report: HazardReport) {
        switch state.fold(report, minimum: minimum ?? rules.minimum(for: report)) {
        case .change(let change, let facts, after: _):
            guard let id = Alert.ID(rawValue: "a.\(state.revision + 1)") else { return }
            var until: Date?
            if case .bulletin(let told) = facts { until = told.validUntil }
            state.announce(change, facts: facts, as: id, until: until)
            told.append(change)
        case .nothing(let reason):
            reasons.append(reason)
        }
    }
}

/// A desk on a real database.
struct TestDesk {
    private let file: TestDatabase
    var database: any Database { file.database }
    let desk: AlertDesk

    private let judge: Judge

    init(_ own: IssueRules = rules) throws {
        judge = Judge(rules: own, identity: identity)
        file = try TestDatabase(AlertDesk.migrations)
        desk = AlertDesk(database: file.database, judge: judge)
    }

    /// Another desk on the same database, as after a restart.
    func restarted() throws -> AlertDesk {
        AlertDesk(database: try file.another(), judge: judge)
    }

    @discardableResult
    func receive(_ report: HazardReport, bytes: [UInt8]? = nil, now: Date? = nil) throws -> Disposition {
        // Reports that differ come of telegrams that differ.
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let bytes = try bytes ?? [UInt8](encoder.encode(report))
        return try desk.receive(
            [report],
            from: AlertDesk.Telegram(bytes: bytes, bulletin: report.source.bulletin, reportedAt: report.reportedAt),
            now: now ?? report.reportedAt.addingTimeInterval(20)
        )
    }
}

extension Disposition {
    var alert: Alert? {
        if case .alerts(let made) = self { return made.first?.alert }
        return nil
    }
}
