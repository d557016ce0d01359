// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Registry

/// What people take back, and what is held back until they decide.
extension Referee {
    // MARK: Withdrawals

    func isWithdrawn(_ alert: String) -> Bool { withdrawals[alert] != nil }

    func withdrawn(_ alert: String, by cancel: String) {
        tally.withdrawn += 1
        withdrawals[alert] = cancel
        replaced(alert, by: cancel)
    }

    /// P3: who got what was withdrawn is told, and nobody who cannot have got it.
    ///
    /// Of whom a relay has refused it, it is not asked: there is nobody who could be told.
    func checkTold(_ alert: String, by cancel: String) {
        guard let told = releases[cancel]?.audience else { return violate("\(alert) is withdrawn, and nobody is told") }
        for (key, history) in histories where key.alert == alert && history.copies > 0 && !history.isRefused {
            guard left[key.subscriber] == nil, !told.contains(key.subscriber) else { continue }
            violate("\(alert) reached \(key.subscriber.rawValue), who is not told that it is withdrawn")
        }
        let others = told.subtracting(releases[alert]?.leased ?? [])
        if !others.isEmpty { violate("\(cancel) tells of what they never got: \(others.map(\.rawValue).sorted())") }
    }

    // MARK: Pauses

    func held(_ alerts: [String]) {
        for alert in alerts {
            tally.held += 1
            releases[alert]?.isHeld = true
            note("held", alert)
        }
    }

    func letGo(_ alert: String, goesOn: Bool) {
        releases[alert]?.isHeld = false
        releases[alert]?.heldUntil = now
        note("let go", alert, goesOn ? 1 : 0)
        if !goesOn { stopped(alert) }
    }

    /// A process says that it is alive; after a sleep nothing that was open before goes on by itself.
    func beat() {
        // By how much the clocks of who was alive last and who is alive now may differ, and how seldom either says so.
        let margin = Duration.seconds(50)
        defer { lastBeat = now }
        guard now - lastBeat > scenario.grace + margin else { return }
        let soon = Simulation.epoch.addingTimeInterval((now + margin).seconds)
        for alert in order {
            guard let known = releases[alert], !known.isHeld, known.stoppedAt == nil, known.expires > soon,
                known.plannedAt < lastBeat, known.heldUntil.map({ $0 < lastBeat }) ?? true,
                known.audience.contains(where: { histories[Key(alert: alert, subscriber: $0)]?.settled == nil })
            else { continue }
            violate("\(alert) goes on by itself after \(now - lastBeat) without a process")
        }
    }
}
