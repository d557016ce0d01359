// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Delivery
import Foundation
import Localization
import Logging
import Mail
import Measuring
import Registry
import Storage

/// The whole way: a release is planned for subscribers in SQLite (`synchronous=FULL`), sent, recorded and closed. One in ten
/// of the registry is of its audience.
final class WholeFanout: Contender {
    let name = "shirase, release to closed ledger"
    private let mail: BenchMail
    private let scratch: Scratch
    private var city: City?
    private var alerts = 0

    init(mail: BenchMail, scratch: Scratch) {
        self.mail = mail
        self.scratch = scratch
    }

    func send(_ count: Int, over connections: Int, to sink: Sink) throws -> Measured {
        let city = try registry(of: count)
        alerts += 1
        let alert = BenchAlert.make(number: alerts)
        let release = try Release<Live>(
            of: alert,
            scope: "bench",
            renderings: [Rendering(language: "ja", content: Array("bench".utf8))]
        )
        let approval = Approval(authority: .rule("bench"), at: Date(), contentHash: release.contentHash)
        let fanout = Fanout<Live>(
            store: city.store,
            registry: city.registry,
            transport: BenchTransport(mail: mail, settings: BenchMail.settings(sink)),
            settings: FanoutSettings(connections: connections, owner: "bench"),
            logger: Logger(label: "bench")
        )
        try fanout.start()
        defer { fanout.stop() }
        let limit = ContinuousClock.now + .seconds(30 + count / 200)
        let measured = try Measured.of {
            let audience = try city.registry.audience(
                of: AudienceQuery(topic: .weather, areas: ["1220300"], measure: Measure(rawValue: 4))
            )
            try city.store.plan(release, for: audience, approval: approval, now: Date()) { _ in "rest" }
            fanout.wake()
            while try city.store.isFinished(alert.id) != true {
                guard ContinuousClock.now < limit else {
                    throw BenchError(description: "the fan-out to \(count) did not end: is the sink still there?")
                }
                usleep(5_000)
            }
        }
        let account = try Ledger(database: city.database).accounts(alert: alert.id.rawValue).first
        guard account?.settled["sent"] == count else {
            throw BenchError(description: "the ledger says \(account?.settled ?? [:]) of \(count) mails")
        }
        return measured
    }

    /// A registry of so many, kept for all rounds of that size.
    private func registry(of count: Int) throws -> City {
        if let city, city.count == count { return city }
        let made = try City(count: count, in: scratch.folder.appendingPathComponent("\(count)"))
        city = made
        return made
    }

    /// A database with subscribers in a folder of its own.
    private final class City {
        let count: Int
        let database: SQLiteDatabase
        let registry: Registry
        let store: DeliveryStore

        init(count: Int, in folder: URL) throws {
            self.count = count
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            database = try SQLiteDatabase(path: folder.appendingPathComponent("bench.sqlite").path)
            try Migrator(Registry.migrations + DeliveryStore.migrations).migrate(database, now: Date())
            registry = Registry(database: database, key: try KeyFile.create(at: folder.appendingPathComponent("key")))
            store = DeliveryStore(database: database)
            let total = 10 * count
            for start in stride(from: 0, to: total, by: 1_000) {
                let subscribers = (start..<min(start + 1_000, total)).map { number in
                    let address = "resident-\(number)@example.jp"
                    return Subscriber(
                        address: SubscriberAddress(wire: address, key: address, domain: "example.jp"),
                        language: .japanese,
                        subscriptions: [
                            Subscription(
                                topic: number.isMultiple(of: 10) ? .weather : .crime,
                                area: "1220300",
                                threshold: Measure(rawValue: 3)
                            )
                        ]
                    )
                }
                _ = try registry.store(subscribers, now: Date())
            }
        }
    }
}

/// An alert for each release, alike but for its identifier.
enum BenchAlert {
    static func make(number: Int) -> Alert {
        guard let id = Alert.ID(rawValue: "bench.\(number)") else { preconditionFailure("a plain identifier") }
        let now = Date()
        let facts = WeatherWarningFacts(code: "43", level: .danger, previousLevel: .warning)
        return Alert(
            id: id,
            sender: "bench@example.jp",
            sent: now,
            status: .actual,
            messageType: .alert,
            references: [],
            event: EventKey(rawValue: "heavy-rain/bench/\(number)"),
            hazard: .heavyRain,
            change: .new,
            urgency: .immediate,
            severity: .severe,
            certainty: .likely,
            onset: nil,
            expires: now.addingTimeInterval(86_400),
            areas: ["1220300"],
            facts: .weather(facts),
            peak: Measure(rawValue: 4),
            priority: .urgent,
            source: Source(publisher: "bench", bulletin: "VPWW55", title: "bench", publishedAt: now)
        )
    }
}
