// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Delivery
import Foundation
import Gazetteer
import Logging
import Registry
import TestSupport
import Testing

@testable import shirase

@Suite(.timeLimit(.minutes(5)))
struct SignOfLifeTests {
    /// What is held back waits for people: they must hear of it, however the start that held it ended.
    @Test func whatAnEarlierStartHeldIsAlarmedAbout() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.file(
            "shirase.yaml",
            "data: data\nrelay: {host: 127.0.0.1, port: 9, security: none}\nlog: {level: critical}\n"
        )
        let settings = try await SettingsReader.read(file: file.path, flags: [.resources: RepositoryRoot.url.path])
        try FileManager.default.createDirectory(
            at: settings.key.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        _ = try KeyFile.create(at: settings.key)
        let city = try City(profile: settings.city, resources: settings.resources)
        let rooms = try Rooms(settings, city: city, migrating: true)
        let now = Date()
        let yesterday = now.addingTimeInterval(-86_400)
        try plan(in: rooms.store, at: yesterday, expires: now.addingTimeInterval(3_600))
        _ = try rooms.store.beat(token: "t", now: yesterday)
        // A start that ended between this and its alarm.
        #expect(try rooms.store.pauseOpen(plannedBefore: nil, and: [], reason: "slept", now: now) == ["a"])
        #expect(try rooms.desk.openAlarms().isEmpty)

        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let sign = SignOfLife(rooms, file: settings.lifeFile, grace: .seconds(600), logger: logger)
        try sign.begin(now: now)
        let alarm = try #require(try rooms.desk.openAlarms().first)
        #expect(alarm.kind == .paused && alarm.message.contains("1 alert is held back"))
        #expect(try rooms.store.pausedAlerts() == ["a"])
        // From now on the service is alive, and nothing more is held.
        try sign.begin(now: now.addingTimeInterval(5))
        #expect(try rooms.desk.openAlarms().count == 1)
    }

    private func plan(in store: DeliveryStore, at date: Date, expires: Date) throws {
        let alert = Alert(
            id: try #require(Alert.ID(rawValue: "a")),
            sender: "bousai@city.example.jp",
            sent: date,
            status: .actual,
            messageType: .alert,
            references: [],
            event: EventKey(rawValue: "heavy-rain/1220300"),
            hazard: .heavyRain,
            change: .new,
            urgency: .expected,
            severity: .moderate,
            certainty: .likely,
            onset: nil,
            expires: expires,
            areas: ["1220300"],
            facts: .weather(WeatherWarningFacts(code: "03", level: .warning, previousLevel: nil)),
            peak: Measure(rawValue: 3),
            priority: .urgent,
            source: Source(publisher: "気象庁", bulletin: "VPWW55", title: "大雨警報", publishedAt: date)
        )
        let release = try Release<Live>(
            of: alert,
            scope: "mail/live",
            renderings: [Rendering(language: "ja", content: [UInt8]("大雨".utf8))]
        )
        try store.plan(
            release,
            for: [AudienceGroup(language: "ja", domain: "example.jp", members: [Subscriber.ID(rawValue: 1)])],
            approval: Approval(authority: .rule("telegram"), at: date, contentHash: release.contentHash),
            now: date
        ) { _ in "rest" }
    }
}
