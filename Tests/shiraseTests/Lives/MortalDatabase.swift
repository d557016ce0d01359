// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Storage
import Synchronization

/// A database in the hands of a process that dies at one of its transactions, or is overtaken there by others.
final class MortalDatabase: Database {
    /// A transaction, by its number from 0 on.
    enum Place: Hashable {
        /// Among all.
        case any(Int)
        /// Among those that write.
        case write(Int)
    }

    /// What happens at a transaction.
    enum Turn: Sendable {
        /// The process dies before its commit, or just after it.
        case death(afterCommit: Bool)
        /// Others do something before it begins.
        case meanwhile(@Sendable () throws -> Void)
    }

    /// The process is no more.
    struct Death: Error {}

    private struct State {
        var turns: [Place: Turn]
        var count = 0
        var writes = 0
        var isDead = false
    }

    private let base: any Database
    private let state: Mutex<State>

    init(_ base: any Database, turns: [Place: Turn] = [:]) {
        self.base = base
        state = Mutex(State(turns: turns))
    }

    var dialect: Dialect { base.dialect }

    func read<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
        if try dies(writing: false) != nil { throw die() }
        return try base.read(body)
    }

    func write<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
        switch try dies(writing: true) {
        case nil: return try base.write(body)
        case true?: _ = try base.write(body)
        case false?: break
        }
        throw die()
    }

    /// Whether the process dies at this transaction, and if so, whether after its commit.
    private func dies(writing isWriting: Bool) throws -> Bool? {
        let turn = try state.withLock { state in
            if state.isDead { throw Death() }
            defer {
                state.count += 1
                state.writes += isWriting ? 1 : 0
            }
            return state.turns[.any(state.count)] ?? (isWriting ? state.turns[.write(state.writes)] : nil)
        }
        switch turn {
        case nil: return nil
        case .death(let afterCommit): return afterCommit
        case .meanwhile(let act):
            try act()
            return nil
        }
    }

    private func die() -> Death {
        state.withLock { $0.isDead = true }
        return Death()
    }
}
