// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Delivery
import Feeds
import Foundation
import Gazetteer
import Intake
import Logging
import Mail
import Registry
import Synchronization
import Web

/// The running service of one city: intake, releases, fan-out and web in one process.
final class CityService: Sendable {
    let settings: Settings
    let city: City
    let rooms: Rooms
    let intake: IntakeDesk
    let gaps = PhraseGaps()

    private let releaser: Releaser
    private let live: Fanout<Live>
    private let drill: Fanout<Drill>?
    private let spool: SpoolDirectory
    /// A feed hands over what it is trusted for and nothing else: another sender's feed brings no telegram of JMA.
    private var feeds: [FeedDuty] {
        func duty(_ settings: FeedSettings, _ take: @escaping @Sendable (Data) throws -> IntakeDesk.Answer) -> FeedDuty
        {
            FeedDuty(settings: settings, rooms: rooms, logger: logger) { [work] bytes in
                defer { work.continuation.yield() }
                return try take(bytes)
            }
        }
        return [
            settings.feeds.map { duty($0) { [intake] in try intake.telegram($0, channel: "feed") } },
            settings.capFeeds.map { duty($0) { [intake] in try intake.alert($0, channel: "cap-feed") } },
        ].compactMap { $0 }
    }
    private let logger: Logger
    private let work = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

    init(_ settings: Settings, logger: Logger) throws {
        self.settings = settings
        self.logger = logger
        city = try City(profile: settings.city, resources: settings.resources)
        rooms = try Rooms(settings, city: city, migrating: true)
        intake = IntakeDesk(rooms: rooms, city: city, logger: logger)
        let sender = city.profile.sender
        let base = settings.web.publicURL ?? sender.publicURL
        let addressing = MailAddressing(
            publicURL: base.absoluteString.hasSuffix("/")
                ? String(base.absoluteString.dropLast()) : base.absoluteString,
            bounceDomain: sender.bounceDomain,
            messageDomain: sender.bounceDomain
        )
        let rooms = rooms
        func fanout<W: World>(_ world: W.Type, _ lanes: MailLanes) -> Fanout<W> {
            Fanout(
                store: rooms.store,
                registry: rooms.registry,
                transport: MailTransport<W>(relays: lanes.relays, addressing: addressing),
                settings: FanoutSettings(lanes: lanes.table, owner: "serve-\(W.name)"),
                logger: logger
            )
        }
        let cityDomains = [sender.alertAddress, sender.accountAddress].compactMap { $0.split(separator: "@").last }
        let lanes = settings.lanes ?? .usual(settings.relay, cityDomains: Set(cityDomains.map(String.init)).sorted())
        live = fanout(Live.self, lanes)
        let drillsGoOut = city.profile.rules.drills == .send
        drill = drillsGoOut ? settings.drillRelay.map { fanout(Drill.self, .single($0)) } : nil
        spool = try SpoolDirectory(folder: settings.intake.spool)
        releaser = Releaser(
            desk: rooms.desk,
            registry: rooms.registry,
            store: rooms.store,
            ledger: rooms.ledger,
            city: city,
            lanes: lanes.table,
            drillsGoOut: drill != nil,
            scheduleGrace: settings.scheduleGrace,
            gaps: gaps,
            logger: logger
        )
    }

    /// Takes a document of any form, and wakes what follows.
    func receive(_ bytes: Data, channel: String) throws -> IntakeDesk.Answer {
        let answer = try intake.receive(bytes, channel: channel)
        work.continuation.yield()
        return answer
    }

    /// Works until the task is cancelled; then finishes what is on the wire, records it and frees the leases.
    ///
    /// - Parameters:
    ///   - mailbox: the demo's pages, where there are any.
    ///   - onListening: called with the web server's port.
    func run(mailbox: MailboxPages? = nil, onListening: @escaping @Sendable (Int) async -> Void) async throws {
        try live.start()
        try drill?.start()
        // What an operator reads is not for the public side of a city's server: the demo alone shows it.
        let status: @Sendable () throws -> [UInt8] = { [rooms] in try JSON.encode(try StatusReport(rooms)) }
        let server = WebServer(
            settings: WebSettings(
                host: settings.web.host,
                port: settings.web.port,
                publicURL: settings.web.publicURL ?? city.profile.sender.publicURL
            ),
            rooms: WebRooms(
                intake: intakeEndpoint,
                unsubscribe: unsubscribeEndpoint,
                mailbox: mailbox,
                status: mailbox == nil ? nil : status
            ),
            logger: logger
        )
        defer {
            live.stop()
            drill?.stop()
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run(onListening: onListening) }
            group.addTask { [self] in await release() }
            group.addTask { [self] in await watchSpool() }
            group.addTask { [self] in await watchBulletins() }
            group.addTask { [self] in await watchStations() }
            for duty in feeds { group.addTask { await duty.run() } }
            // Whichever ends first ends all: a service without its web server is not one.
            try await group.next()
            group.cancelAll()
        }
    }

    // MARK: Duties

    private func release() async {
        let ticks = Task { [work] in
            while !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(250))
                work.continuation.yield()
            }
        }
        defer { ticks.cancel() }
        for await _ in work.stream {
            if Task.isCancelled { return }
            do {
                if try releaser.run() {
                    live.wake()
                    drill?.wake()
                }
            } catch {
                logger.critical("alerts cannot be released", metadata: ["reason": "\(error)"])
            }
        }
    }

    /// Looks for bulletins that have disagreed for too long, and forgets what is too old to matter.
    private func watchBulletins() async {
        var pruned = ContinuousClock.now - .seconds(7_200)
        while !Task.isCancelled {
            do {
                for alarm in try rooms.desk.reviewDisagreements(now: Date()) {
                    logger.critical(
                        "bulletins disagree",
                        metadata: ["event": "\(alarm.subject)", "reason": "\(alarm.message)"]
                    )
                }
            } catch {
                logger.error("disagreements cannot be looked for", metadata: ["reason": "\(error)"])
            }
            if ContinuousClock.now - pruned > .seconds(3_600) {
                pruned = .now
                do {
                    let count = try rooms.desk.prune(now: Date())
                    if count > 0 { logger.info("old rows forgotten", metadata: ["rows": "\(count)"]) }
                } catch {
                    logger.error("old rows cannot be forgotten", metadata: ["reason": "\(error)"])
                }
            }
            try? await Task.sleep(for: .seconds(15))
        }
    }

    /// Looks for stations that have fallen silent.
    private func watchStations() async {
        let sensors = SensorDesk(rooms: rooms, logger: logger)
        while !Task.isCancelled {
            do {
                try sensors.tick(now: Date())
            } catch {
                logger.error("stations cannot be looked after", metadata: ["reason": "\(error)"])
            }
            try? await Task.sleep(for: .seconds(15))
        }
    }

    private func watchSpool() async {
        let logger = logger
        await spool.run(every: settings.intake.spoolInterval) { outcome in
            switch outcome {
            case .done: break
            case .refused(let name, let reason):
                logger.error("spooled file refused", metadata: ["file": "\(name)", "reason": "\(reason)"])
            case .kept(let name, let reason):
                logger.warning("spooled file kept", metadata: ["file": "\(name)", "reason": "\(reason)"])
            }
        } consumer: { [self] _, bytes in
            switch try receive(bytes, channel: "spool") {
            case .taken(.postponed(let reason)): throw Failure(.unavailable, reason)
            case .taken, .observed: return .accepted
            case .refused(let reason): return .refused(reason: reason)
            }
        }
    }

    private var intakeEndpoint: IntakeEndpoint? {
        guard settings.intake.token != nil || settings.intake.secret != nil else { return nil }
        let credentials = IntakeCredentials(token: settings.intake.token, secret: settings.intake.secret)
        return IntakeEndpoint(credentials: credentials) { [self] form, bytes in answer(form, Data(bytes)) }
    }

    private func answer(_ form: IntakeForm, _ bytes: Data) -> IntakeAnswer {
        defer { work.continuation.yield() }
        do {
            let answer =
                switch form {
                case .telegram: try intake.telegram(bytes, channel: "http")
                case .alert: try intake.alert(bytes, channel: "http")
                case .observations: try intake.observations(bytes, channel: "http")
                }
            switch answer {
            case .refused(let reason): return .refused(reason: reason)
            case .observed(let receipt): return .observed(json: try JSON.encode(receipt))
            case .taken(let disposition): return Self.answer(to: disposition)
            }
        } catch {
            logger.error("document cannot be stored", metadata: ["reason": "\(error)"])
            return .unavailable(reason: "it cannot be stored now; send it again")
        }
    }

    private static func answer(to disposition: Disposition) -> IntakeAnswer {
        switch disposition {
        case .alerts(let made):
            let ids = made.map(\.alert.id.rawValue).joined(separator: " ")
            let holds = made.compactMap(\.hold)
            return holds.count == made.count ? .waits(id: ids, reason: holds[0]) : .alert(id: ids)
        case .duplicate(let earlier): return .duplicate(reason: earlier)
        case .shown(let reason), .noChange(let reason), .notConcerned(let reason): return .noAlert(reason: reason)
        case .unreadable(let reason): return .refused(reason: reason)
        case .postponed(let reason): return .unavailable(reason: reason)
        }
    }

    private var unsubscribeEndpoint: UnsubscribeEndpoint {
        UnsubscribeEndpoint(
            language: { [rooms] token in try rooms.registry.language(token: token) },
            leave: { [rooms] token in
                switch try rooms.registry.leave(token: token, now: Date()) {
                case .left: .left
                case .hadLeft: .hadLeft
                case .unknownLink: .unknownLink
                }
            },
            phrase: { [city] key, language in city.phrase(key, in: language) }
        )
    }
}
