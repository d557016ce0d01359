// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Glibc
import Synchronization

/// Carries the conversations of many sessions on a few threads.
///
/// A thread for each connection costs two changes of threads a message, more than all that is done for it. A session that
/// has a carrier still opens its connection, and waits for work, on a thread of its own; only while something is to be sent
/// or answered does the carrier have it. A connection that stands still costs the others nothing.
public final class SMTPCarrier: Sendable {
    private let lines: [Line]
    private let next = Atomic<Int>(0)

    /// With a thread for every two processors, and two at least: the others are for what fills and records. They start when
    /// there is something to carry.
    public init() {
        lines = (0..<max(2, ProcessInfo.processInfo.activeProcessorCount / 2)).map { _ in Line() }
    }

    deinit {
        lines.forEach { $0.close() }
    }

    /// Which of the threads a session is to have; the same for all its life.
    func line() -> Line {
        lines[next.wrappingAdd(1, ordering: .relaxed).oldValue % lines.count]
    }

    /// One thread and the runs that it has.
    final class Line: Sendable {
        private struct State {
            var arrivals: [Guest] = []
            var isRunning = false
            var isClosed = false
        }

        private let state = Mutex(State())
        private let bell = Bell()

        /// Carries a run until it is idle or over, while the calling thread sleeps.
        func carry(_ run: SMTPRun) -> SMTPRun.Pause {
            let guest = Guest(run)
            let starts = state.withLock { state in
                state.arrivals.append(guest)
                defer { state.isRunning = true }
                return !state.isRunning
            }
            if starts {
                let thread = Thread { [self] in work() }
                thread.name = "smtp"
                thread.start()
            } else {
                bell.ring()
            }
            return guest.wait()
        }

        func close() {
            state.withLock { $0.isClosed = true }
            bell.ring()
        }

        /// The thread's life: it ends when it is closed and has nobody left.
        private func work() {
            var guests: [Guest] = []
            var descriptors: [pollfd] = []
            while true {
                let (arrivals, isClosed) = state.withLock { state in
                    defer { state.arrivals.removeAll(keepingCapacity: true) }
                    return (state.arrivals, state.isClosed)
                }
                guests += arrivals
                if guests.isEmpty, isClosed { return }
                let now = ContinuousClock.now
                let ready = guests.filter { $0.isReady || $0.until <= now }
                // All are read before anything is written: each relay is woken once for a burst, not for each message.
                for guest in ready { guest.take() }
                for guest in ready { guest.put(now) }
                guests.removeAll { $0.isDone }
                wait(for: guests, &descriptors)
            }
        }

        /// How often the other threads go first before this one sleeps: to be put to sleep and woken costs more than that.
        private static let turns = 3

        private static func poll(_ descriptors: inout [pollfd], milliseconds: Int32) -> Bool {
            for _ in 0..<turns where milliseconds != 0 {
                if Glibc.poll(&descriptors, nfds_t(descriptors.count), 0) > 0 { return true }
                sched_yield()
            }
            return Glibc.poll(&descriptors, nfds_t(descriptors.count), milliseconds) > 0
        }

        /// Waits until one of them can go on or another arrives.
        private func wait(for guests: [Guest], _ descriptors: inout [pollfd]) {
            descriptors.removeAll(keepingCapacity: true)
            descriptors.append(pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0))
            var until: ContinuousClock.Instant?
            for guest in guests {
                descriptors.append(guest.descriptor)
                until = min(until ?? guest.until, guest.until)
            }
            let left = until.map { max(.zero, $0 - .now).milliseconds } ?? -1
            // Where it is interrupted, nobody is ready and all are looked at again.
            guard Self.poll(&descriptors, milliseconds: Int32(clamping: left)) else { return }
            if descriptors[0].revents != 0 { bell.clear() }
            for (guest, descriptor) in zip(guests, descriptors.dropFirst()) where descriptor.revents != 0 {
                guest.isReady = true
                guest.hasInput = descriptor.revents & ~Int16(POLLOUT) != 0
            }
        }
    }

    /// A run that a line has. Its session's thread waits for it; all else is the line's.
    ///
    /// `@unchecked Sendable`: between `init` and the signal only the line's thread has it.
    private final class Guest: @unchecked Sendable {
        /// How long a run without work stays, and how often it is asked meanwhile: most often the next slice is being
        /// unsealed, and to go back to the session's own thread costs more than that.
        private static let patience = Duration.milliseconds(5)
        private static let asking = Duration.milliseconds(1)

        let run: SMTPRun
        /// To be looked at, whatever the socket says.
        var isReady = true
        var hasInput = false
        private(set) var until = ContinuousClock.now
        private(set) var isDone = false
        private var wantsOutput = false
        private var idleSince: ContinuousClock.Instant?
        private var pause = SMTPRun.Pause.idle
        private let done = DispatchSemaphore(value: 0)

        init(_ run: SMTPRun) { self.run = run }

        var descriptor: pollfd {
            pollfd(fd: run.connection.socket, events: Int16(POLLIN) | (wantsOutput ? Int16(POLLOUT) : 0), revents: 0)
        }

        func wait() -> SMTPRun.Pause {
            done.wait()
            return pause
        }

        func take() {
            run.take(isReady: hasInput)
            (isReady, hasInput) = (false, false)
        }

        func put(_ now: ContinuousClock.Instant) {
            pause = run.put()
            switch pause {
            case .socket(let wantsOutput, let until):
                (self.wantsOutput, self.until, idleSince) = (wantsOutput, until, nil)
            case .idle:
                let since = idleSince ?? now
                (wantsOutput, until, idleSince) = (false, now + Self.asking, since)
                if now - since >= Self.patience { leave() }
            case .over: leave()
            }
        }

        private func leave() {
            isDone = true
            done.signal()
        }
    }
}

/// Interrupts a thread that waits for sockets: a pipe.
private final class Bell: Sendable {
    let descriptor: Int32
    private let hammer: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        precondition(pipe(&ends) == 0, "no descriptor is left for a thread that sends")
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        (descriptor, hammer) = (ends[0], ends[1])
    }

    deinit {
        close(descriptor)
        close(hammer)
    }

    /// Where the pipe is full it has rung often enough.
    func ring() {
        var octet: UInt8 = 0
        _ = write(hammer, &octet, 1)
    }

    func clear() {
        var octets = [UInt8](repeating: 0, count: 256)
        while read(descriptor, &octets, octets.count) == octets.count {}
    }
}
