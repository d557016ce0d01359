// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Delivery
import Foundation
import Localization
import Logging
import Registry
import Storage
import StorageTestSupport
import Synchronization
import TestSupport
import Testing

/// A wall clock that runs, and that tests may set forward.
final class TestClock: Sendable {
    private let offset = Mutex<TimeInterval>(0)

    var now: Date { Date(timeIntervalSinceNow: offset.withLock { $0 }) }

    func advance(by seconds: TimeInterval) { offset.withLock { $0 += seconds } }
}

/// A city's delivery on a real database, residents included.
struct TestDelivery {
    private let file: TestDatabase
    var folder: TemporaryFolder { file.folder }
    let clock = TestClock()
    let database: FaultyDatabase
    let registry: Registry
    let store: DeliveryStore
    let ledger: Ledger
    private let key: KeyFile

    init() throws {
        let file = try TestDatabase(Registry.migrations + DeliveryStore.migrations)
        try self.init(
            file: file,
            database: FaultyDatabase(file.database),
            key: try KeyFile.create(at: file.folder.url.appendingPathComponent("key"))
        )
    }

    private init(file: TestDatabase, database: FaultyDatabase, key: KeyFile) throws {
        self.file = file
        self.database = database
        self.key = key
        registry = Registry(database: database, key: key)
        store = DeliveryStore(database: database)
        ledger = Ledger(database: database)
    }

    /// The same city as another process sees it, or the next one after a crash.
    func anotherProcess() throws -> TestDelivery {
        try TestDelivery(
            file: file,
            database: FaultyDatabase(try file.another()),
            key: key
        )
    }

    /// A statement in the words of the engine.
    func spelt(_ sql: String) -> String { file.spelt(sql) }

    // MARK: Residents

    private static let everyone = AudienceQuery(topic: .weather, areas: ["1220300"], measure: Measure(rawValue: 5))

    /// Residents `r0`, `r1`, … in three languages and two domains; all of them are the audience.
    @discardableResult
    func audience(_ count: Int, from first: Int = 0) throws -> [AudienceGroup] {
        let languages = [Language.japanese, .english, .vietnamese]
        let subscription = Subscription(topic: .weather, area: "1220300", threshold: Measure(rawValue: 3))
        let subscribers = (first..<(first + count)).map { number in
            let domain = number.isMultiple(of: 2) ? "a.example" : "b.example"
            return Subscriber(
                address: SubscriberAddress(
                    wire: "r\(number)@\(domain)",
                    key: "r\(number)@\(domain)",
                    domain: domain
                ),
                language: languages[number % 3],
                subscriptions: [subscription]
            )
        }
        _ = try registry.store(subscribers, now: Date())
        return try registry.audience(of: Self.everyone)
    }

    func members() throws -> [Subscriber.ID] {
        try registry.audience(of: Self.everyone).flatMap(\.members).sorted()
    }

    func leave(_ id: Subscriber.ID) throws {
        let token = try registry.contacts(of: [id]).reachable[id]?.token ?? ""
        #expect(try registry.leave(token: token, now: clock.now) == .left)
    }

    // MARK: Releases

    func alert(
        _ name: String,
        priority: Priority = .warning,
        status: AlertStatus = .actual,
        expiresIn: TimeInterval = 3600,
        replacing: [String] = []
    ) throws -> Alert {
        let now = clock.now
        return Alert(
            id: try #require(Alert.ID(rawValue: name)),
            sender: "bousai@city.example.jp",
            sent: now,
            status: status,
            messageType: replacing.isEmpty ? .alert : .update,
            references: try replacing.map { try #require(Alert.ID(rawValue: $0)) },
            event: EventKey(rawValue: "heavy-rain/1220300"),
            hazard: .heavyRain,
            change: .new,
            urgency: .expected,
            severity: .moderate,
            certainty: .likely,
            onset: nil,
            expires: now.addingTimeInterval(expiresIn),
            areas: ["1220300"],
            facts: .weather(WeatherWarningFacts(code: "03", level: .warning, previousLevel: nil)),
            peak: Measure(rawValue: 3),
            priority: priority,
            source: Source(publisher: "気象庁", bulletin: "VPWW55", title: "大雨警報", publishedAt: now)
        )
    }

    static func renderings(_ name: String) -> [Rendering] {
        ["ja", "en", "vi"].map { Rendering(language: $0, content: [UInt8]("\(name) in \($0)".utf8)) }
    }

    func release<W: World>(_ world: W.Type, of alert: Alert) throws -> Release<W> {
        try Release<W>(of: alert, scope: "mail", renderings: Self.renderings(alert.id.rawValue))
    }

    func approval<W: World>(of release: Release<W>) -> Approval {
        Approval(authority: .rule("telegram"), at: clock.now, contentHash: release.contentHash)
    }

    @discardableResult
    func plan(_ alert: Alert, for audience: [AudienceGroup]) throws -> Int {
        try plan(Live.self, alert, for: audience)
    }

    @discardableResult
    func plan<W: World>(_ world: W.Type, _ alert: Alert, for audience: [AudienceGroup]) throws -> Int {
        let release = try release(W.self, of: alert)
        return try store.plan(release, for: audience, approval: approval(of: release), now: clock.now) { _ in "mail" }
    }

    func account(_ name: String) throws -> Ledger.Account {
        try #require(try ledger.accounts(alert: name).first)
    }

    func isFinished(_ name: String) -> Bool {
        (try? store.isFinished(#require(Alert.ID(rawValue: name)))) == true
    }

    // MARK: Fan-out

    /// A lane that loses no time.
    static func lane(
        _ name: String,
        domains: [String] = [],
        relays: [LaneSettings.RelayShare] = [.init(relay: "main")],
        connections: Int = 2,
        accountConnections: Int = 1,
        rates: [RateLimit] = []
    ) -> LaneSettings {
        LaneSettings(
            name: name,
            domains: domains,
            relays: relays,
            connections: connections,
            accountConnections: accountConnections,
            rates: rates,
            retry: RetrySchedule(first: .milliseconds(2), longest: .milliseconds(20)),
            recovery: RetrySchedule(first: .milliseconds(2), longest: .milliseconds(20))
        )
    }

    func fanout<W: World>(
        _ transport: FakeTransport<W>,
        owner: String = "test",
        connections: Int = 2,
        ahead: Int = 4000,
        farewell: Duration = .seconds(600),
        lanes: LaneTable? = nil,
        log: LogLines = LogLines()
    ) -> Fanout<W> {
        fanout(
            any: transport,
            owner: owner,
            connections: connections,
            ahead: ahead,
            farewell: farewell,
            lanes: lanes,
            log: log
        )
    }

    func fanout<W: World>(
        any transport: any Transport<W>,
        owner: String = "test",
        connections: Int = 2,
        ahead: Int = 4000,
        farewell: Duration = .seconds(600),
        lanes: LaneTable? = nil,
        log: LogLines = LogLines()
    ) -> Fanout<W> {
        Fanout(
            store: store,
            registry: registry,
            transport: transport,
            settings: FanoutSettings(
                lanes: lanes ?? LaneTable(rest: Self.lane("rest", connections: connections)),
                owner: owner,
                ahead: ahead,
                poll: .milliseconds(5),
                farewell: farewell
            ),
            clock: DeliveryClock(date: { [clock] in clock.now }),
            logger: log.logger
        )
    }
}

/// Waits for what other threads do; fails at the call where it does not come within 30 seconds.
func eventually(
    _ what: Comment,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () throws -> Bool
) throws {
    let deadline = ContinuousClock.now + .seconds(30)
    while try !condition() {
        guard ContinuousClock.now < deadline else {
            Issue.record(what, sourceLocation: sourceLocation)
            throw NeverCame()
        }
        usleep(2000)
    }
}

struct NeverCame: Error {}
