// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Delivery
import Foundation
import Gazetteer
import Localization
import Registry
import TestSupport
import Testing

@testable import shirase

/// Alerts approved for a time, released by a clock of the test's own; nothing is sent.
@Suite(.timeLimit(.minutes(10)))
struct TimetableTests {
    /// A city with one alert that two officers approved for an hour from now.
    private final class Town: Sendable {
        let folder: TemporaryFolder
        let settings: Settings
        let city: City
        let rooms: Rooms
        let desk: AlertDesk
        let alert: Alert
        let now: Date
        var at: Date { now.addingTimeInterval(3_600) }

        init(status: AlertStatus = .actual) async throws {
            folder = try TemporaryFolder()
            let file = try folder.file(
                "shirase.yaml",
                """
                data: data
                relay: {host: 127.0.0.1, port: 9, security: none}
                log: {level: critical}
                """
            )
            settings = try await SettingsReader.read(file: file.path, flags: [.resources: RepositoryRoot.url.path])
            city = try City(profile: settings.city, resources: settings.resources)
            try FileManager.default.createDirectory(
                at: settings.key.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            _ = try KeyFile.create(at: settings.key)
            rooms = try Rooms(settings, city: city, migrating: true)
            now = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded())
            var own = city.profile.rules
            own.rules.insert(
                IssueRule(name: "doubt", hazards: [.heavyRain], minimum: Measure(rawValue: 1), action: .review),
                at: 0
            )
            desk = AlertDesk(database: rooms.database, judge: city.judge(own))
            alert = try Self.rain(.warning, status, desk, now: now)
            try subscribe(0..<200)
        }

        static func rain(_ level: WarningLevel, _ status: AlertStatus, _ desk: AlertDesk, now: Date) throws -> Alert {
            let report = HazardReport(
                hazard: .heavyRain,
                subject: .area("1220300"),
                status: status,
                kind: .issued,
                reportedAt: now,
                serial: nil,
                source: Source(publisher: "銚子地方気象台", bulletin: "VPWW55", title: "千葉県大雨警報", publishedAt: now),
                areas: ["1220300"],
                facts: .weather(WeatherWarningFacts(code: "03", level: level, previousLevel: nil))
            )
            let telegram = AlertDesk.Telegram(
                bytes: [UInt8]("\(level) \(status) \(now)".utf8),
                bulletin: "VPWW55",
                reportedAt: now
            )
            let disposition = try desk.receive([report], from: telegram, now: now)
            guard case .alerts(let made) = disposition, let alert = made.first?.alert else {
                throw Failure(.ours, "no alert: \(disposition)")
            }
            return alert
        }

        func subscribe(_ numbers: Range<Int>) throws {
            let subscription = Subscription(topic: .weather, area: "1220300", threshold: Measure(rawValue: 1))
            _ = try rooms.registry.store(
                numbers.map { number in
                    let address = "r\(number)@example.jp"
                    return Subscriber(
                        address: SubscriberAddress(wire: address, key: address, domain: "example.jp"),
                        language: number.isMultiple(of: 2) ? .japanese : .english,
                        subscriptions: [subscription]
                    )
                },
                now: now
            )
        }

        func drafts() -> ReleaseDrafts { AlertCommand.drafts(settings, city, rooms) }

        /// Approves it for its time, as the command does.
        func approve() throws {
            let draft = try drafts().draft(of: alert, now: now)
            try desk.schedule(
                alert.id,
                Schedule(at: at, audience: draft.size, contentHash: draft.contentHash),
                texts: Dictionary(uniqueKeysWithValues: draft.renderings.map { ($0.language, $0.content) }),
                by: ["sato", "suzuki"],
                now: now
            )
        }

        func releaser(_ other: City? = nil, drillsGoOut: Bool = true) -> Releaser {
            Releaser(
                desk: desk,
                registry: rooms.registry,
                store: rooms.store,
                ledger: rooms.ledger,
                city: other ?? city,
                lanes: LaneTable(rest: LaneSettings(name: "rest", connections: 1)),
                drillsGoOut: drillsGoOut,
                scheduleGrace: 600,
                gaps: PhraseGaps(),
                logger: drafts().logger
            )
        }

        var state: Lifecycle.State? { get throws { try desk.alert(alert.id)?.lifecycle.state } }
        var hold: String? { get throws { try desk.alert(alert.id)?.hold } }
        var accounts: [Ledger.Account] { get throws { try rooms.ledger.accounts() } }
    }

    @Test func itGoesOutOnceAtItsTimeWhateverTheClockDoes() async throws {
        let town = try await Town()
        try town.approve()
        let releaser = town.releaser()
        #expect(try releaser.run(now: town.now) == false)
        #expect(try releaser.run(now: town.at.addingTimeInterval(-1)) == false)
        #expect(try town.accounts.isEmpty)
        // A clock that was ahead, and is set back before its time.
        #expect(try releaser.run(now: town.now.addingTimeInterval(-86_400)) == false)
        #expect(try releaser.run(now: town.at))
        #expect(try town.accounts.map(\.audience) == [200] && town.state == .sending)
        // Set back, and there again.
        for after in [-3_600.0, -1, 0, 1, 300] {
            #expect(try releaser.run(now: town.at.addingTimeInterval(after)) == false)
        }
        #expect(try town.accounts.count == 1)
        #expect(try town.desk.openAlarms().isEmpty)
        let stored = try #require(try town.desk.alert(town.alert.id))
        #expect(stored.approval?.at == town.now, "the approval is that of the officers")
        #expect(try town.rooms.ledger.verify() == [])
    }

    @Test func aLaterLanguageFindsItsWordsApproved() async throws {
        let town = try await Town()
        try town.approve()
        _ = try town.rooms.registry.store(
            [
                Subscriber(
                    address: SubscriberAddress(wire: "n@example.jp", key: "n@example.jp", domain: "example.jp"),
                    language: .vietnamese,
                    subscriptions: [Subscription(topic: .weather, area: "1220300", threshold: Measure(rawValue: 1))]
                )
            ],
            now: town.now
        )
        #expect(try town.releaser().run(now: town.at))
        #expect(try town.accounts.first?.byLanguage.keys.sorted() == ["en", "ja", "vi"])
    }

    @Test func whatWouldSaySomethingElseIsHeld() async throws {
        let town = try await Town()
        try town.approve()
        // The city's profile names another sender since.
        let folder = town.folder.url.appendingPathComponent("profile")
        try FileManager.default.copyItem(at: RepositoryRoot.appending("Cities/ichikawa"), to: folder)
        let file = folder.appendingPathComponent("profile.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        let name = town.city.profile.sender.displayName(in: "ja")
        #expect(text.contains(name))
        try text.replacing(name, with: "\(name)広報").write(to: file, atomically: true, encoding: .utf8)
        let other = try City(profile: folder, resources: RepositoryRoot.url)
        #expect(try town.releaser(other).run(now: town.at) == false)
        #expect(try town.accounts.isEmpty && town.state == .inReview)
        #expect(try town.hold?.contains("not what was approved") == true)
        #expect(try town.desk.openAlarms().map(\.kind) == [.schedule])
        // It stays so, and two officers may let it go as it is now.
        #expect(try town.releaser(other).run(now: town.at.addingTimeInterval(60)) == false)
        try town.desk.confirm(town.alert.id, by: ["sato", "suzuki"], now: town.at)
        #expect(try town.releaser(other).run(now: town.at.addingTimeInterval(90)))
        #expect(try town.desk.openAlarms().isEmpty)
    }

    @Test(arguments: [(10, true), (11, false)])
    func anAudienceThatGrewMuchIsHeld(_ more: Int, _ goesOut: Bool) async throws {
        let town = try await Town()
        try town.approve()
        try town.subscribe(200..<(200 + more))
        #expect(try town.releaser().run(now: town.at) == goesOut)
        #expect(try town.accounts.count == (goesOut ? 1 : 0))
        if !goesOut { #expect(try town.hold?.contains("reach 211 people, 200 were shown") == true) }
    }

    @Test func whatWasMissedWhileStoppedIsHeldAndNotSentLate() async throws {
        let town = try await Town()
        try town.approve()
        #expect(try town.releaser().run(now: town.at.addingTimeInterval(601)) == false)
        #expect(try town.accounts.isEmpty)
        #expect(try town.hold?.contains("10 minutes ago") == true)
        let early = try await Town()
        try early.approve()
        #expect(try early.releaser().run(now: early.at.addingTimeInterval(599)), "within the grace it goes out")
    }

    @Test func whatExpiredWhileStoppedIsOverWithAnAlarm() async throws {
        let town = try await Town()
        try town.approve()
        let late = town.alert.expires.addingTimeInterval(1)
        #expect(try town.releaser().run(now: late) == false)
        #expect(try town.releaser().run(now: late.addingTimeInterval(1)) == false)
        #expect(try town.state == .rejected && town.accounts.isEmpty)
        #expect(try town.desk.openAlarms().map(\.kind) == [.schedule])
    }

    @Test func whatIsOvertakenIsHeldOrReplaced() async throws {
        let town = try await Town()
        try town.approve()
        let newer = try Town.rain(.danger, .actual, town.desk, now: town.now.addingTimeInterval(60))
        #expect(newer.references == [town.alert.id])
        #expect(try town.releaser().run(now: town.at) == false)
        #expect(try town.hold?.contains("\(newer.id) says something newer") == true)
        let other = try await Town()
        try other.approve()
        let urgent = try Town.rain(.danger, .actual, other.desk, now: other.now.addingTimeInterval(60))
        try other.desk.confirm(urgent.id, by: ["a", "b"], now: other.now)
        #expect(try other.releaser().run(now: other.now.addingTimeInterval(90)))
        #expect(try other.state == .superseded)
        #expect(try other.releaser().run(now: other.at) == false)
        #expect(try other.accounts.map(\.alert) == [urgent.id.rawValue])
    }

    @Test func aDrillStaysADrill() async throws {
        let town = try await Town(status: .exercise)
        try town.approve()
        #expect(try town.releaser().run(now: town.at))
        #expect(try town.accounts.map(\.world) == ["drill"])
        let none = try await Town(status: .exercise)
        try none.approve()
        #expect(try none.releaser(drillsGoOut: false).run(now: none.at) == false)
        #expect(try none.accounts.isEmpty && none.hold?.contains("no drill goes out") == true)
    }

    @Test func aCrashAfterThePlanGoesOnWithIt() async throws {
        let town = try await Town()
        try town.approve()
        #expect(try town.desk.fire(town.alert.id, now: town.at))
        let stored = try #require(try town.desk.alert(town.alert.id))
        let draft = try town.drafts().draft(of: town.alert, now: town.at)
        let release = try Release<Live>(of: town.alert, scope: draft.scope, renderings: draft.renderings)
        try town.rooms.store.plan(
            release,
            for: draft.audience,
            approval: try #require(stored.approval),
            now: town.at
        ) { _ in "rest" }
        // Started again an hour later: what is planned is on its way, however late.
        #expect(try town.releaser().run(now: town.at.addingTimeInterval(3_600)))
        #expect(try town.state == .sending && town.accounts.count == 1)
    }
}
