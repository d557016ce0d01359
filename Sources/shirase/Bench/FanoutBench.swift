// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Composer
import Delivery
import Foundation
import Gazetteer
import Intake
import Localization
import Logging
import Mail
import Registry
import Storage
import Synchronization

/// One alert to residents who do not exist, over a real relay, from its release to the closed ledger.
struct FanoutBench {
    let city: City
    let recipients: Int
    let connections: Int
    let relay: SMTPSettings
    /// With every step of the schema, and empty.
    let database: any Database
    /// The same database as further workers of this process see it: each with a fan-out and connections of its own.
    let others: [any Database]
    let key: KeyFile
    let logger: Logger

    /// What it came to.
    struct Result: Encodable {
        let recipients: Int
        /// Of each worker.
        let connections: Int
        let workers: Int
        let seconds: Double
        let messagesPerSecond: Double
        /// From the release to the first mail that the relay took over.
        let firstMailSeconds: Double
        /// The most memory that the process ever held, making the registry included.
        let peakMemoryBytes: Int
        /// Mails that the relay took over a second time.
        let duplicates: Int
        /// Recipients who are not sent to, by the ledger.
        let lost: Int
        /// What `ledger verify` says.
        let faults: [String]

        enum CodingKeys: String, CodingKey {
            case recipients, connections, workers, seconds, duplicates, lost, faults
            case messagesPerSecond = "messages_per_second"
            case firstMailSeconds = "first_mail_seconds"
            case peakMemoryBytes = "peak_memory_bytes"
        }
    }

    /// Makes the registry, releases the alert and waits until the ledger is closed.
    func run() throws -> Result {
        let registry = Registry(database: database, key: key)
        let store = DeliveryStore(database: database)
        let ledger = Ledger(database: database)
        guard try ledger.accounts(limit: 1).isEmpty, try registry.countByLanguage().isEmpty else {
            throw Failure(.badInput, "the database holds a city's rows already; give an empty one")
        }
        try fill(registry)
        let alert = try alert()
        let tally = Tally()
        let sender = city.profile.sender
        let fanouts = ([database] + others).enumerated().map { number, database in
            Fanout<Live>(
                store: DeliveryStore(database: database),
                registry: Registry(database: database, key: key),
                transport: MailTransport<Live>(
                    relays: ["main": relay],
                    addressing: MailAddressing(
                        publicURL: sender.publicURL.absoluteString,
                        bounceDomain: sender.bounceDomain,
                        messageDomain: sender.bounceDomain
                    ),
                    observer: { outcome in if case .accepted = outcome { tally.accept() } }
                ),
                settings: FanoutSettings(connections: connections, owner: "bench-\(number)"),
                logger: logger
            )
        }
        for fanout in fanouts { try fanout.start() }
        defer { for fanout in fanouts { fanout.stop() } }
        let start = ContinuousClock.now
        let audience = try registry.audience(
            of: AudienceQuery(
                topic: alert.topic,
                areas: city.profile.areas.related(to: alert.areas),
                measure: alert.peak
            )
        )
        let release = try Release<Live>(
            of: alert,
            scope: "bench",
            renderings: try Set(audience.map(\.language)).sorted().concurrentMap { tag in
                let mail = try city.composer.mail(for: alert, in: Language(rawValue: tag) ?? .english, previous: nil)
                let content = try JSON.encode(MailContent(mail, of: alert, profile: city.profile))
                return Rendering(language: tag, content: content)
            }
        )
        let approval = Approval(authority: .rule("bench"), at: Date(), contentHash: release.contentHash)
        let count = try store.plan(release, for: audience, approval: approval, now: Date()) { _ in "rest" }
        for fanout in fanouts { fanout.wake() }
        // To ask costs what is measured: seldom, until the last has its answer.
        var turns = 0
        while try tally.count < count && !turns.isMultiple(of: 10) || store.isFinished(alert.id) != true {
            turns += 1
            usleep(2_000)
        }
        let seconds = (ContinuousClock.now - start).inSeconds
        let sent = try ledger.accounts(alert: alert.id.rawValue).first?.settled["sent"] ?? 0
        return Result(
            recipients: count,
            connections: connections,
            workers: fanouts.count,
            seconds: seconds,
            messagesPerSecond: Double(count) / seconds,
            firstMailSeconds: tally.first.map { ($0 - start).inSeconds } ?? seconds,
            peakMemoryBytes: Self.peakMemory,
            duplicates: max(0, tally.count - sent),
            lost: recipients - sent,
            faults: try ledger.verify()
        )
    }

    /// Residents in every language, all of whom want tsunami warnings for the whole city.
    private func fill(_ registry: Registry) throws {
        let subscription = Subscription(
            topic: .tsunami,
            area: city.profile.municipality.id,
            threshold: Measure(rawValue: 1)
        )
        for start in stride(from: 0, to: recipients, by: 1_000) {
            let subscribers = (start..<min(start + 1_000, recipients)).map { number in
                let address = "resident-\(number)@example.jp"
                return Subscriber(
                    address: SubscriberAddress(wire: address, key: address, domain: "example.jp"),
                    language: Language.all[number % Language.all.count],
                    subscriptions: [subscription]
                )
            }
            _ = try registry.store(subscribers, now: Date())
        }
    }

    /// The demonstration's tsunami warning, as if it had come now.
    private func alert() throws -> Alert {
        let file = Resources.folder.appendingPathComponent("Cities/ichikawa/demo/04-VTSE41.xml")
        let telegram = try TelegramReader().read(Data(contentsOf: file))
        guard case .reports(let reports) = CityFilter(scope: city.scope).decide(telegram),
            var alert = try AlertDesk.preview(reports, judge: city.judge()).last
        else { throw Failure(.ours, "\(file.path) makes no alert for \(city.profile.identifier)") }
        alert.sent = Date()
        alert.expires = Date(timeIntervalSinceNow: 86_400)
        return alert
    }

    /// VmHWM of this process.
    private static var peakMemory: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        return status.firstMatch(of: /VmHWM:\s*([0-9]+) kB/).flatMap { Int($0.1) }.map { $0 * 1_024 } ?? 0
    }

    /// What the relay took over.
    private final class Tally: Sendable {
        private let total = Atomic<Int>(0)
        private let moment = Mutex<ContinuousClock.Instant?>(nil)

        var count: Int { total.load(ordering: .relaxed) }
        var first: ContinuousClock.Instant? { moment.withLock { $0 } }

        func accept() {
            guard total.wrappingAdd(1, ordering: .relaxed).oldValue == 0 else { return }
            moment.withLock { $0 = .now }
        }
    }
}

extension Duration {
    /// In seconds.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
