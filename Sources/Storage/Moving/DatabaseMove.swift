// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Copies a whole city from SQLite into an empty PostgreSQL database of the same schema: every row, compared one by one.
///
/// SQLite is held against writers all the while, so that nothing is written behind the copy. PostgreSQL gets everything in
/// one transaction: an error, a crash or a difference leaves it as empty as it was. Memory does not grow with the tables.
public struct DatabaseMove {
    /// A table that was copied, or was found to be copied already.
    public struct Table: Sendable, Hashable, Encodable {
        /// Its name.
        public let name: String
        /// How many rows.
        public let rows: Int
        /// SHA-256 over every value of its rows in the order of the key, the same on both sides.
        public let digest: String
    }

    /// What a move came to.
    public struct Report: Sendable, Encodable {
        /// Every table, in the order in which it was copied.
        public let tables: [Table]
        /// Whether all was there already: the move was repeated after it had come this far.
        public let wasThere: Bool
    }

    /// Why nothing was moved.
    public enum Refusal: Error, Sendable, Hashable, CustomStringConvertible {
        /// The target holds rows, which are not those of the source.
        case notEmpty(table: String)
        /// What was written does not read the same.
        case differs(table: String)

        /// One sentence.
        public var description: String {
            switch self {
            case .notEmpty(let table):
                "the database holds rows already, in \(table), which are not this city's; give an empty one"
            case .differs(let table):
                "\(table) does not read in PostgreSQL as in SQLite; nothing was kept"
            }
        }
    }

    private let source: SQLiteDatabase
    private let target: PostgreSQLDatabase
    private let leftOut: Set<String>

    /// Rows of a table that are sent together. A row has 30 columns at most, a statement 65,535 values.
    private static let together = 500

    /// - Parameters:
    ///   - target: with the same steps of the schema as the source.
    ///   - leftOut: tables that tell of processes, not of the city.
    public init(from source: SQLiteDatabase, to target: PostgreSQLDatabase, leftOut: Set<String> = []) {
        self.source = source
        self.target = target
        self.leftOut = leftOut
    }

    /// Copies and compares.
    ///
    /// - Parameters:
    ///   - progress: told of each table that is copied and equal.
    ///   - closing: runs once PostgreSQL holds everything for good, still inside SQLite's transaction: what it writes there
    ///     is written when this returns.
    public func run(
        progress: (Table) -> Void = { _ in },
        closing: (any SQLSession) throws -> Void
    ) throws -> Report {
        try source.write { source in
            let tables = try TableOutline.all(in: source).filter { !leftOut.contains($0.name) }
            let report = try target.write { target in
                // While SQLite is read PostgreSQL has nothing to do, for longer than a writer may be silent else.
                _ = try target.execute("SET LOCAL idle_in_transaction_session_timeout = 0", [])
                if let full = try tables.first(where: { try target.firstRow($0.looking) != nil }) {
                    return try compare(tables, source, target, full)
                }
                return Report(
                    tables: try tables.map { table in
                        let copied = try copy(table, from: source, to: target)
                        progress(copied)
                        return copied
                    },
                    wasThere: false
                )
            }
            try closing(source)
            return report
        }
    }

    private func compare(
        _ tables: [TableOutline],
        _ source: any SQLSession,
        _ target: any SQLSession,
        _ full: TableOutline
    ) throws -> Report {
        let found = try tables.map { table in
            let ours = try digest(table, in: source)
            guard try digest(table, in: target) == ours else { throw Refusal.notEmpty(table: full.name) }
            return ours
        }
        return Report(tables: found, wasThere: true)
    }

    private func copy(_ table: TableOutline, from source: any SQLSession, to target: any SQLSession) throws -> Table {
        var digest = TableDigest()
        var waiting: [SQLRow] = []
        func flush() throws(StorageError) {
            guard !waiting.isEmpty else { return }
            let width = table.columns.count
            let rows = waiting.indices.map { "(" + target.placeholders(width, from: $0 * width + 1) + ")" }
            try target.execute(table.adding + " " + rows.joined(separator: ", "), waiting.flatMap(\.values))
            waiting.removeAll(keepingCapacity: true)
        }
        try source.forEachRow(table.reading, []) { row throws(StorageError) in
            digest.add(row)
            waiting.append(row)
            if waiting.count == Self.together { try flush() }
            return true
        }
        try flush()
        if let identity = table.identity {
            // The next row gets the number that it would have got in SQLite: none is given a second time.
            _ = try target.rows(
                "SELECT setval(pg_get_serial_sequence($1, $2), $3, $4 = 1)",
                [
                    SQLValue(table.name), SQLValue(identity.column), SQLValue(max(identity.last, 1)),
                    SQLValue(identity.last > 0 ? 1 : 0),
                ]
            )
        }
        let copied = Table(name: table.name, rows: digest.rows, digest: digest.text)
        guard try self.digest(table, in: target) == copied else { throw Refusal.differs(table: table.name) }
        return copied
    }

    private func digest(_ table: TableOutline, in session: any SQLSession) throws(StorageError) -> Table {
        var digest = TableDigest()
        try session.forEachRow(table.reading, []) { row throws(StorageError) in
            digest.add(row)
            return true
        }
        return Table(name: table.name, rows: digest.rows, digest: digest.text)
    }
}
