// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import struct Foundation.Date

/// Brings a database to the schema that this program knows.
public struct Migrator: Sendable {
    private let migrations: [Migration]

    /// - Parameter migrations: the steps of every room; their numbers must differ.
    public init(_ migrations: [Migration]) {
        self.migrations = migrations.sorted { $0.number < $1.number }
        precondition(Set(migrations.map(\.number)).count == migrations.count, "two migrations bear the same number")
    }

    /// The steps that a database still lacks.
    ///
    /// - Throws: `StorageError.schema` where the database has a step that this program does not know, or knows otherwise.
    public func pending(in database: any Database) throws -> [Migration] {
        try database.write { session in try pending(session) }
    }

    /// Runs the missing steps, each in a transaction of its own, and returns those that this call ran.
    ///
    /// A step that fails leaves the database as it was before that step.
    @discardableResult
    public func migrate(_ database: any Database, now: Date) throws -> [Migration] {
        var done: [Migration] = []
        for migration in try pending(in: database) {
            let isOurs = try database.write { session in
                // Another process may have been faster: look again inside the transaction.
                guard try pending(session).contains(migration) else { return false }
                for statement in migration.statements {
                    try session.execute(database.dialect.spell(statement), [])
                }
                try session.execute(
                    "INSERT INTO migrations (number, purpose, fingerprint, applied_at) VALUES ($1, $2, $3, $4)",
                    [
                        SQLValue(migration.number), SQLValue(migration.purpose), SQLValue(migration.fingerprint),
                        SQLValue(now),
                    ]
                )
                return true
            }
            if isOurs { done.append(migration) }
        }
        return done
    }

    private func pending(_ session: any SQLSession) throws -> [Migration] {
        try session.execute(
            """
            CREATE TABLE IF NOT EXISTS migrations (
                number BIGINT PRIMARY KEY,
                purpose TEXT NOT NULL,
                fingerprint TEXT NOT NULL,
                applied_at BIGINT NOT NULL
            )
            """,
            []
        )
        var applied: [Int: String] = [:]
        for row in try session.rows("SELECT number, fingerprint FROM migrations") {
            applied[try row.int(0)] = try row.text(1)
        }
        for (number, fingerprint) in applied.sorted(by: { $0.key < $1.key }) {
            guard let known = migrations.first(where: { $0.number == number }) else {
                throw StorageError(
                    code: .schema,
                    message: "the database has schema step \(number), which this version does not know; "
                        + "run the version that made it, or a newer one",
                    statement: nil
                )
            }
            guard known.fingerprint == fingerprint else {
                throw StorageError(
                    code: .schema,
                    message: "schema step \(number) (\(known.purpose)) is not the one that this database went through",
                    statement: nil
                )
            }
        }
        return migrations.filter { applied[$0.number] == nil }
    }
}
