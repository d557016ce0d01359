// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
public import Storage
public import TestSupport

/// A database of one test's own, of the engine whose turn it is, gone with the value.
public final class TestDatabase: Sendable {
    /// A folder of the test's own; SQLite's file is in it.
    public let folder: TemporaryFolder
    /// The database.
    public let database: any Database
    /// Its engine.
    public let engine: Engine
    private let name: String

    /// Makes a database and runs these steps on it.
    public init(_ migrations: [Migration] = [], engine: Engine = .current) throws {
        self.engine = engine
        folder = try TemporaryFolder()
        name = "t\(String(UInt64.random(in: 0 ... .max), radix: 36))"
        if engine == .postgresql { try PostgreSQLCluster.shared().create(name) }
        database = try Self.open(engine, name, folder)
        if !migrations.isEmpty {
            try Migrator(migrations).migrate(database, now: Date(timeIntervalSince1970: 1_700_000_000))
        }
    }

    /// The same database as another process sees it.
    public func another() throws -> any Database {
        try Self.open(engine, name, folder)
    }

    /// The URL of a PostgreSQL database.
    public func url() throws -> String { try PostgreSQLCluster.shared().url(name) }

    private static func open(_ engine: Engine, _ name: String, _ folder: TemporaryFolder) throws -> any Database {
        switch engine {
        case .sqlite: try SQLiteDatabase(path: folder.path("test.sqlite"))
        case .postgresql: try PostgreSQLDatabase(url: PostgreSQLCluster.shared().url(name))
        }
    }

    /// Writes a statement with SQLite's byte strings (`x'00ff'`) and `%BYTES%` in the engine's own words.
    public func spelt(_ sql: String) -> String {
        switch engine {
        case .sqlite: sql.replacing("%BYTES%", with: "BLOB")
        case .postgresql: sql.replacing("%BYTES%", with: "BYTEA").replacing(" x'", with: " '\\x")
        }
    }

    deinit {
        switch database {
        case let database as SQLiteDatabase: try? database.close()
        case let database as PostgreSQLDatabase:
            database.close()
            try? PostgreSQLCluster.shared().drop(name)
        default: break
        }
    }
}
