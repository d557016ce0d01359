// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import Delivery
import Feeds
import Foundation
import Gazetteer
import Registry
import Roster
import Sensors
import Storage

/// The database of a city and the rooms that live in it.
struct Rooms: Sendable {
    let database: any Database
    let registry: Registry
    let desk: AlertDesk
    let store: DeliveryStore
    let ledger: Ledger
    let sensors: SensorStore
    let roster: Roster

    /// Every step of the schema, in the order of their numbers.
    static let migrator = Migrator(
        Registry.migrations + AlertDesk.migrations + DeliveryStore.migrations + FeedStore.migrations
            + SensorStore.migrations + Roster.migrations
    )

    /// Opens the rooms of a city.
    ///
    /// - Parameter migrating: whether missing schema steps are run; else they are a fault that names the command.
    init(_ settings: Settings, city: City, migrating: Bool) throws {
        let database = try settings.database.open()
        let pending = try Self.migrator.pending(in: database)
        if migrating {
            try Self.migrator.migrate(database, now: Date())
        } else if !pending.isEmpty {
            throw Failure(
                .badConfiguration,
                "\(settings.database) lacks \(pending.count) schema steps; run `shirase db migrate`"
            )
        }
        roster = Roster(database: database)
        if let (place, date) = try roster.relocation() {
            throw Failure(
                .badConfiguration,
                "\(settings.database): this city moved to \(place) at \(date.formatted(.iso8601)); set database.url to that"
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
}
