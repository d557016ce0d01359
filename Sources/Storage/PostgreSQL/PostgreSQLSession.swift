// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// One connection inside a transaction.
struct PostgreSQLSession: SQLSession {
    let connection: PostgreSQLConnection

    func execute(_ sql: String, _ arguments: [SQLValue]) throws(StorageError) -> Int {
        try connection.run(sql, arguments) { _ throws(StorageError) in true }
    }

    func forEachRow(
        _ sql: String,
        _ arguments: [SQLValue],
        _ body: (SQLRow) throws(StorageError) -> Bool
    ) throws(StorageError) {
        try connection.run(sql, arguments, body)
    }

    func among(_ column: StaticString) -> String {
        [column.description, "= ANY(CAST($1 AS bigint[]))"].joined(separator: " ")
    }

    /// All at once: the way there and back costs more than all that is found.
    func forEachRow(
        _ sql: String,
        among numbers: [Int64],
        _ body: (SQLRow) throws(StorageError) -> Bool
    ) throws(StorageError) {
        let list = numbers.lazy.map(String.init).joined(separator: ",")
        try connection.run(sql, [SQLValue("{\(list)}")], body)
    }

    func claiming(_ table: StaticString) -> String {
        ["FOR UPDATE OF", table.description, "SKIP LOCKED"].joined(separator: " ")
    }

    func locking(_ table: StaticString) -> String {
        // Not FOR UPDATE: that would wait for every foreign key that looks at the row.
        ["FOR NO KEY UPDATE OF", table.description].joined(separator: " ")
    }

    func wake(_ channel: String) throws(StorageError) {
        _ = try execute("SELECT pg_notify($1, '')", [SQLValue(channel)])
    }
}
