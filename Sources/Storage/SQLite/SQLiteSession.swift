// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import GRDB

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
        guard !isHandingOver else { throw .nested(sql) }
        isHandingOver = true
        defer { isHandingOver = false }
        try mapped {
            let statement = try database.cachedStatement(sql: numbered(sql))
            let cursor = try Row.fetchCursor(statement, arguments: bound(arguments))
            while let row = try cursor.next() {
                guard try body(SQLRow(row)) else { break }
            }
        }
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
    init(_ row: Row) {
        self.init(
            values: row.databaseValues.map { value in
                switch value.storage {
                case .null: .null
                case .int64(let integer): .integer(integer)
                case .double(let real): .real(real)
                case .string(let text): .text(text)
                case .blob(let data): .bytes([UInt8](data))
                }
            }
        )
    }
}
