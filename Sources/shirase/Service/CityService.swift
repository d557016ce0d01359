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
import Roster
import Synchronization
import Web

/// A process that serves one city: all of intake, releases, fan-out and web, or the roles that it was given.
final class CityService: Sendable {
    let settings: Settings
    let name: InstanceName
    let city: City
    let rooms: Rooms
    let intake: IntakeDesk
    let roster: RosterDuty
    let releaser: Releaser
    /// Nil where this process does not send.
    let live: Fanout<Live>?
    let drill: Fanout<Drill>?
    /// Nil where this process takes nothing.
    let spool: SpoolDirectory?
    let gaps = PhraseGaps()
    let logger: Logger
    /// Wakes the releaser.
    let work = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

    /// Two that move the same files would refuse or miss some.
    private let spoolLock: FileLock?

    /// - Parameter name: with the roles of this process.
    init(_ settings: Settings, name: InstanceName, logger: Logger) throws {
        let roles = name.roles
        guard settings.database.isShared || roles.count == Role.allCases.count else {
            throw Failure(
                .badConfiguration,
                "roles are for several processes on one PostgreSQL database; \(settings.database) is SQLite's: "
                    + "set database.url, or leave --role out"
            )
        }
        self.settings = settings
        self.name = name
        self.logger = logger
        city = try City(profile: settings.city, resources: settings.resources)
        rooms = try Rooms(settings, city: city, migrating: true)
        intake = IntakeDesk(rooms: rooms, city: city, logger: logger)
        roster = RosterDuty(rooms: rooms, name: name, logger: logger)
        let sender = city.profile.sender
        let cityDomains = [sender.alertAddress, sender.accountAddress].compactMap { $0.split(separator: "@").last }
        let lanes = settings.lanes ?? .usual(settings.relay, cityDomains: Set(cityDomains.map(String.init)).sorted())
        let drillsGoOut = city.profile.rules.drills == .send && settings.drillRelay != nil
        if roles.contains(.worker) {
            let fanouts = Fanouts(settings, name: name, city: city, rooms: rooms, logger: logger)
            live = fanouts.fanout(Live.self, lanes)
            drill = drillsGoOut ? settings.drillRelay.map { fanouts.fanout(Drill.self, .single($0)) } : nil
        } else {
            live = nil
            drill = nil
        }
        if roles.contains(.intake) {
            spool = try SpoolDirectory(folder: settings.intake.spool)
            spoolLock = try FileLock(
                settings.intake.spool.appendingPathComponent(".lock"),
                busy: "another shirase takes from \(settings.intake.spool.path); give each intake a spool of its own"
            )
        } else {
            spool = nil
            spoolLock = nil
        }
        releaser = Releaser(
            desk: rooms.desk,
            registry: rooms.registry,
            store: rooms.store,
            ledger: rooms.ledger,
            city: city,
            lanes: lanes.table,
            drillsGoOut: drillsGoOut,
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
    ///   - onServing: called once, with the web server's port where there is one.
    func run(mailbox: MailboxPages? = nil, onServing: @escaping @Sendable (Int?) async -> Void) async throws {
        try roster.enter()
        defer { roster.leave() }
        let life = live.map { _ in
            SignOfLife(rooms, file: settings.lifeFile, grace: settings.upkeep.resumeGrace, logger: logger)
        }
        try life?.begin(now: rooms.clock.now)
        try live?.start()
        try drill?.start()
        defer {
            live?.stop()
            drill?.stop()
        }
        let server = server(mailbox)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [self] in await roster.run() }
            if let server {
                group.addTask { try await server.run { await onServing($0) } }
            } else {
                await onServing(nil)
            }
            if name.roles.contains(.intake) { addIntake(to: &group) }
            if name.roles.contains(.worker) {
                group.addTask { [self] in await listen(DeliveryStore.channel) { [self] in wakeFanouts() } }
            }
            if let life { group.addTask { await life.run() } }
            // Whichever ends first ends all: a service without its web server is not one.
            try await group.next()
            group.cancelAll()
        }
    }

    private func addIntake(to group: inout ThrowingTaskGroup<Void, any Error>) {
        group.addTask { [self] in await release() }
        group.addTask { [self] in await watchSpool() }
        group.addTask { [self] in await listen(AlertDesk.channel) { [work] in work.continuation.yield() } }
        group.addTask { [self] in await roster.whileLeading { [self] in await watchBulletins() } }
        group.addTask { [self] in await roster.whileLeading { [self] in await watchStations() } }
        group.addTask { [self] in
            await roster.whileLeading { [self] in await Upkeep(rooms, settings: settings.upkeep, logger: logger).run() }
        }
        for feed in 0..<feeds.count {
            // Made anew each time: a poller that was stopped does not start again.
            group.addTask { [self] in await roster.whileLeading { [self] in await feeds[feed].run() } }
        }
    }

    /// Nil for a process without pages and intake.
    private func server(_ mailbox: MailboxPages?) -> WebServer? {
        let roles = name.roles
        guard roles.contains(.web) || roles.contains(.intake) else { return nil }
        // What an operator reads is not for the public side of a city's server: the demo alone shows it.
        let status: @Sendable () throws -> [UInt8] = { [rooms] in try JSON.encode(try StatusReport(rooms)) }
        return WebServer(
            settings: WebSettings(
                host: settings.web.host,
                port: settings.web.port,
                publicURL: settings.web.publicURL ?? city.profile.sender.publicURL
            ),
            rooms: WebRooms(
                intake: roles.contains(.intake) ? intakeEndpoint : nil,
                unsubscribe: roles.contains(.web) ? unsubscribeEndpoint : nil,
                mailbox: mailbox,
                status: mailbox == nil ? nil : status
            ),
            logger: logger
        )
    }

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
}

/// Makes the fan-outs of a process.
private struct Fanouts {
    private let name: String
    private let rooms: Rooms
    private let addressing: MailAddressing
    private let logger: Logger

    init(_ settings: Settings, name: InstanceName, city: City, rooms: Rooms, logger: Logger) {
        self.name = name.instance.name
        self.rooms = rooms
        self.logger = logger
        let sender = city.profile.sender
        let base = (settings.web.publicURL ?? sender.publicURL).absoluteString
        addressing = MailAddressing(
            publicURL: base.hasSuffix("/") ? String(base.dropLast()) : base,
            bounceDomain: sender.bounceDomain,
            messageDomain: sender.bounceDomain
        )
    }

    func fanout<W: World>(_ world: W.Type, _ lanes: MailLanes) -> Fanout<W> {
        Fanout(
            store: rooms.store,
            registry: rooms.registry,
            transport: MailTransport<W>(relays: lanes.relays, addressing: addressing),
            settings: FanoutSettings(lanes: lanes.table, owner: "\(name)-\(W.name)"),
            clock: DeliveryClock(date: { [clock = rooms.clock] in clock.now }),
            logger: logger
        )
    }
}
