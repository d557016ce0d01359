// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import Foundation
import Logging
import Roster
import Synchronization

/// Tells every few seconds that this instance is there, holds what only one may do at a time, and reports who is silent.
///
/// On a thread of its own: nothing that others do may make it late.
final class RosterDuty: Sendable {
    /// What one intake does at a time: releasing, feeds, looking after the desk and the stations.
    static let leading = "lead"

    /// Between two heartbeats.
    private static let interval: TimeInterval = 3
    /// So long a duty is held without another heartbeat; then another instance takes it.
    private static let lease: Duration = .seconds(10)

    private let roster: Roster
    private let desk: AlertDesk
    private let instance: Instance
    private let duties: [String]
    private let logger: Logger
    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)

    private struct State {
        var leadsUntil: ContinuousClock.Instant?
        var lastBeat: ContinuousClock.Instant?
        var isStopped = false
        /// Whether an alarm about this instance may be open.
        var mayBeMissed = true
    }

    init(rooms: Rooms, name: InstanceName, logger: Logger) {
        roster = rooms.roster
        desk = rooms.desk
        instance = name.instance
        duties = name.roles.contains(.intake) ? [Self.leading] : []
        self.logger = logger
    }

    /// Whether what only one may do is this instance's to do, by its own clock.
    var isLeading: Bool {
        state.withLock { state in state.leadsUntil.map { ContinuousClock.now < $0 } ?? false }
    }

    /// Begins to serve under the name.
    func enter() throws {
        do {
            try roster.enter(instance, now: Date())
        } catch let error as Roster.NameTaken {
            throw Failure(.tryAgain, "\(error)")
        }
        beat()
    }

    /// Beats until the task is cancelled.
    func run() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { (ended: CheckedContinuation<Void, Never>) in
                let thread = Thread { [self] in
                    while !state.withLock({ $0.isStopped }) {
                        if wake.wait(timeout: .now() + Self.interval) == .success { continue }
                        beat()
                        watch()
                    }
                    ended.resume()
                }
                thread.name = "roster"
                thread.start()
            }
        } onCancel: {
            state.withLock { $0.isStopped = true }
            wake.signal()
        }
    }

    /// Ends: gives up what was held, so that another takes it over at once.
    func leave() {
        state.withLock { $0.leadsUntil = nil }
        do {
            try roster.leave(instance, now: Date())
        } catch {
            logger.warning("the end cannot be told to the others", metadata: ["reason": "\(error)"])
        }
    }

    /// Runs a body while this instance leads; again, whenever it does so again.
    func whileLeading(_ body: @escaping @Sendable () async -> Void) async {
        while !Task.isCancelled {
            guard isLeading else {
                try? await Task.sleep(for: .milliseconds(250))
                continue
            }
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await body() }
                group.addTask { [self] in
                    while !Task.isCancelled, isLeading { try? await Task.sleep(for: .milliseconds(250)) }
                }
                await group.next()
                group.cancelAll()
            }
        }
    }

    private func beat() {
        // From before the heartbeat: what took long on its way holds no longer.
        let start = ContinuousClock.now
        let now = Date()
        do {
            let held = try roster.beat(
                instance,
                duties: duties,
                until: now.addingTimeInterval(Self.lease / .seconds(1)),
                now: now
            )
            let leads = held.contains(Self.leading)
            let (changed, missed) = state.withLock { state in
                let led = state.leadsUntil.map { start < $0 } ?? false
                state.leadsUntil = leads ? start + Self.lease : nil
                let wasLate = state.lastBeat.map { start - $0 > .seconds(Roster.silence) } ?? false
                let missed = state.mayBeMissed || wasLate
                state.lastBeat = start
                state.mayBeMissed = false
                return (led != leads, missed)
            }
            if changed {
                logger.notice(
                    leads ? "this instance leads" : "another instance leads",
                    metadata: ["instance": "\(instance.name)"]
                )
            }
            if missed { try clear() }
        } catch let error as Roster.NameTaken {
            state.withLock { $0.leadsUntil = nil }
            logger.critical("another machine serves under this name", metadata: ["reason": "\(error)"])
        } catch {
            logger.error("heartbeat cannot be stored", metadata: ["reason": "\(error)"])
        }
    }

    private func clear() throws {
        do {
            if try desk.clear(.silentInstance, about: instance.name, now: Date()) {
                logger.notice("this instance is heard of again", metadata: ["instance": "\(instance.name)"])
            }
        } catch {
            state.withLock { $0.mayBeMissed = true }
            throw error
        }
    }

    /// Every instance looks: whoever is left reports.
    private func watch() {
        do {
            for silent in try roster.unreported(now: Date()) where silent.name != instance.name {
                let message =
                    "not heard of since \(silent.seenAt.formatted(.iso8601)) (\(silent.roles.joined(separator: ", ")) on "
                    + "\(silent.host)); others take over what it held; look at the machine, or close this where it is gone for good"
                // First the alarm: a crash in between raises it again, which is no second one.
                if try desk.raise(.silentInstance, about: silent.name, message, now: Date()) {
                    logger.critical(
                        "an instance is silent",
                        metadata: ["instance": "\(silent.name)", "host": "\(silent.host)"]
                    )
                }
                try roster.report(silent.name, seenAt: silent.seenAt)
            }
        } catch {
            logger.error("silent instances cannot be looked for", metadata: ["reason": "\(error)"])
        }
    }
}
