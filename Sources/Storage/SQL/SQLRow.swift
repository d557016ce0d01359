// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import struct Foundation.Date

/// One row of an answer; columns are read by position, in the order of the statement.
public struct SQLRow: Sendable {
    /// The values.
    public let values: [SQLValue]

    /// A row of values.
    public init(values: [SQLValue]) {
        self.values = values
    }

    /// The integer of a column; a NULL or another type is an error that names the column.
    public func integer(_ column: Int) throws(StorageError) -> Int64 {
        guard case .integer(let value) = values[column] else { throw mismatch(column, "an integer") }
        return value
    }

    /// The integer of a column as `Int`.
    public func int(_ column: Int) throws(StorageError) -> Int {
        Int(try integer(column))
    }

    /// The integer of a column, nil where it is NULL.
    public func optionalInteger(_ column: Int) throws(StorageError) -> Int64? {
        if case .null = values[column] { return nil }
        return try integer(column)
    }

    /// The text of a column.
    public func text(_ column: Int) throws(StorageError) -> String {
        guard case .text(let value) = values[column] else { throw mismatch(column, "a text") }
        return value
    }

    /// The text of a column, nil where it is NULL.
    public func optionalText(_ column: Int) throws(StorageError) -> String? {
        if case .null = values[column] { return nil }
        return try text(column)
    }

    /// The bytes of a column.
    public func bytes(_ column: Int) throws(StorageError) -> [UInt8] {
        guard case .bytes(let value) = values[column] else { throw mismatch(column, "bytes") }
        return value
    }

    /// The instant of a column stored by `SQLValue.init(_: Date)`.
    public func date(_ column: Int) throws(StorageError) -> Date {
        Date(timeIntervalSince1970: Double(try integer(column)) / 1000)
    }

    /// The instant of a column, nil where it is NULL.
    public func optionalDate(_ column: Int) throws(StorageError) -> Date? {
        if case .null = values[column] { return nil }
        return try date(column)
    }

    private func mismatch(_ column: Int, _ wanted: String) -> StorageError {
        StorageError(code: .unexpectedValue, message: "column \(column) does not hold \(wanted)", statement: nil)
    }
}
