// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation

/// How tests start programs and wait for them, instead of `run()` and `waitUntilExit()`.
///
/// These two tie a program to the run loop of the calling thread, and Foundation touches it once more when the program
/// ends. Tests run on threads of a pool, which come and go, and their run loops with them: now and then that damages the
/// heap of the test process.
extension Process {
    /// Starts the program, on a thread that lasts.
    public func start() throws {
        try LastingThread.shared.perform { [self] in try run() }
    }

    /// Waits until the program has ended.
    public func awaitEnd() {
        while isRunning { usleep(2_000) }
    }
}

/// A thread that ends with the process.
///
/// `@unchecked Sendable`: the jobs are used under `condition`'s lock.
private final class LastingThread: @unchecked Sendable {
    static let shared = LastingThread()

    private let condition = NSCondition()
    private var jobs: [@Sendable () -> Void] = []

    init() {
        Thread.detachNewThread { [self] in
            while true {
                let job = condition.withLock {
                    while jobs.isEmpty { condition.wait() }
                    return jobs.removeFirst()
                }
                job()
            }
        }
    }

    /// Does something there, and waits for it.
    func perform(_ body: @escaping @Sendable () throws -> Void) throws {
        nonisolated(unsafe) var result: Result<Void, any Error> = .success(())
        let done = DispatchSemaphore(value: 0)
        condition.withLock {
            jobs.append {
                result = Result { try body() }
                done.signal()
            }
            condition.signal()
        }
        done.wait()
        try result.get()
    }
}
