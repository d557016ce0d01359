// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What went wrong in the database: a code to decide by, a message for the log, the statement without its values.
public struct StorageError: Error, Sendable, CustomStringConvertible {
    /// What a caller can decide by.
    public enum Code: String, Sendable, Hashable {
        /// The file or server cannot be opened.
        case cannotOpen
        /// The connection to the server was lost; the message says what became of the transaction. The next use connects
        /// again.
        case connectionLost
        /// Another holds the lock for too long, or all connections are in use; try again.
        case busy
        /// A uniqueness, foreign-key or check constraint refused the change.
        case constraint
        /// No room, or the disk failed: nothing may be acknowledged.
        case disk
        /// A row does not hold what its reader expects.
        case unexpectedValue
        /// The schema is not the one that this program knows.
        case schema
        /// Anything else.
        case other
    }

    /// What a caller can decide by.
    public let code: Code
    /// What the engine said.
    public let message: String
    /// The SQL, never its values.
    public let statement: String?

    /// An error of the storage.
    public init(code: Code, message: String, statement: String?) {
        self.code = code
        self.message = message
        self.statement = statement
    }

    /// Message, code and statement in one line.
    public var description: String {
        let place = statement.map { " in: \($0.split(whereSeparator: \.isWhitespace).joined(separator: " "))" } ?? ""
        return "database (\(code.rawValue)): \(message)\(place)"
    }
}

extension StorageError {
    /// A statement that the rows of another wait for.
    static func nested(_ sql: String) -> StorageError {
        StorageError(
            code: .other,
            message: "a statement was run while the rows of another were handed over; collect them first (`rows`)",
            statement: sql
        )
    }

    /// A text that PostgreSQL would refuse and SQLite would cut.
    static let holdsNUL = StorageError(
        code: .unexpectedValue,
        message: "a text holds the character NUL",
        statement: nil
    )
}
