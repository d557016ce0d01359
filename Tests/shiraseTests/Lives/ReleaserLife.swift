// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Delivery
import Foundation
import Gazetteer
import Localization
import Logging
import Registry
import Storage
import TestSupport

@testable import shirase

/// One life of the alert desk and of what releases its alerts, made from a seed: telegrams, officers who decide, take back
/// and set times, residents who come, a clock that is moved, processes that die at any transaction or are overtaken there
/// by an officer or by another process.
///
/// It keeps books of what people decided, and holds each release against them (I2, P3, P8; each time once).
///
/// `@unchecked Sendable`: a life is lived by one thread.
final class ReleaserLife: @unchecked Sendable {
    /// What people said last of an alert.
    enum Decision {
        case none
        case now
        case at(Schedule)
    }

    /// What is known of an alert.
    struct Book {
        let alert: Alert
        /// Whether no officer is asked.
        let isAutomatic: Bool
        var decision = Decision.none
        var isReleased = false
    }

    /// What happened in a life.
    struct Tally {
        var released = 0
        var releasedAtTheirTime = 0
        var held = 0
        var died = 0
        var overtaken = 0
    }

    /// How late an alert may go out.
    static let grace: TimeInterval = 600

    private(set) var faults: [String] = []
    private(set) var tally = Tally()

    private let folder: TemporaryFolder
    private let base: SQLiteDatabase
    private let key: KeyFile
    private let city: City
    private let judge: Judge
    private let desk: AlertDesk
    private var random: SeededRandom
    private var now: Date
    private var books: [Alert.ID: Book] = [:]
    private var residents = 0
    private var telegrams = 0

    init(seed: UInt64, city: City) throws {
        self.city = city
        random = SeededRandom(seed: seed)
        folder = try TemporaryFolder()
        base = try SQLiteDatabase(path: folder.path("life.sqlite"))
        now = Date(timeIntervalSince1970: 1_800_000_000)
        try Rooms.migrator.migrate(base, now: now)
        key = try KeyFile.create(at: folder.url.appendingPathComponent("key"))
        var rules = city.profile.rules
        rules.drills = .send
        rules.rules.insert(
            IssueRule(name: "doubt", hazards: [.heavyRain], minimum: Measure(rawValue: 1), action: .review),
            at: 0
        )
        judge = city.judge(rules)
        desk = AlertDesk(database: base, judge: judge)
    }

    func live() throws {
        defer { try? base.close() }
        try subscribe(40)
        try receive()
        for _ in 0..<40 where faults.isEmpty {
            switch number(0...9) {
            case 0...3: try act()
            case 4...5: now += Double(pick([-400, -1, 10, 60, 300, 300, 1_000]))
            default: try release()
            }
        }
        for _ in 0..<3 where faults.isEmpty {
            now += Self.grace + 1_300
            try releaseUndisturbed()
        }
        for fault in try Ledger(database: base).verify() { faults.append("the ledger: \(fault)") }
    }

    // MARK: What people do

    private func act() throws {
        try observe()
        switch number(0...9) {
        case 0: try receive()
        case 1: try subscribe(number(1...6))
        case 2: try confirm()
        case 3...7: try schedule()
        case 8: try unschedule()
        default: try refuse()
        }
    }

    private func receive() throws {
        let status = pick([AlertStatus.actual, .actual, .exercise])
        let level = pick([WarningLevel.advisory, .warning, .danger, .emergency])
        let report = HazardReport(
            hazard: .heavyRain,
            subject: .area("1220300"),
            status: status,
            kind: number(0...4) == 0 ? .withdrawn : .issued,
            reportedAt: now,
            serial: nil,
            source: Source(publisher: "銚子地方気象台", bulletin: "VPWW55", title: "千葉県大雨警報", publishedAt: now),
            areas: ["1220300"],
            facts: .weather(WeatherWarningFacts(code: "03", level: level, previousLevel: nil))
        )
        telegrams += 1
        let telegram = AlertDesk.Telegram(bytes: Array("\(telegrams)".utf8), bulletin: "VPWW55", reportedAt: now)
        guard case .alerts(let made) = try desk.receive([report], from: telegram, now: now) else { return }
        for made in made {
            books[made.alert.id] = Book(alert: made.alert, isAutomatic: made.hold == nil)
        }
    }

    private func subscribe(_ count: Int) throws {
        let subscription = Subscription(topic: .weather, area: "1220300", threshold: Measure(rawValue: 1))
        let subscribers = (residents..<(residents + count)).map { number in
            let address = "r\(number)@example.jp"
            return Subscriber(
                address: SubscriberAddress(wire: address, key: address, domain: "example.jp"),
                language: number.isMultiple(of: 2) ? .japanese : .english,
                subscriptions: [subscription]
            )
        }
        _ = try Registry(database: base, key: key).store(subscribers, now: now)
        residents += count
    }

    private func confirm() throws {
        guard let id = try waiting() else { return }
        try desk.confirm(id, by: ["sato", "suzuki"], now: now)
        books[id]?.decision = .now
    }

    private func schedule() throws {
        guard let id = try waiting(), let alert = books[id]?.alert else { return }
        let draft = try drafts(base).draft(of: alert, now: now)
        let time = now + Double(pick([20, 60, 300, 1_000]))
        let schedule = Schedule(at: time, audience: draft.size, contentHash: draft.contentHash)
        do {
            try desk.schedule(id, schedule, texts: [:], by: ["sato", "suzuki"], now: now)
        } catch is Schedule.Refusal {
            return
        }
        books[id]?.decision = .at(schedule)
    }

    private func unschedule() throws {
        guard let id = try desk.scheduled().map(\.alert.id).randomElement(using: &random) else { return }
        // What is on its way cannot be taken back any more.
        guard (try? desk.unschedule(id, now: now)) != nil else { return }
        books[id]?.decision = .none
    }

    private func refuse() throws {
        guard let id = try waiting() else { return }
        try desk.refuse(id, now: now)
        books[id]?.decision = .none
    }

    private func waiting() throws -> Alert.ID? {
        try desk.alerts(in: [.inReview]).filter { $0.hold != nil && $0.alert.expires > now }.map(\.alert.id)
            .randomElement(using: &random)
    }

    // MARK: Releases

    private func release() throws {
        switch number(0...4) {
        case 0: try releaseUndisturbed()
        case 1:
            tally.died += 1
            try run(MortalDatabase(base, turns: [place(): death()]))
        default:
            tally.overtaken += 1
            let officer: @Sendable () throws -> Void = { [self] in try act() }
            let other: @Sendable () throws -> Void = { [self] in
                // Whose clock may go before or after, and who may die as well.
                try run(
                    MortalDatabase(base, turns: number(0...1) == 0 ? [:] : [place(): death()]),
                    at: now + Double(pick([-700, 0, 700, 700]))
                )
            }
            try run(MortalDatabase(base, turns: [place(): .meanwhile(pick([officer, other]))]))
        }
    }

    /// After a run that nothing disturbed each alert is where it belongs.
    private func releaseUndisturbed() throws {
        let before = try standings()
        try run(MortalDatabase(base))
        let after = try standings()
        for (id, book) in books {
            guard let was = before[id], let stored = after[id] else { continue }
            if book.isReleased, [.inReview, .approved, .rejected].contains(stored.lifecycle.state) {
                faults.append("\(id) is released, and is \(stored.lifecycle.state) to the desk")
            }
            guard was.lifecycle.state == .approved, let schedule = was.schedule else { continue }
            let isDue = now >= schedule.at
            let mayGo =
                isDue && book.alert.expires > now && now.timeIntervalSince(schedule.at) <= Self.grace
                && !hasSuccessor(id, in: before) && isNear(residents, to: schedule.audience)
            if mayGo, !book.isReleased, !stored.lifecycle.state.isFinal {
                faults.append("\(id) has its time, nothing stands against it, and it did not go out: \(stored)")
            }
            if !isDue, stored.lifecycle.state == .approved, stored.schedule != schedule {
                faults.append("\(id) lost its schedule before its time")
            }
            if isDue, stored.lifecycle.state == .approved {
                faults.append("\(id) still waits for a time that has passed")
            }
            if isDue, stored.hold != nil { tally.held += 1 }
        }
    }

    private func run(_ database: MortalDatabase, at instant: Date? = nil) throws {
        let mortal = AlertDesk(database: database, judge: judge)
        let releaser = Releaser(
            desk: mortal,
            registry: Registry(database: database, key: key),
            store: DeliveryStore(database: database),
            ledger: Ledger(database: database),
            city: city,
            lanes: LaneTable(rest: LaneSettings(name: "rest", connections: 1)),
            drillsGoOut: true,
            scheduleGrace: Self.grace,
            gaps: PhraseGaps(),
            logger: silence
        )
        do {
            _ = try releaser.run(now: instant ?? now)
        } catch is MortalDatabase.Death {}
        try observe()
    }

    private func drafts(_ database: any Database) -> ReleaseDrafts {
        ReleaseDrafts(
            desk: desk,
            registry: Registry(database: database, key: key),
            city: city,
            gaps: PhraseGaps(),
            logger: silence
        )
    }

    private var silence: Logger { Logger(label: "life") { _ in SwiftLogNoOpLogHandler() } }

    // MARK: What must hold

    /// Holds each new release against what people decided; what was held is to be decided anew.
    private func observe() throws {
        let rows = try base.read { session in
            try session.rows("SELECT alert_id, world, content_hash, audience, created_at, expires_at FROM releases").map
            {
                (
                    alert: try $0.text(0), world: try $0.text(1), hash: try $0.text(2), audience: try $0.int(3),
                    at: try $0.date(4), expires: try $0.date(5)
                )
            }
        }
        let standings = try standings()
        for row in rows {
            guard let id = Alert.ID(rawValue: row.alert), let book = books[id] else {
                faults.append("\(row.alert) is released, and nobody made it")
                continue
            }
            guard !book.isReleased else { continue }
            books[id]?.isReleased = true
            tally.released += 1
            if row.world != (book.alert.status == .exercise ? Drill.name : Live.name) {
                faults.append("\(id) is released to the \(row.world) world")
            }
            if row.at >= row.expires { faults.append("\(id) is released after its expiry") }
            if standings[id]?.approval?.contentHash != row.hash {
                faults.append("\(id) is released with another content than its approval names")
            }
            switch book.decision {
            case .none where book.isAutomatic, .now: break
            case .none: faults.append("\(id) is released, and nobody approved it")
            case .at(let schedule):
                tally.releasedAtTheirTime += 1
                if row.at < schedule.at { faults.append("\(id) is released before its time") }
                if row.at.timeIntervalSince(schedule.at) > Self.grace { faults.append("\(id) is released too late") }
                if row.hash != schedule.contentHash { faults.append("\(id) is released with another content") }
                if !isNear(row.audience, to: schedule.audience) {
                    faults.append("\(id) reaches \(row.audience) where \(schedule.audience) were shown")
                }
            }
        }
        for (id, stored) in standings where stored.hold != nil { books[id]?.decision = .none }
    }

    private func standings() throws -> [Alert.ID: StoredAlert] {
        var found: [Alert.ID: StoredAlert] = [:]
        for stored in try desk.alerts(in: Lifecycle.State.allCases) { found[stored.alert.id] = stored }
        return found
    }

    private func hasSuccessor(_ id: Alert.ID, in standings: [Alert.ID: StoredAlert]) -> Bool {
        standings.values.contains { $0.alert.references.contains(id) && $0.lifecycle.state != .rejected }
    }

    /// Within a twentieth, or ten people.
    private func isNear(_ audience: Int, to shown: Int) -> Bool {
        abs(audience - shown) <= max(10, shown / 20)
    }

    private func place() -> MortalDatabase.Place { number(0...2) == 0 ? .any(number(0...30)) : .write(number(0...2)) }

    private func death() -> MortalDatabase.Turn { .death(afterCommit: number(0...1) == 0) }

    private func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    private func pick<Value>(_ values: [Value]) -> Value { values[number(0...(values.count - 1))] }
}
