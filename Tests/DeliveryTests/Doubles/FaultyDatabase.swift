// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Storage
import Synchronization

/// A database whose disk fills up, or whose process dies.
final class FaultyDatabase: Database {
    enum Mode: Sendable { case sound, full, dead }

    private struct State {
        var mode = Mode.sound
        var refusedWrites = 0
    }

    private let inner: any Database
    private let state = Mutex(State())
    /// Held during each write: a death comes between two transactions, never inside one.
    private let writing = NSLock()

    init(_ inner: any Database) { self.inner = inner }

    var dialect: Dialect { inner.dialect }

    /// Writes that the full disk refused.
    var refusedWrites: Int { state.withLock { $0.refusedWrites } }

    /// Whether no write can come any more.
    var isDead: Bool { writing.withLock { state.withLock { $0.mode } == .dead } }

    func turn(_ mode: Mode) {
        writing.withLock { state.withLock { $0.mode = mode } }
    }

    func read<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
        if state.withLock({ $0.mode }) == .dead { throw Self.fault(.cannotOpen) }
        return try inner.read(body)
    }

    func write<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
        try faulty { try inner.write(body) }
    }

    func writeConcurrently<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
        try faulty { try inner.writeConcurrently(body) }
    }

    func waiter(on channel: String) throws -> any Waiter { try inner.waiter(on: channel) }

    private func faulty<Value>(_ write: () throws -> Value) throws -> Value {
        try writing.withLock {
            switch state.withLock({ $0.mode }) {
            case .dead: throw Self.fault(.cannotOpen)
            case .full:
                state.withLock { $0.refusedWrites += 1 }
                throw Self.fault(.disk)
            case .sound: return try write()
            }
        }
    }

    private static func fault(_ code: StorageError.Code) -> StorageError {
        StorageError(code: code, message: "made up by the test", statement: nil)
    }
}
