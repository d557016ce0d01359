// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Registry

/// What people decide: to take an alert back, and whether what is held back goes on.
extension SimulatedCity {
    /// Withdraws an alert at once, as the service does; who got it is told as soon as they are known.
    func cancel(_ number: Int) {
        guard cancels[number] == false, !referee.isWithdrawn("a\(number)") else { return }
        do {
            try store.withdraw([try alert(number)], by: try id("c\(number)"))
            referee.withdrawn("a\(number)", by: "c\(number)")
            wake()
            tell(number, since: timeline.now)
        } catch {
            referee.violate("a\(number) cannot be withdrawn: \(error)")
        }
    }

    /// Tells who got a withdrawn alert, once what was on the wire is answered, or after two seconds.
    private func tell(_ number: Int, since: Duration) {
        do {
            let withdrawn = try alert(number)
            guard try timeline.now - since >= .seconds(2) || store.isQuiet([withdrawn]) else {
                return timeline.after(.milliseconds(100)) { [self] in tell(number, since: since) }
            }
            let plan = scenario.plans[number]
            let reached = try store.mayHaveReached(by: [withdrawn]).sorted { $0.rawValue < $1.rawValue }
            let audience = contacts.audience(of: reached, quietAt: nil)
            let cancel = try id("c\(number)")
            let kind = Kind.cancel(of: withdrawn)
            let isRepeated = number.isMultiple(of: 3)
            if plan.isDrill {
                try release(cancel, kind, plan, to: audience, isRepeated: isRepeated, Drill.self)
            } else {
                try release(cancel, kind, plan, to: audience, isRepeated: isRepeated, Live.self)
            }
            cancels[number] = true
            wake()
        } catch {
            referee.violate("the cancel of a\(number) cannot be planned: \(error)")
        }
    }

    /// Lets people think about what is held back; they let most of it go on.
    func consider() {
        do {
            for alert in try store.pausedAlerts().subtracting(considered).sorted() {
                considered.insert(alert)
                timeline.after(people.time(0...Int(scenario.longestThought.milliseconds))) { [self] in decide(alert) }
            }
        } catch {
            referee.violate("what is held back cannot be read: \(error)")
        }
    }

    private func decide(_ alert: String) {
        do {
            considered.remove(alert)
            let goesOn = people.chance(0.7)
            let wasHeld = goesOn ? try store.resume(alert) : try store.drop(alert, reason: "dropped")
            if !wasHeld { referee.violate("\(alert) was let go by nobody") }
            referee.letGo(alert, goesOn: goesOn)
            wake()
        } catch {
            referee.violate("nothing can be decided about \(alert): \(error)")
        }
    }
}
