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
import Synchronization

/// The whole way: a release is planned for one in ten of a registry, sent, recorded and closed.
final class WholeFanout: Contender {
    let name: String
    private let mail: BenchMail
    private let cities: FanoutCities
    /// Where the city lives.
    private let engine: FanoutCities.Engine
    /// Fan-outs side by side, each with connections and a database pool of its own.
    private let workers: Int
    private static let alerts = Mutex(0)

    init(mail: BenchMail, cities: FanoutCities, engine: FanoutCities.Engine = .sqlite, workers: Int = 1) {
        self.mail = mail
        self.cities = cities
        self.engine = engine
        self.workers = workers
        let place = engine == .sqlite ? "" : workers == 1 ? ", PostgreSQL" : ", PostgreSQL, \(workers) workers"
        name = "shirase, release to closed ledger" + place
    }

    func send(_ count: Int, over connections: Int, to sink: Sink) throws -> Measured {
        let city = try cities.city(audience: count, engine: engine, workers: workers)
        let number = Self.alerts.withLock { number in
            number += 1
            return number
        }
        let alert = BenchAlert.make(number: number)
        let release = try Release<Live>(
            of: alert,
            scope: "bench",
            renderings: [Rendering(language: "ja", content: Array("bench".utf8))]
        )
        let approval = Approval(authority: .rule("bench"), at: Date(), contentHash: release.contentHash)
        let fanouts = city.databases.prefix(workers).enumerated().map { number, database in
            Fanout<Live>(
                store: DeliveryStore(database: database),
                registry: Registry(database: database, key: city.key),
                transport: BenchTransport(mail: mail, settings: BenchMail.settings(sink)),
                // As many connections as the others have, whoever holds them.
                settings: FanoutSettings(connections: connections / workers, owner: "bench-\(number)"),
                logger: Logger(label: "bench")
            )
        }
        let database = city.databases[0]
        let registry = Registry(database: database, key: city.key)
        let store = DeliveryStore(database: database)
        for fanout in fanouts { try fanout.start() }
        defer { for fanout in fanouts { fanout.stop() } }
        let limit = ContinuousClock.now + .seconds(30 + count / 200)
        let measured = try Measured.of {
            let audience = try registry.audience(
                of: AudienceQuery(topic: .weather, areas: ["1220300"], measure: Measure(rawValue: 4))
            )
            try store.plan(release, for: audience, approval: approval, now: Date()) { _ in "rest" }
            for fanout in fanouts { fanout.wake() }
            while try store.isFinished(alert.id) != true {
                guard ContinuousClock.now < limit else {
                    throw BenchError(description: "the fan-out to \(count) did not end: is the sink still there?")
                }
                usleep(5_000)
            }
        }
        let account = try Ledger(database: database).accounts(alert: alert.id.rawValue).first
        guard account?.settled["sent"] == count else {
            throw BenchError(description: "the ledger says \(account?.settled ?? [:]) of \(count) mails")
        }
        return measured
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
