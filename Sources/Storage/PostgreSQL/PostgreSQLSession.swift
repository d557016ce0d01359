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
