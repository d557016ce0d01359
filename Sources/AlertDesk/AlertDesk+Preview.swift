// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel

extension AlertDesk {
    /// The alerts that a series of reports would make without storing anything.
    ///
    /// Expiry and clock are not looked at, and the rules' least measure is taken as the weakest there is: a preview shows
    /// the words of any telegram.
    public static func preview(_ reports: [HazardReport], judge: Judge) throws -> [Alert] {
        var states: [EventKey: HazardState] = [:]
        var alerts: [Alert] = []
        for report in reports {
            var state = states[report.event] ?? HazardState()
            if case .change(let change, let facts, let after) = state.fold(report, minimum: Measure(rawValue: 1)) {
                let alert = try judge.identity.alert(
                    change,
                    facts,
                    after: after,
                    revision: state.revision + 1,
                    report: report,
                    hours: judge.rules.expiryHours[report.hazard] ?? 24
                )
                state.announce(change, facts: facts, as: alert.id)
                alerts.append(alert)
            }
            states[report.event] = state
        }
        return alerts
    }
}
