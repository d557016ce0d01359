// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// One line of a city's rules: what becomes of some changes of some hazards.
public struct IssueRule: Sendable, Hashable {
    /// What becomes of a change.
    public enum Action: String, Sendable, Hashable, Codable, CaseIterable {
        /// It becomes an alert at once.
        case issue
        /// It becomes an alert that waits until officers let it go.
        case review
        /// It is shown to officers and on pages; nobody gets a message.
        case show
        /// It is kept, and shown nowhere but in the list of telegrams.
        case log
    }

    /// Its name, which each alert that it makes bears as its reason.
    public var name: String
    /// The hazards that it speaks of.
    public var hazards: Set<Hazard>
    /// The changes that it speaks of; nil for all.
    public var changes: Set<Change>?
    /// The least measure that it speaks of, on the scale of the hazard's topic. A change that lowers or ends is
    /// measured by what was announced before.
    public var minimum: Measure
    /// The areas that it speaks of; nil for all.
    public var areas: Set<AreaCode>?
    /// The kinds of bulletin that it speaks of, such as VPWW53; nil for all.
    public var bulletins: Set<String>?
    /// What becomes of the change.
    public var action: Action

    /// A rule.
    public init(
        name: String,
        hazards: Set<Hazard>,
        changes: Set<Change>? = nil,
        minimum: Measure = Measure(rawValue: 1),
        areas: Set<AreaCode>? = nil,
        bulletins: Set<String>? = nil,
        action: Action
    ) {
        self.name = name
        self.hazards = hazards
        self.changes = changes
        self.minimum = minimum
        self.areas = areas
        self.bulletins = bulletins
        self.action = action
    }

    /// Whether it speaks of what a report is about, whatever the change and the measure.
    public func concerns(_ report: HazardReport) -> Bool {
        guard hazards.contains(report.hazard), bulletins?.contains(report.source.bulletin) ?? true else { return false }
        guard let areas else { return true }
        if case .area(let code) = report.subject, areas.contains(code) { return true }
        return !areas.isDisjoint(with: report.areas)
    }
}
