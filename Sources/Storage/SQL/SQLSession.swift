// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// One transaction's view of the database.
///
/// Statements use `$1`, `$2`, … for values, the same on both engines; a value is never part of the text.
public protocol SQLSession {
    /// Runs a statement and returns how many rows it changed.
    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws(StorageError) -> Int

    /// Runs a query and hands over each row; `body` returns false to stop.
    ///
    /// Rows come as they are read, so that a long answer takes no memory; `body` runs no statement of this session.
    func forEachRow(
        _ sql: String,
        _ arguments: [SQLValue],
        _ body: (SQLRow) throws(StorageError) -> Bool
    ) throws(StorageError)

    /// The condition that a column is one of the numbers of `forEachRow(_:among:_:)`, whose first value they are.
    func among(_ column: StaticString) -> String

    /// Runs a query for many numbers and hands over each row, in no order, as `forEachRow(_:_:_:)` does: one answer for all
    /// or one for each, whichever is quicker.
    ///
    /// - Parameters:
    ///   - sql: holds `among(_:)` once, and no other value.
    ///   - numbers: each once.
    func forEachRow(
        _ sql: String,
        among numbers: [Int64],
        _ body: (SQLRow) throws(StorageError) -> Bool
    ) throws(StorageError)

    /// The clause at the end of a query that locks the rows of a table and leaves out those that another transaction has
    /// locked; empty where there is one writer.
    ///
    /// - Parameter table: the table, or its short name in the query. The others of a join are not locked.
    func claiming(_ table: StaticString) -> String

    /// The clause at the end of a query that locks the rows of a table until the transaction ends, and waits for who has
    /// locked them; empty where there is one writer.
    ///
    /// Who locks the same row later sees, from its next statement on, all that was committed by whoever had it before. Rows
    /// that refer to the locked one can still be added by others. Who locks several locks them in the order of their keys,
    /// or two that meet end in `StorageError.busy`.
    ///
    /// - Parameter table: the table, or its short name in the query.
    func locking(_ table: StaticString) -> String

    /// Wakes who waits on a channel, once this transaction is committed; nothing where nobody can be woken.
    func wake(_ channel: String) throws(StorageError)
}

extension SQLSession {
    /// One writer: nothing to lock.
    public func claiming(_ table: StaticString) -> String { "" }

    /// One writer: nothing to lock.
    public func locking(_ table: StaticString) -> String { "" }

    /// Nobody can be woken.
    public func wake(_ channel: String) throws(StorageError) {}
}

extension SQLSession {
    /// All rows of a query.
    public func rows(_ sql: String, _ arguments: [SQLValue] = []) throws(StorageError) -> [SQLRow] {
        var found: [SQLRow] = []
        try forEachRow(sql, arguments) { row throws(StorageError) in
            found.append(row)
            return true
        }
        return found
    }

    /// The first row of a query.
    public func firstRow(_ sql: String, _ arguments: [SQLValue] = []) throws(StorageError) -> SQLRow? {
        var found: SQLRow?
        try forEachRow(sql, arguments) { row throws(StorageError) in
            found = row
            return false
        }
        return found
    }

    /// Placeholders `$first, …` for a list of values of an `IN`.
    public func placeholders(_ count: Int, from first: Int = 1) -> String {
        (first..<(first + count)).map { "$\($0)" }.joined(separator: ", ")
    }
}
