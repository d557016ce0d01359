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
        certainty = Self.certainty(of: facts)
    }

    private static func priority(of facts: Facts) -> Priority {
        switch facts {
        case .earthquake: facts.measure >= SeismicIntensity.fiveLower.measure ? .urgent : .warning
        case .tsunami(let tsunami): tsunami.grade >= .warning ? .immediate : .warning
        case .weather(let weather): priority(ofLevel: weather.level.rawValue)
        case .bulletin(let bulletin): bulletin.phase == .over ? .notice : priority(ofLevel: bulletin.level)
        case .observation: .notice
        case .foreign(let foreign):
            switch foreign.severity {
            case .extreme: .immediate
            case .severe: .urgent
            case .moderate: .warning
            case .minor, .unknown: .notice
            }
        case .situation(let situation): situation.grade.priority
        }
    }

    private static func priority(ofLevel level: Int) -> Priority {
        switch level {
        case 5...: .immediate
        case 4: .urgent
        case 3: .warning
        default: .notice
        }
    }

    private static func certainty(of facts: Facts) -> Certainty {
        switch facts {
        case .earthquake, .observation: .observed
        case .tsunami, .weather: .likely
        case .bulletin(let bulletin): bulletin.hazard == .recordRain ? .observed : .likely
        case .foreign(let foreign): foreign.certainty
        case .situation(let situation): situation.grade.certainty
        }
    }

    private static func urgency(of facts: Facts) -> Urgency {
        switch facts {
        case .earthquake: .past
        case .tsunami(let tsunami): tsunami.grade >= .advisory ? .immediate : .expected
        case .weather(let weather): weather.level >= .danger ? .immediate : .expected
        case .bulletin(let bulletin): bulletin.level >= 4 ? .immediate : bulletin.level == 1 ? .future : .expected
        case .observation: .immediate
        case .foreign(let foreign): foreign.urgency
        case .situation(let situation): situation.grade.urgency
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
        case .weather(let weather): severity(ofLevel: weather.level.rawValue)
        case .bulletin(let bulletin): severity(ofLevel: bulletin.level)
        case .observation: .minor
        case .foreign(let foreign): foreign.severity
        case .situation(let situation): situation.grade.severity
        }
    }

    private static func severity(ofLevel level: Int) -> Severity {
        switch level {
        case 5...: .extreme
        case 4: .severe
        case 3: .moderate
        default: .minor
        }
    }
}
