// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// PostgreSQL 15 or newer through libpq: several processes and machines on one database.
///
/// `read` is one read-only transaction on one snapshot (REPEATABLE READ). Both kinds of writes are READ COMMITTED, under
/// one advisory lock of the database: `write` holds it alone, `writeConcurrently` together with its like. So a room that
/// reads and then writes is as right here as over SQLite's one writer, migrations of two processes never meet, and no
/// transaction can fail to be serialized. Nothing is run twice by itself: what `body` does beside its statements happens
/// once. The lock is the database's: a second city needs a database of its own, not only a schema.
///
/// Durable means what the server makes of `synchronous_commit = on`, which every connection sets; with `fsync = off` in its
/// configuration nothing is. A writer that is silent for five seconds inside its transaction is cut off, so that a machine
/// that dies or a process that is frozen holds up the others no longer than that.
///
/// Settings and `LISTEN` belong to a connection: between here and the server there may be no pooler that hands each
/// transaction another one.
///
/// A connection that is lost inside a transaction ends it with `StorageError.connectionLost`; the next use connects again.
public struct PostgreSQLDatabase: Database {
    private let url: PostgreSQLURL
    private let pool: PostgreSQLPool

    /// The oldest server that this is tried with.
    private static let oldest: Int64 = 150_000

    private static let reading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    // The lock is asked for by a statement of its own: the next one sees what its last holder committed. The number is
    // "shirase" in ASCII.
    private static let writing = """
        BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SET LOCAL idle_in_transaction_session_timeout = '5s'; \
        SELECT pg_advisory_xact_lock(32484424421569381)
        """
    private static let writingConcurrently = writing.replacing("xact_lock", with: "xact_lock_shared")

    /// Connects, and looks whether the database is one that the statements of the rooms are written for.
    ///
    /// - Parameters:
    ///   - url: `postgresql://user@host:port/name` or `postgresql://user@/name?host=/folder/of/the/socket`, with any
    ///     parameter that libpq knows.
    ///   - connections: how many at once, at most.
    ///   - patience: how long a caller waits for a connection, and then for the other writers, before it gets
    ///     `StorageError.busy`.
    /// - Throws: `StorageError.cannotOpen` where libpq refuses the URL or the server the connection, and for a database
    ///   that is not in UTF-8 or does not sort by bytes. No message holds a password.
    public init(url: String, connections: Int = 8, patience: Duration = .seconds(10)) throws(StorageError) {
        self.url = try PostgreSQLURL(url)
        pool = PostgreSQLPool(url: self.url, limit: max(1, connections), patience: patience)
        try check()
    }

    /// How errors name the database of a URL, without opening it.
    ///
    /// - Throws: `StorageError.cannotOpen` for what libpq refuses, and where a password stands in the URL, which would end up
    ///   in backups and lists of processes. No message holds a part of the URL.
    public static func place(ofURL url: String) throws(StorageError) -> String {
        let url = try PostgreSQLURL(url)
        guard !url.holdsPassword else {
            throw StorageError(
                code: .cannotOpen,
                message:
                    "a password stands in the URL; put it into ~/.pgpass (mode 600) or the environment's PGPASSWORD",
                statement: nil
            )
        }
        return url.place
    }

    /// PostgreSQL's spelling.
    public var dialect: Dialect { .postgresql }

    /// Reads a snapshot.
    public func read<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
        try transaction(Self.reading, body)
    }

    /// Writes alone.
    public func write<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
        try transaction(Self.writing, body)
    }

    /// Writes beside its like.
    public func writeConcurrently<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
        try transaction(Self.writingConcurrently, body)
    }

    /// Listens on a connection of its own, beside those of the pool.
    public func waiter(on channel: String) throws -> any Waiter {
        try PostgreSQLWaiter(url, channel: channel)
    }

    /// Closes the connections after the transactions under way.
    public func close() {
        pool.close()
    }

    private func transaction<Value>(
        _ opening: String,
        _ body: (any SQLSession) throws -> Value
    ) throws -> Value {
        let connection = try pool.begin(opening)
        defer { pool.takeBack(connection) }
        do {
            let value = try body(PostgreSQLSession(connection: connection))
            try connection.commit()
            return value
        } catch {
            connection.rollBack()
            throw error
        }
    }

    /// Text must sort as in SQLite, by bytes: orders and ranges of the rooms are made for it.
    private func check() throws(StorageError) {
        let connection = try pool.begin(Self.reading)
        defer {
            connection.rollBack()
            pool.takeBack(connection)
        }
        let row = try PostgreSQLSession(connection: connection).firstRow(
            """
            SELECT CAST(current_setting('server_version_num') AS BIGINT), pg_encoding_to_char(encoding),
                datlocprovider = 'c' AND lower(datcollate) IN ('c', 'posix', 'c.utf8', 'c.utf-8')
            FROM pg_database WHERE datname = current_database()
            """
        )
        guard let row, try row.integer(0) >= Self.oldest else {
            throw unusable("the server is older than PostgreSQL 15")
        }
        guard try row.text(1) == "UTF8", try row.integer(2) == 1 else {
            throw unusable(
                "it is not in UTF-8 or sorts text otherwise than by bytes; make it by CREATE DATABASE … TEMPLATE template0 "
                    + "ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
            )
        }
    }

    private func unusable(_ reason: String) -> StorageError {
        StorageError(code: .cannotOpen, message: "\(url.place): \(reason)", statement: nil)
    }
}
