// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// A process that is started and ended by experiments; one of its own is never left behind, however this one ends.
final class Spawned {
    let pid: pid_t
    /// Just before it was started, in nanoseconds of the machine's monotonic clock.
    let startedAt: UInt64
    private var status: Int32?

    /// How one ended.
    enum End: Equatable {
        case exit(Int32)
        case signal(Int32)
    }

    /// - Parameters:
    ///   - command: a program by its path, and its arguments.
    ///   - output: where standard output goes.
    ///   - errors: where standard error goes.
    init(_ command: [String], environment: [String: String], output: String, errors: String) throws {
        // The kernel kills it when this process is gone.
        let all = ["/usr/bin/setpriv", "--pdeathsig", "KILL"] + command
        var arguments: [UnsafeMutablePointer<CChar>?] = all.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let flags = O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors, flags, 0o600)
        // Signals that this process ignores are not ignored by what it starts.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGPIPE, SIGINT, SIGTERM] { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var pid: pid_t = 0
        startedAt = monotonicNanoseconds()
        let failure = posix_spawn(&pid, all[0], &actions, &attributes, &arguments, &variables)
        guard failure == 0 else {
            throw BenchError(description: "\(all[0]) cannot be started: \(String(cString: strerror(failure)))")
        }
        self.pid = pid
    }

    deinit {
        guard end == nil else { return }
        kill(SIGKILL)
        _ = wait()
    }

    func kill(_ signal: Int32) {
        guard status == nil else { return }
        _ = Foundation.kill(pid, signal)
    }

    /// How it ended; nil while it runs.
    var end: End? {
        if status == nil {
            var found: Int32 = 0
            if waitpid(pid, &found, WNOHANG) == pid { status = found }
        }
        return status.map(Self.end)
    }

    /// Waits for its end.
    func wait() -> End {
        while status == nil {
            var found: Int32 = 0
            if waitpid(pid, &found, 0) == pid { status = found } else if errno != EINTR { status = 255 << 8 }
        }
        return Self.end(status ?? 0)
    }

    /// Waits for its end, so long at most; nil where it still runs.
    func wait(milliseconds: Int) -> End? {
        for _ in 0..<milliseconds / 5 where end == nil { usleep(5_000) }
        return end
    }

    private static func end(_ status: Int32) -> End {
        status & 0x7F == 0 ? .exit(status >> 8 & 0xFF) : .signal(status & 0x7F)
    }
}
