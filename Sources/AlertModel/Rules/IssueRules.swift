// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Which changes of which hazards make an alert, as the city has set it (`rules.yaml`).
public struct IssueRules: Sendable, Hashable {
    /// What becomes of telegrams that are marked as training.
    public enum DrillPolicy: String, Sendable, Hashable, Codable, CaseIterable {
        /// Kept, never sent.
        case record
        /// Sent, marked as a drill, over the drill relay alone.
        case send
    }

    /// How many alerts may go out by themselves before a human must look.
    public struct SendBudget: Sendable, Hashable {
        /// Of one chain.
        public var perEvent: Int
        /// Of all chains within an hour.
        public var perHour: Int
        /// What begins or grows with one of these priorities never waits.
        public var exempt: Set<Priority>

        /// A budget; both numbers are at least 1.
        public init(perEvent: Int, perHour: Int, exempt: Set<Priority>) {
            self.perEvent = perEvent
            self.perHour = perHour
            self.exempt = exempt
        }
    }

    /// The rules; the first that fits decides. What none fits is shown.
    public var rules: [IssueRule]
    /// How long after its report an alert may still be sent, in hours, by hazard; a day where none is set.
    public var expiryHours: [Hazard: Int]
    /// How old a report may be to begin or raise an alert, in minutes, by hazard: what is older, as after an outage, is
    /// shown and wakes nobody. Where none is set, its expiry is the limit.
    public var staleMinutes: [Hazard: Int]
    /// How many alerts may go out by themselves.
    public var budget: SendBudget
    /// What becomes of drills.
    public var drills: DrillPolicy
    /// For how many minutes bulletins may disagree about what is in force before operators are alarmed.
    public var disagreementMinutes: Int
    /// How far ahead of this machine's clock a report may be dated, in seconds: beyond it a clock is wrong, and one
    /// such report would make every later one look old.
    public var clockTolerance: Double = 600

    /// Rules of a city.
    public init(
        rules: [IssueRule],
        expiryHours: [Hazard: Int] = [:],
        staleMinutes: [Hazard: Int] = [:],
        budget: SendBudget = SendBudget(perEvent: 8, perHour: 12, exempt: [.immediate]),
        drills: DrillPolicy = .record,
        disagreementMinutes: Int = 10
    ) {
        self.rules = rules
        self.expiryHours = expiryHours
        self.staleMinutes = staleMinutes
        self.budget = budget
        self.drills = drills
        self.disagreementMinutes = disagreementMinutes
    }

    /// The least measure from which a report's hazard makes an alert, by itself or after review; nil where it makes none.
    public func minimum(for report: HazardReport) -> Measure? {
        rules.filter { ($0.action == .issue || $0.action == .review) && $0.concerns(report) }.map(\.minimum).min()
    }

    /// The rule that decides a change; nil where none fits.
    ///
    /// - Parameter strength: the measure announced, or that announced before where it was greater.
    public func rule(for change: Change, strength: Measure, of report: HazardReport) -> IssueRule? {
        rules.first {
            $0.concerns(report) && strength >= $0.minimum && ($0.changes?.contains(change) ?? true)
        }
    }
}
