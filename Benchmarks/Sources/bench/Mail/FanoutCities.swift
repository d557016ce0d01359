// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Delivery
import Foundation
import Measuring
import Registry
import Storage

/// Registries to send to, each made once: ten times as large as the audience that is wanted, in SQLite
/// (`synchronous=FULL`) or, as `db migrate` moves it there, in PostgreSQL.
final class FanoutCities {
    /// Where a city lives.
    enum Engine {
        case sqlite, postgresql
    }

    /// A database with subscribers.
    struct City {
        /// One for each worker: the same database, with connections of its own.
        let databases: [any Database]
        let key: KeyFile
    }

    private let scratch: Scratch
    /// For cities in PostgreSQL; nil where none is wanted.
    var server: PostgreSQLServer?
    private var sqlite: [Int: (database: SQLiteDatabase, key: KeyFile)] = [:]
    private var postgresql: [Int: City] = [:]

    init(scratch: Scratch) { self.scratch = scratch }

    /// A city in which so many are of the audience.
    func city(audience: Int, engine: Engine, workers: Int) throws -> City {
        let first = try sqlite[audience] ?? make(audience: audience)
        sqlite[audience] = first
        guard engine == .postgresql, let server else { return City(databases: [first.database], key: first.key) }
        if let known = postgresql[audience], known.databases.count >= workers { return known }
        let url = try server.make("fanout\(audience)of\(workers)")
        let databases = try (0..<max(2, workers)).map { _ in try PostgreSQLDatabase(url: url) }
        try Migrator(Registry.migrations + DeliveryStore.migrations).migrate(databases[0], now: Date())
        _ = try DatabaseMove(from: first.database, to: databases[0]).run { _ in }
        let city = City(databases: databases, key: first.key)
        postgresql[audience] = city
        return city
    }

    private func make(audience: Int) throws -> (database: SQLiteDatabase, key: KeyFile) {
        let folder = scratch.folder.appendingPathComponent("\(audience)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let database = try SQLiteDatabase(path: folder.appendingPathComponent("bench.sqlite").path)
        try Migrator(Registry.migrations + DeliveryStore.migrations).migrate(database, now: Date())
        let key = try KeyFile.create(at: folder.appendingPathComponent("key"))
        let registry = Registry(database: database, key: key)
        try registry.fill(10 * audience) { $0.isMultiple(of: 10) ? .weather : .crime }
        return (database, key)
    }
}
