// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel

/// CAP's urgency, severity and certainty, and our priority, of facts.
struct Grading {
    let priority: Priority
    let urgency: Urgency
    let severity: Severity
    let certainty: Certainty

    /// - Parameters:
    ///   - facts: what is announced now.
    ///   - change: what is new about it.
    ///   - previous: what was announced before it.
    init(_ facts: Facts, change: Change, previous: Facts?) {
        let now = Self.priority(of: facts)
        switch change {
        case .corrected, .withdrawn:
            // A correction takes the priority of what it corrects, and never less than it has itself (P3).
            priority = min(now, previous.map(Self.priority) ?? now)
        case .new, .raised, .lowered, .detailed, .ended:
            // What is in force decides: a major tsunami warning lowered to a warning is no less urgent to those who were
            // not reached before, since it takes the place of what they were to get.
            priority = now
        }
        urgency = change == .ended || change == .withdrawn ? .past : Self.urgency(of: facts)
        severity = change == .ended || change == .withdrawn ? .minor : Self.severity(of: facts)
        certainty =
            switch facts {
            case .earthquake: .observed
            case .tsunami, .weather: .likely
            }
    }

    private static func priority(of facts: Facts) -> Priority {
        switch facts {
        case .earthquake: facts.measure >= SeismicIntensity.fiveLower.measure ? .urgent : .warning
        case .tsunami(let tsunami): tsunami.grade >= .warning ? .immediate : .warning
        case .weather(let weather):
            switch weather.level {
            case .emergency: .immediate
            case .danger: .urgent
            case .warning: .warning
            case .advisory, .none: .notice
            }
        }
    }

    private static func urgency(of facts: Facts) -> Urgency {
        switch facts {
        case .earthquake: .past
        case .tsunami(let tsunami): tsunami.grade >= .advisory ? .immediate : .expected
        case .weather(let weather): weather.level >= .danger ? .immediate : .expected
        }
    }

    private static func severity(of facts: Facts) -> Severity {
        switch facts {
        case .earthquake:
            switch facts.measure {
            case SeismicIntensity.sixLower.measure...: .extreme
            case SeismicIntensity.fiveLower.measure...: .severe
            case SeismicIntensity.four.measure...: .moderate
            default: .minor
            }
        case .tsunami(let tsunami):
            switch tsunami.grade {
            case .majorWarning: .extreme
            case .warning: .severe
            case .advisory: .moderate
            case .forecast, .none: .minor
            }
        case .weather(let weather):
            switch weather.level {
            case .emergency: .extreme
            case .danger: .severe
            case .warning: .moderate
            case .advisory, .none: .minor
            }
        }
    }
}
