// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Delivery
import Foundation
import Intake
import Logging

extension CityService {
    /// Releases what waits whenever something came, and four times a second, while this instance leads.
    func release() async {
        let ticks = Task { [work] in
            while !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(250))
                work.continuation.yield()
            }
        }
        defer { ticks.cancel() }
        for await _ in work.stream {
            if Task.isCancelled { return }
            guard roster.isLeading else { continue }
            var isMakingWay = false
            do {
                let planned = try releaser.run(now: rooms.clock.now, while: { [roster] in roster.isLeading }) { alert in
                    guard alert.status == Live.status else { return }
                    live?.makeWay(for: alert.priority)
                    isMakingWay = true
                }
                if planned || isMakingWay { wakeFanouts() }
            } catch {
                logger.critical("alerts cannot be released", metadata: ["reason": "\(error)"])
            }
        }
    }

    /// Looks for bulletins that have disagreed for too long, and forgets what is too old to matter.
    func watchBulletins() async {
        var pruned = ContinuousClock.now - .seconds(7_200)
        while !Task.isCancelled {
            do {
                for alarm in try rooms.desk.reviewDisagreements(now: Date()) {
                    logger.critical(
                        "bulletins disagree",
                        metadata: ["event": "\(alarm.subject)", "reason": "\(alarm.message)"]
                    )
                }
            } catch {
                logger.error("disagreements cannot be looked for", metadata: ["reason": "\(error)"])
            }
            if ContinuousClock.now - pruned > .seconds(3_600) {
                pruned = .now
                do {
                    let count = try rooms.desk.prune(now: Date())
                    if count > 0 { logger.info("old rows forgotten", metadata: ["rows": "\(count)"]) }
                } catch {
                    logger.error("old rows cannot be forgotten", metadata: ["reason": "\(error)"])
                }
            }
            try? await Task.sleep(for: .seconds(15))
        }
    }

    /// Looks for stations that have fallen silent.
    func watchStations() async {
        let sensors = SensorDesk(rooms: rooms, logger: logger)
        while !Task.isCancelled {
            do {
                try sensors.tick(now: Date())
            } catch {
                logger.error("stations cannot be looked after", metadata: ["reason": "\(error)"])
            }
            try? await Task.sleep(for: .seconds(15))
        }
    }

    /// Looks into the spool.
    func watchSpool() async {
        guard let spool else { return }
        let logger = logger
        await spool.run(every: settings.intake.spoolInterval) { outcome in
            switch outcome {
            case .done: break
            case .refused(let name, let reason):
                logger.error("spooled file refused", metadata: ["file": "\(name)", "reason": "\(reason)"])
            case .kept(let name, let reason):
                logger.warning("spooled file kept", metadata: ["file": "\(name)", "reason": "\(reason)"])
            }
        } consumer: { [self] _, bytes in
            switch try receive(bytes, channel: "spool") {
            case .taken(.postponed(let reason)): throw Failure(.unavailable, reason)
            case .taken, .observed: return .accepted
            case .refused(let reason): return .refused(reason: reason)
            }
        }
    }

    /// Passes on what other processes wake, while this one does what they wake it for.
    func listen(_ channel: String, _ onWake: @escaping @Sendable () -> Void) async {
        await WakeDuty(database: rooms.database, channel: channel, logger: logger, onWake: onWake).run()
    }

    /// Tells this process's own fan-outs that there is something new.
    func wakeFanouts() {
        live?.wake()
        drill?.wake()
    }
}
