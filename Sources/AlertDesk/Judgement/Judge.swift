// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Foundation

/// Decides what a report leads to: a value without a clock or a store, so that the service and the replay of a history
/// decide alike.
public struct Judge: Sendable {
    /// What a report leads to.
    public enum Verdict: Sendable, Hashable {
        /// An alert, the rule that makes it, and why it waits for officers; nil where it goes out by itself.
        case alert(Alert, rule: String, hold: String?)
        /// Something that is shown and of which nobody gets a message, and why.
        case shown(String)
        /// Nothing, and why.
        case nothing(String)
        /// Not now: by this machine's clock it comes from the future. The same bytes may come again.
        case postponed(String)
    }

    /// How long before its ReportDateTime a telegram may be sent; JMA's samples have 28 minutes at most.
    private static let longestLead: TimeInterval = 3_600

    /// The city's rules.
    public let rules: IssueRules
    let identity: AlertIdentity

    /// A judge of a city.
    public init(rules: IssueRules, identity: AlertIdentity) {
        self.rules = rules
        self.identity = identity
    }

    /// Folds a report into the state of its subject and decides.
    ///
    /// - Parameters:
    ///   - issuedWithinHour: how many alerts went out by themselves in the hour before.
    public func decide(
        _ report: HazardReport,
        state: inout HazardState,
        now: Date,
        issuedWithinHour: () throws -> Int
    ) throws -> Verdict {
        guard report.status == .actual || report.status == .exercise else {
            return .nothing("a technical test (試験) is never announced")
        }
        // JMA dates a forecast by the hour for which it is meant and sends it up to half an hour before.
        guard (report.sentAt ?? report.reportedAt).timeIntervalSince(now) <= rules.clockTolerance,
            report.reportedAt.timeIntervalSince(now) <= Self.longestLead
        else {
            return .postponed("it is dated ahead of this machine's clock; check the clock and the source")
        }
        let change: Change
        let facts: Facts
        let after: HazardState.Announced?
        switch state.fold(report, minimum: rules.minimum(for: report)) {
        case .nothing(let reason): return shown(report, reason)
        case .change(let found, let told, let before): (change, facts, after) = (found, told, before)
        }
        let strength = max(facts.measure, after?.facts.measure ?? .none)
        let rule = rules.rule(for: change, strength: strength, of: report)
        let described = "\(change.rawValue): \(facts.described)"
        guard let rule, rule.action == .issue || rule.action == .review else {
            state.pass(over: change)
            return rule?.action == .log
                ? .nothing("\(described); rule \(rule?.name ?? "") only keeps it")
                : .shown("\(described); \(rule.map { "rule \($0.name)" } ?? "no rule") sends it to nobody")
        }
        let hours = rules.expiryHours[report.hazard] ?? 24
        let alert = try identity.alert(
            change,
            facts,
            after: after,
            revision: state.revision + 1,
            report: report,
            hours: hours
        )
        guard alert.expires > now else {
            // The state keeps what it says; residents are not woken by the past.
            state.pass(over: change)
            return .nothing("it comes too late: its alert would have expired")
        }
        if isStale(change, report, now: now) {
            return .shown(
                "\(described); reported \(report.reportedAt.formatted(.iso8601)), too long ago to wake anybody"
            )
        }
        state.announce(change, facts: facts, as: alert.id, until: facts.lapse(of: alert))
        // Nobody has verified who another sender is: whatever the rule says, officers look first.
        let hold =
            rule.action == .review || report.hazard == .foreign
            ? "rule \(rule.name) lets officers decide"
            : try overBudget(alert, told: after?.chain.count ?? 0, issuedWithinHour: issuedWithinHour)
        return .alert(alert, rule: rule.name, hold: hold)
    }

    /// What is below every alert may still be worth showing.
    private func shown(_ report: HazardReport, _ reason: String) -> Verdict {
        guard report.kind != .withdrawn, report.role == .primary, let facts = report.facts, facts.measure > .none,
            let rule = rules.rule(for: .new, strength: facts.measure, of: report), rule.action == .show
        else { return .nothing(reason) }
        return .shown("\(facts.described); rule \(rule.name) sends it to nobody")
    }

    /// What begins or grows must be fresh; an end is news however late.
    private func isStale(_ change: Change, _ report: HazardReport, now: Date) -> Bool {
        switch change {
        case .ended, .corrected, .withdrawn: return false
        case .new, .raised, .lowered, .detailed:
            guard let minutes = rules.staleMinutes[report.hazard] else { return false }
            return now.timeIntervalSince(report.reportedAt) > Double(minutes) * 60
        }
    }

    private func overBudget(_ alert: Alert, told: Int, issuedWithinHour: () throws -> Int) throws -> String? {
        // What is urgent goes out, and so does the word that it was wrong.
        switch alert.change {
        case .new, .raised, .corrected, .withdrawn:
            if rules.budget.exempt.contains(alert.priority) { return nil }
        case .lowered, .detailed, .ended: break
        }
        guard alert.status == .actual else { return nil }
        if told >= rules.budget.perEvent {
            return "\(told) alerts of this event went out already, the budget is \(rules.budget.perEvent)"
        }
        let count = try issuedWithinHour()
        guard count >= rules.budget.perHour else { return nil }
        return "\(count) alerts went out within the hour, the budget is \(rules.budget.perHour)"
    }
}

extension Facts {
    /// When a chain is over without another word; nil for what a bulletin lifts.
    fileprivate func lapse(of alert: Alert) -> Date? {
        switch self {
        case .bulletin(let facts): facts.validUntil ?? alert.expires
        case .foreign(let facts): facts.expires ?? alert.expires
        case .situation: alert.expires
        // A station may fall silent before it says that it is over.
        case .observation(let facts): facts.observedAt.addingTimeInterval(86_400)
        case .earthquake, .tsunami, .weather: nil
        }
    }
}
