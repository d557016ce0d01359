// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CPQ
import Foundation

/// One connection to a server, used by one thread at a time.
///
/// `@unchecked Sendable`: libpq's handle is not safe to share, and is not shared: `PostgreSQLPool` lends a connection to one
/// caller and `PostgreSQLWaiter` uses its own under a lock.
final class PostgreSQLConnection: @unchecked Sendable {
    private let handle: OpaquePointer
    private let place: String
    private var isHandingOver = false
    /// The first error of the transaction under way: the server runs nothing more of it and commits nothing.
    private(set) var failure: StorageError?

    /// Connects; blocks for ten seconds at most where the URL says nothing else.
    ///
    /// - Parameter patience: how long a statement waits for a lock.
    /// - Throws: `StorageError.cannotOpen` with the place and libpq's reason.
    init(_ url: PostgreSQLURL, patience: Duration) throws(StorageError) {
        let parameters = Array(url.parameters)
        guard
            let handle = withStrings(
                parameters.map(\.key),
                { keywords in
                    withStrings(parameters.map(\.value)) { values in PQconnectdbParams(keywords, values, 0) }
                }
            )
        else { throw StorageError(code: .cannotOpen, message: "\(url.place): no memory", statement: nil) }
        self.handle = handle
        place = url.place
        guard PQstatus(handle) == CONNECTION_OK else {
            let message = String(cString: PQerrorMessage(handle)).trimmed
            throw StorageError(code: .cannotOpen, message: "\(place): \(message)", statement: nil)
        }
        // Notices would go to standard error.
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        // A commit is on the disk, whatever the server's own default is.
        let milliseconds = Int64(patience / .milliseconds(1))
        try run("SET synchronous_commit = on; SET client_min_messages = error; SET lock_timeout = \(milliseconds)")
    }

    deinit { PQfinish(handle) }

    /// Whether it can be lent again: connected, and in no transaction.
    var isIdle: Bool { PQstatus(handle) == CONNECTION_OK && PQtransactionStatus(handle) == PQTRANS_IDLE }

    /// The socket, to wait at.
    var socket: Int32 { PQsocket(handle) }

    // MARK: Statements

    /// Runs statements of our own, without values, in one round trip.
    func run(_ sql: String) throws(StorageError) {
        failure = nil
        let result = PQexec(handle, sql)
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return
        default: throw error(of: result, in: sql)
        }
    }

    /// Ends a transaction so that it did not happen. What cannot be told to the server ends with the connection.
    func rollBack() {
        PQclear(PQexec(handle, "ROLLBACK"))
        failure = nil
    }

    /// Makes a transaction durable.
    ///
    /// - Throws: `StorageError.connectionLost` where the answer did not come: then nobody knows whether it happened.
    func commit() throws(StorageError) {
        // The server answers COMMIT with a friendly ROLLBACK where a statement failed.
        if let failure { throw failure }
        do {
            try run("COMMIT")
        } catch let lost where lost.code == .connectionLost {
            throw StorageError(
                code: .connectionLost,
                message: "\(lost.message), while committing: look whether it took place",
                statement: nil
            )
        }
    }

    /// Runs one statement and hands over its rows as they come.
    ///
    /// - Parameter body: returns false where it has enough; what the server still sends is then thrown away.
    /// - Returns: how many rows were changed or found.
    @discardableResult
    func run(
        _ sql: String,
        _ arguments: [SQLValue],
        _ body: (SQLRow) throws(StorageError) -> Bool
    ) throws(StorageError) -> Int {
        guard !isHandingOver else { throw .nested(sql) }
        isHandingOver = true
        defer { isHandingOver = false }
        guard try send(sql, arguments) else { throw error(of: nil, in: sql) }
        PQsetSingleRowMode(handle)
        var isEnough = false
        var refusal: StorageError?
        var count = 0
        while let result = PQgetResult(handle) {
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_SINGLE_TUPLE:
                guard !isEnough, refusal == nil else { continue }
                do throws(StorageError) {
                    isEnough = !(try body(try SQLRow(result)))
                } catch {
                    refusal = error
                }
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK: count = Int(String(cString: PQcmdTuples(result))) ?? 0
            default:
                refusal = error(of: result, in: sql)
                failure = failure ?? refusal
            }
        }
        if let refusal { throw refusal }
        return count
    }

    private func send(_ sql: String, _ arguments: [SQLValue]) throws(StorageError) -> Bool {
        let values = try arguments.map { value throws(StorageError) in try PostgreSQLParameter(value) }
        let bytes = values.flatMap { $0.bytes ?? [] }
        return bytes.withUnsafeBufferPointer { bytes in
            // An empty value needs an address too: none at all is NULL.
            withUnsafePointer(to: 0 as CChar) { nothing in
                var place = 0
                let pointers = values.map { value -> UnsafePointer<CChar>? in
                    guard let length = value.bytes?.count else { return nil }
                    defer { place += length }
                    return length == 0 ? nothing : bytes.baseAddress.map { $0 + place }
                }
                return PQsendQueryParams(
                    handle,
                    sql,
                    Int32(values.count),
                    values.map(\.type.rawValue),
                    pointers,
                    values.map { Int32($0.bytes?.count ?? 0) },
                    values.map { _ in 1 },
                    1
                ) == 1
            }
        }
    }

    private func error(of result: OpaquePointer?, in sql: String) -> StorageError {
        if PQstatus(handle) == CONNECTION_BAD {
            let reason = String(cString: PQerrorMessage(handle)).split(separator: "\n").first ?? "closed"
            return StorageError(
                code: .connectionLost,
                message: "\(place): the connection was lost (\(reason))",
                statement: nil
            )
        }
        guard let result, let state = PostgreSQLState(result) else {
            return StorageError(code: .other, message: String(cString: PQerrorMessage(handle)).trimmed, statement: sql)
        }
        return StorageError(code: state.code, message: state.message, statement: sql)
    }

    // MARK: Notifications

    /// Begins to listen on a channel.
    func listen(on channel: String) throws(StorageError) {
        guard let name = PQescapeIdentifier(handle, channel, channel.utf8.count) else {
            throw StorageError(code: .other, message: "'\(channel)' cannot name a channel", statement: nil)
        }
        defer { PQfreemem(name) }
        try run("LISTEN " + String(cString: name))
    }

    /// Takes what has come without waiting.
    ///
    /// - Returns: whether a notification was among it.
    func takeNotifications() throws(StorageError) -> Bool {
        guard PQconsumeInput(handle) == 1 else { throw error(of: nil, in: "LISTEN") }
        var isWoken = false
        while let notification = PQnotifies(handle) {
            PQfreemem(notification)
            isWoken = true
        }
        return isWoken
    }
}

/// Lends an array of C strings that ends with a null pointer.
private func withStrings<Result>(
    _ strings: [String],
    _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies.map { UnsafePointer($0) } + [nil])
}
