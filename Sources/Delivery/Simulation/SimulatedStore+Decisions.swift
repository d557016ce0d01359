// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Registry

/// What is withdrawn, and what is held back until people decide.
extension SimulatedStore {
    // MARK: Withdrawals

    func withdraw(_ alerts: [Alert.ID], by cancel: Alert.ID) {
        for alert in alerts where replacements[alert.rawValue] != cancel.rawValue {
            replacements[alert.rawValue] = cancel.rawValue
            for slice in open where slice.state == .leased && slice.release.alert == alert.rawValue {
                slice.stopFence = slice.fence
            }
            stop(alert, reason: "cancelled by \(cancel)")
        }
    }

    func isQuiet(_ alerts: [Alert.ID]) -> Bool {
        let names = Set(alerts.map(\.rawValue))
        return !open.contains { $0.isOnTheWire && names.contains($0.release.alert) }
    }

    func mayHaveReached(by alerts: [Alert.ID]) -> Set<Subscriber.ID> {
        let names = Set(alerts.map(\.rawValue))
        var found: Set<Subscriber.ID> = []
        for slice in slices where names.contains(slice.release.alert) {
            for (index, member) in slice.members.enumerated() {
                let outcome = outcomes[slice.release.id]?[member]
                let isSettled = slice.progress.isSettled(index)
                let isSent = isSettled && outcome.map { $0.state == .sent } ?? true
                let isUnsent = outcome?.state == .cancelled || outcome?.state == .expired
                let mayHave =
                    outcome?.state != .sent && outcome?.isUncertain == true
                    || (isSettled
                        ? slice.wasInterrupted && isUnsent : slice.isOnTheWire || slice.wasInterrupted)
                if isSent || mayHave { found.insert(member) }
            }
        }
        return found
    }

    // MARK: Pauses

    func lastLife() -> Resumption.LastLife? { life }

    func beat(token: String, beyond seen: Int, now: Date) -> Resumption.Mark? {
        let beats = life.map { $0.mark.beats >= seen + 1 ? $0.mark.beats + 1 : seen + 1 } ?? seen + 1
        let mark = Resumption.Mark(token: life?.mark.token ?? token, beats: beats)
        life = Resumption.LastLife(mark: mark, aliveAt: stored(now))
        return mark
    }

    func pauseOpen(plannedBefore before: Date?, and alerts: [Alert.ID], reason: String, now: Date) -> [String] {
        var held: [String] = []
        for release in releases
        where release.stopReason == nil && !release.isHeld && release.expires > stored(now)
            && release.plannedAt <= before ?? .distantFuture && isSending(release)
        {
            release.isHeld = true
            held.append(release.alert)
        }
        for alert in alerts.map(\.rawValue)
        where !held.contains(alert) && !releases.contains(where: { $0.alert == alert }) {
            held.append(alert)
        }
        pauses.formUnion(held)
        return held
    }

    func pausedAlerts() -> Set<String> { pauses }

    func resume(_ alert: String) -> Bool {
        guard pauses.remove(alert) != nil else { return false }
        for release in releases where release.alert == alert { release.isHeld = false }
        return true
    }

    func drop(_ alert: String, reason: String) -> Bool {
        guard resume(alert) else { return false }
        if let id = Alert.ID(rawValue: alert) { stop(id, reason: reason) }
        return true
    }
}
