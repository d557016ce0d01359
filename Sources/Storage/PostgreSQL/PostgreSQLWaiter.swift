// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// Waits for `NOTIFY` on a connection of its own.
///
/// `@unchecked Sendable`: `connection` is reached under `lock` only.
final class PostgreSQLWaiter: Waiter, @unchecked Sendable {
    private let url: PostgreSQLURL
    private let channel: String
    private let lock = NSLock()
    /// Nil after it was lost.
    private var connection: PostgreSQLConnection?

    /// Listens from now on: who looks after this and then waits misses nothing.
    init(_ url: PostgreSQLURL, channel: String) throws(StorageError) {
        self.url = url
        self.channel = channel
        connection = try Self.listen(url, channel)
    }

    func wait(for duration: Duration) throws -> Bool {
        try lock.withLock {
            guard let connection else {
                // What was said meanwhile, nobody heard.
                connection = try Self.listen(url, channel)
                return true
            }
            do {
                return try Self.wait(at: connection, until: ContinuousClock.now + duration)
            } catch {
                self.connection = nil
                throw error
            }
        }
    }

    private static func listen(_ url: PostgreSQLURL, _ channel: String) throws(StorageError) -> PostgreSQLConnection {
        let connection = try PostgreSQLConnection(url, patience: .seconds(10))
        try connection.listen(on: channel)
        return connection
    }

    private static func wait(
        at connection: PostgreSQLConnection,
        until deadline: ContinuousClock.Instant
    ) throws(StorageError) -> Bool {
        while true {
            if try connection.takeNotifications() { return true }
            let left = deadline - ContinuousClock.now
            guard left > .zero else { return false }
            var socket = pollfd(fd: connection.socket, events: Int16(POLLIN), revents: 0)
            // Rounded up; an interrupted wait looks and waits again.
            _ = poll(&socket, 1, Int32(clamping: Int64((left / .milliseconds(1)).rounded(.up))))
        }
    }
}
