// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import GRDB

/// SQLite through GRDB: WAL, `synchronous=FULL`, one writer, readers that never wait for it.
///
/// FULL is not a choice: with NORMAL, acknowledged rows were lost in simulated power cuts.
public struct SQLiteDatabase: Database {
    private let pool: DatabasePool

    /// Opens or makes the file.
    ///
    /// - Parameter path: the database file; its folder must exist.
    /// - Throws: `StorageError.cannotOpen` with the path and the engine's reason.
    public init(path: String) throws(StorageError) {
        var configuration = Configuration()
        // Commands write beside a running service: they wait for each other's transactions, which are short.
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA foreign_keys = ON")
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            // Only now: the pool itself sets NORMAL when it turns to WAL, after the preparation above.
            try pool.writeWithoutTransaction { database in try database.execute(sql: "PRAGMA synchronous = FULL") }
        } catch {
            throw StorageError(code: .cannotOpen, message: "\(path): \(error)", statement: nil)
        }
    }

    /// SQLite's spelling.
    public var dialect: Dialect { .sqlite }

    /// Reads a snapshot.
    public func read<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
        do {
            return try pool.read { database in try body(SQLiteSession(database: database)) }
        } catch let error as DatabaseError {
            throw StorageError(error)
        }
    }

    /// Writes in one immediate transaction.
    public func write<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
        do {
            return try pool.write { database in try body(SQLiteSession(database: database)) }
        } catch let error as DatabaseError {
            throw StorageError(error)
        }
    }

    /// Closes the file after the transactions under way.
    public func close() throws {
        try pool.close()
    }
}

extension StorageError {
    /// Sorts SQLite's result codes into what a caller can decide by.
    init(_ error: DatabaseError) {
        let code: Code =
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
            case .SQLITE_CONSTRAINT: .constraint
            case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_READONLY: .disk
            case .SQLITE_CANTOPEN, .SQLITE_NOTADB: .cannotOpen
            default: .other
            }
        self.init(code: code, message: error.message ?? "SQLite error \(error.resultCode)", statement: error.sql)
    }
}
