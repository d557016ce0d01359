// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Delivery
import Foundation
import Localization
import Logging
import Measuring
import Registry
import Storage

/// A database with subscribers and a fan-out whose messages cost nothing.
final class StorageCity {
    let database: any Database
    private let recipients: Int
    private let registry: Registry
    private let store: DeliveryStore
    private var alerts = 0

    init(database: any Database, recipients: Int, folder: URL) throws {
        self.database = database
        self.recipients = recipients
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Migrator(Registry.migrations + DeliveryStore.migrations).migrate(database, now: Date())
        registry = Registry(database: database, key: try KeyFile.create(at: folder.appendingPathComponent("key")))
        store = DeliveryStore(database: database)
        try registry.fill(recipients) { _ in .weather }
    }

    /// One release, planned before the clock runs, until its ledger is closed.
    ///
    /// - Returns: recipients a second.
    func fanout() throws -> Double {
        alerts += 1
        let alert = BenchAlert.make(number: alerts)
        let release = try Release<Live>(
            of: alert,
            scope: "bench",
            renderings: [Rendering(language: "ja", content: Array("bench".utf8))]
        )
        let approval = Approval(authority: .rule("bench"), at: Date(), contentHash: release.contentHash)
        let audience = try registry.audience(
            of: AudienceQuery(topic: .weather, areas: ["1220300"], measure: Measure(rawValue: 4))
        )
        try store.plan(release, for: audience, approval: approval, now: Date()) { _ in "rest" }
        let fanout = Fanout<Live>(
            store: store,
            registry: registry,
            transport: NullTransport(),
            settings: FanoutSettings(connections: 2, owner: "bench"),
            logger: Logger(label: "bench")
        )
        let start = ContinuousClock.now
        try fanout.start()
        fanout.wake()
        while try store.isFinished(alert.id) != true {
            guard ContinuousClock.now - start < .seconds(120) else {
                throw BenchError(description: "the fan-out to \(recipients) did not end")
            }
            usleep(1_000)
        }
        let seconds = (ContinuousClock.now - start).inSeconds
        fanout.stop()
        return Double(recipients) / seconds
    }
}

/// Accepts everything at once.
struct NullTransport: Transport {
    typealias W = Live

    func serve(_ connection: LaneConnection) throws {
        while !connection.isOver {
            while let parcel = connection.take() { connection.report(parcel.ticket, .accepted) }
            connection.waitForWork(milliseconds: 50)
        }
    }
}
