// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import GRDB
import GRDBSQLite

/// One GRDB connection inside a transaction.
final class SQLiteSession: SQLSession {
    private let database: GRDB.Database
    /// While rows are handed over. SQLite could do more meanwhile, but what runs here must run on both engines.
    private var isHandingOver = false

    init(database: GRDB.Database) { self.database = database }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws(StorageError) -> Int {
        guard !isHandingOver else { throw .nested(sql) }
        return try mapped {
            let statement = try database.cachedStatement(sql: numbered(sql))
            try statement.execute(arguments: bound(arguments))
            return database.changesCount
        }
    }

    func forEachRow(
        _ sql: String,
        _ arguments: [SQLValue],
        _ body: (SQLRow) throws(StorageError) -> Bool
    ) throws(StorageError) {
        try handingOver(sql) {
            let statement = try database.cachedStatement(sql: numbered(sql))
            let cursor = try Row.fetchCursor(statement, arguments: bound(arguments))
            while try cursor.next() != nil {
                guard try body(SQLRow(at: statement.sqliteStatement)) else { break }
            }
        }
    }

    func among(_ column: StaticString) -> String {
        [column.description, "= $1"].joined(separator: " ")
    }

    /// One after the other, by SQLite itself: a list of them is first made a table of, and each is bound with some care.
    func forEachRow(
        _ sql: String,
        among numbers: [Int64],
        _ body: (SQLRow) throws(StorageError) -> Bool
    ) throws(StorageError) {
        try handingOver(sql) {
            let prepared = try database.cachedStatement(sql: numbered(sql))
            let statement = prepared.sqliteStatement
            defer { withExtendedLifetime(prepared) { _ = sqlite3_reset(statement) } }
            for number in numbers {
                var code = sqlite3_bind_int64(statement, 1, number)
                if code == SQLITE_OK { code = sqlite3_step(statement) }
                while code == SQLITE_ROW {
                    guard try body(SQLRow(at: statement)) else { return }
                    code = sqlite3_step(statement)
                }
                guard code == SQLITE_DONE else {
                    throw DatabaseError(
                        resultCode: ResultCode(rawValue: code),
                        message: database.lastErrorMessage,
                        sql: sql
                    )
                }
                sqlite3_reset(statement)
            }
        }
    }

    private func handingOver(_ sql: String, _ body: () throws -> Void) throws(StorageError) {
        guard !isHandingOver else { throw .nested(sql) }
        isHandingOver = true
        defer { isHandingOver = false }
        try mapped(body)
    }

    /// SQLite counts `$1` as a name, `?1` as a number: with numbers a value may be used twice and in any order.
    private func numbered(_ sql: String) -> String {
        // Byte by byte: this runs for every statement.
        String(decoding: sql.utf8.map { $0 == UInt8(ascii: "$") ? UInt8(ascii: "?") : $0 }, as: UTF8.self)
    }

    /// A text that holds NUL is refused, as PostgreSQL does: SQLite would keep what stands before it, without a word.
    private func bound(_ arguments: [SQLValue]) throws(StorageError) -> StatementArguments {
        for case .text(let text) in arguments where text.utf8.contains(0) {
            throw .holdsNUL
        }
        return StatementArguments(arguments.map(\.databaseValue))
    }

    private func mapped<Value>(_ body: () throws -> Value) throws(StorageError) -> Value {
        do {
            return try body()
        } catch let error as StorageError {
            throw error
        } catch let error as DatabaseError {
            throw StorageError(error)
        } catch {
            throw StorageError(code: .other, message: String(describing: error), statement: nil)
        }
    }
}

extension SQLValue {
    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let value): value.databaseValue
        case .real(let value): value.databaseValue
        case .text(let value): value.databaseValue
        case .bytes(let value): Data(value).databaseValue
        }
    }
}

extension SQLRow {
    /// The row that a statement is at. Read from SQLite itself: a copy of each value on the way here would cost more than
    /// the query.
    fileprivate init(at statement: OpaquePointer) {
        self.init(
            values: (0..<sqlite3_column_count(statement)).map { column in
                switch sqlite3_column_type(statement, column) {
                case SQLITE_INTEGER: .integer(sqlite3_column_int64(statement, column))
                case SQLITE_FLOAT: .real(sqlite3_column_double(statement, column))
                case SQLITE_TEXT:
                    // The text before its length: to ask for it may change the encoding.
                    .text(
                        sqlite3_column_text(statement, column).map { text in
                            let count = Int(sqlite3_column_bytes(statement, column))
                            return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
                        } ?? ""
                    )
                case SQLITE_BLOB:
                    .bytes(
                        sqlite3_column_blob(statement, column).map { bytes in
                            let count = Int(sqlite3_column_bytes(statement, column))
                            return [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
                        } ?? []
                    )
                default: .null
                }
            }
        )
    }
}
