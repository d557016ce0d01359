// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Delivery
import Foundation
import Logging
import Registry
import Synchronization

/// A cancel (取消) stops what it cancels at once, and then tells those who got it, and only those.
extension Releaser {
    /// How long a cancel waits at most for the answers to what was on the wire when it stopped it; then whoever has not
    /// answered counts as reached.
    static let longestWait = Duration.seconds(2)

    /// Stops what is cancelled by those that wait, durably; each once in the life of a process.
    ///
    /// - Returns: whether something was stopped now.
    func stopWithdrawn(_ waiting: [StoredAlert], now: Date) -> Bool {
        var stopped = false
        for stored in waiting where stored.alert.messageType == .cancel && stored.hold == nil {
            let cancel = stored.alert
            guard cancel.expires > now, withdrawals.since(cancel.id) == nil, refusals.mayTry(cancel.id, now: now) else {
                continue
            }
            do {
                try store.withdraw(cancel.references, by: cancel.id)
                // What is over already stays as it is.
                for earlier in cancel.references { _ = try? desk.perform(.cancel, on: earlier) }
                withdrawals.note(cancel.id)
                stopped = true
            } catch {
                refusals.note(cancel.id, now: now)
                logger.critical(
                    "what is cancelled cannot be stopped",
                    metadata: ["alert": "\(cancel.id)", "reason": "\(error)"]
                )
            }
        }
        return stopped
    }

    /// Whether a cancel must wait until it is known who got what it cancels.
    func mustWait(_ alert: Alert) throws -> Bool {
        guard alert.messageType == .cancel else { return false }
        // Not stopped yet: the next look does it.
        guard let since = withdrawals.since(alert.id) else { return true }
        return try ContinuousClock.now - since < Self.longestWait && !store.isQuiet(alert.references)
    }

    /// Those who got what an alert cancels, or may have got it, with their languages of today; what they subscribe to does
    /// not matter.
    func whoHeard(of cancel: Alert, world: String) throws -> ([AudienceGroup], scope: String) {
        let reached = try store.mayHaveReached(by: cancel.references)
        let names = cancel.references.map(\.rawValue).sorted().joined(separator: ",")
        return (try registry.groups(of: reached), "mail/\(world)/reached/\(names)")
    }
}

/// Since when this process has stopped what alerts cancel.
final class Withdrawals: Sendable {
    private let instants = Mutex<[Alert.ID: ContinuousClock.Instant]>([:])

    func since(_ alert: Alert.ID) -> ContinuousClock.Instant? { instants.withLock { $0[alert] } }

    func note(_ alert: Alert.ID) { instants.withLock { $0[alert] = .now } }
}
