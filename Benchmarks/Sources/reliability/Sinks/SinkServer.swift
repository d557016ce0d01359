// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Glibc
import Measuring
import Synchronization

/// A mail server on this machine that throws mails away and notes who got which: a thread a connection, PIPELINING,
/// and CHUNKING if wanted.
final class SinkServer: Sendable {
    let port: Int
    let offersChunking: Bool
    private let listener: Int32
    private let taken = Atomic<Int>(0)
    private let turn = Atomic<UInt32>(0)
    private let state = Mutex(State())

    private struct State {
        var fault = SinkFault.none
        /// By descriptor.
        var open: [Int32: ReceiptLog] = [:]
        var closed: [ReceiptLog] = []
        var isStopped = false
    }

    init(chunking: Bool = true, fault: SinkFault = .none) throws {
        offersChunking = chunking
        signal(SIGPIPE, SIG_IGN)
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        let listens = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 512) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard listens else { throw BenchError(description: "no free port on 127.0.0.1") }
        port = Int(UInt16(bigEndian: address.sin_port))
        state.withLock { $0.fault = fault }
        Thread.detachNewThread { [self] in accept() }
    }

    /// How many mails were taken over.
    var count: Int { taken.load(ordering: .relaxed) }

    /// Counts one more, for a connection.
    func note() { taken.wrappingAdd(1, ordering: .relaxed) }

    /// What connections opened from now on note as theirs.
    func beginTurn(_ number: Int) { turn.store(UInt32(number), ordering: .relaxed) }

    var fault: SinkFault { state.withLock { $0.fault } }

    /// Concerns connections opened from now on; those that are open break.
    func misbehave(_ fault: SinkFault) {
        state.withLock { state in
            state.fault = fault
            for descriptor in state.open.keys { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    /// Ends every connection at once.
    func drop() {
        state.withLock { state in
            for descriptor in state.open.keys { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    /// Waits until every connection has ended: what a dead client wrote is read first.
    func settle(milliseconds: Int = 5_000) {
        for _ in 0..<milliseconds where state.withLock({ !$0.open.isEmpty }) { usleep(1_000) }
    }

    /// What was taken over since the last call, in no order.
    func takeReceipts() -> [Receipt] {
        let logs = state.withLock { state in
            defer { state.closed = [] }
            return state.closed + state.open.values
        }
        return logs.flatMap { $0.take() }
    }

    func stop() {
        let isFirst = state.withLock { state in
            defer { state.isStopped = true }
            return !state.isStopped
        }
        guard isFirst else { return }
        shutdown(listener, Int32(SHUT_RDWR))
        drop()
        settle(milliseconds: 500)
    }

    private func accept() {
        defer { close(listener) }
        while !state.withLock({ $0.isStopped }) {
            let descriptor = Glibc.accept(listener, nil, nil)
            guard descriptor >= 0 else {
                if errno == EINTR || errno == ECONNABORTED || errno == EMFILE { continue }
                return
            }
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            var on: Int32 = 1
            setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
            let log = ReceiptLog()
            let fault = state.withLock { state in
                state.open[descriptor] = log
                return state.fault
            }
            let turn = turn.load(ordering: .relaxed)
            let thread = Thread { [self] in
                SinkConnection(descriptor: descriptor, server: self, fault: fault, turn: turn, log: log).serve()
                state.withLock { state in
                    state.open[descriptor] = nil
                    state.closed.append(log)
                    // Under the lock: the number may be another connection's at once.
                    close(descriptor)
                }
            }
            thread.stackSize = 256 * 1_024
            thread.start()
        }
    }
}

/// Nanoseconds of the machine's monotonic clock.
func monotonicNanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
