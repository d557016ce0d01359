// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// Connections that are lent to one caller each, and never more than so many.
///
/// `@unchecked Sendable`: all is read and written under `condition`'s lock; connecting is done outside it.
final class PostgreSQLPool: @unchecked Sendable {
    private let url: PostgreSQLURL
    private let limit: Int
    private let patience: Duration
    private let condition = NSCondition()
    private var idle: [PostgreSQLConnection] = []
    private var lent = 0
    private var isClosed = false

    /// - Parameters:
    ///   - limit: how many connections at once.
    ///   - patience: how long a caller waits for one of them, and a transaction for a lock.
    init(url: PostgreSQLURL, limit: Int, patience: Duration) {
        self.url = url
        self.limit = limit
        self.patience = patience
    }

    /// A connection in a transaction that these statements began.
    ///
    /// A connection that died while nobody used it is replaced without a word: nothing was done on it.
    func begin(_ statements: String) throws(StorageError) -> PostgreSQLConnection {
        while true {
            let (connection, isNew) = try take()
            do throws(StorageError) {
                try connection.run(statements)
                return connection
            } catch {
                connection.rollBack()
                takeBack(connection)
                guard error.code == .connectionLost, !isNew else { throw error }
            }
        }
    }

    /// Takes a connection back; one that cannot be lent again is closed.
    func takeBack(_ connection: PostgreSQLConnection) {
        condition.withLock {
            lent -= 1
            if connection.isIdle, !isClosed { idle.append(connection) }
            condition.signal()
        }
    }

    /// Closes the connections that nobody uses now, and the others as they come back.
    func close() {
        condition.withLock {
            isClosed = true
            idle = []
            condition.broadcast()
        }
    }

    private func take() throws(StorageError) -> (PostgreSQLConnection, isNew: Bool) {
        let deadline = Date(timeIntervalSinceNow: patience / .seconds(1))
        condition.lock()
        while lent >= limit, !isClosed {
            guard condition.wait(until: deadline) else { break }
        }
        let refusal: StorageError? =
            if isClosed {
                StorageError(code: .cannotOpen, message: "\(url.place): closed", statement: nil)
            } else if lent >= limit {
                StorageError(code: .busy, message: "\(url.place): all \(limit) connections are in use", statement: nil)
            } else {
                nil
            }
        if refusal == nil { lent += 1 }
        let known = refusal == nil ? idle.popLast() : nil
        condition.unlock()
        if let refusal { throw refusal }
        if let known { return (known, false) }
        do throws(StorageError) {
            return (try PostgreSQLConnection(url, patience: patience), true)
        } catch {
            condition.withLock {
                lent -= 1
                condition.signal()
            }
            throw error
        }
    }
}
