// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import Delivery
import Feeds
import Foundation
import Gazetteer
import Registry
import Sensors
import Storage

/// The database of a city and the rooms that live in it.
struct Rooms: Sendable {
    let database: SQLiteDatabase
    let registry: Registry
    let desk: AlertDesk
    let store: DeliveryStore
    let ledger: Ledger
    let sensors: SensorStore

    /// Every step of the schema, in the order of their numbers.
    static let migrator = Migrator(
        Registry.migrations + AlertDesk.migrations + DeliveryStore.migrations + FeedStore.migrations
            + SensorStore.migrations
    )

    /// Opens the rooms of a city.
    ///
    /// - Parameter migrating: whether missing schema steps are run; else they are a fault that names the command.
    init(_ settings: Settings, city: City, migrating: Bool) throws {
        let database = try Self.open(settings.database)
        let pending = try Self.migrator.pending(in: database)
        if migrating {
            try Self.migrator.migrate(database, now: Date())
        } else if !pending.isEmpty {
            throw Failure(
                .badConfiguration,
                "\(settings.database.path) lacks \(pending.count) schema steps; run `shirase db migrate`"
            )
        }
        let key: KeyFile
        do throws(KeyFile.Fault) {
            key = try KeyFile(contentsOf: settings.key)
        } catch {
            throw Failure(.badConfiguration, "\(error)")
        }
        self.database = database
        registry = Registry(database: database, key: key)
        desk = AlertDesk(database: database, judge: city.judge())
        store = DeliveryStore(database: database)
        ledger = Ledger(database: database)
        sensors = SensorStore(database: database, gauges: city.profile.gauges)
    }

    /// Opens the file, making its folder where it is missing.
    static func open(_ file: URL) throws -> SQLiteDatabase {
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o750]
            )
            return try SQLiteDatabase(path: file.path)
        } catch {
            throw Failure(.unavailable, "\(error)")
        }
    }
}
