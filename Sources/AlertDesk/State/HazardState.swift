// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Foundation

/// All that is known of one event or area, whatever the order in which its reports came.
///
/// The rule that it keeps: a bulletin's latest word counts, by its own time and serial; arrival counts for nothing. What
/// comes out is a material change, or nothing and the reason. Folding the same reports in any order ends in the same
/// effective facts.
public struct HazardState: Sendable, Hashable, Codable {
    /// What residents were last told.
    public struct Announced: Sendable, Hashable, Codable {
        /// The facts announced.
        public var facts: Facts
        /// The worst measure of the chain.
        public var peak: Measure
        /// The alerts of the chain, oldest first.
        public var chain: [Alert.ID]
        /// When the chain is over without another word: what such bulletins say holds for an hour or a day, and JMA lifts
        /// none of them. Nil for what is lifted by a bulletin.
        public var until: Date?
        /// What was told before, oldest first, so that an alert that officers refuse can be taken out again.
        var earlier: [Earlier]?
    }

    struct Earlier: Sendable, Hashable, Codable {
        var facts: Facts
        var peak: Measure
        var until: Date?
    }

    /// What a report led to.
    public enum Fold: Sendable, Hashable {
        /// A material change: the facts to announce and the announcement that they follow.
        case change(Change, Facts, after: Announced?)
        /// Nothing to tell, and why.
        case nothing(String)
    }

    /// The latest report of each kind of bulletin.
    public private(set) var latest: [String: HazardReport] = [:]
    /// The chain under way; nil before the first alert and after the last.
    public private(set) var announced: Announced?
    /// How many alerts were made for this subject, over all its chains.
    public private(set) var revision = 0

    /// Nothing known.
    public init() {}

    /// The facts that hold now, of all bulletins that were not withdrawn.
    public var effective: Facts? { StandingFacts(latest.values).facts }

    /// Takes a report in.
    ///
    /// - Parameter minimum: the least measure that makes an alert; nil where the hazard makes none.
    public mutating func fold(_ report: HazardReport, minimum: Measure?) -> Fold {
        let bulletin = report.source.bulletin
        let known = latest[bulletin]
        if let known, let reason = report.reasonToPass(over: known) { return .nothing(reason) }
        if let until = announced?.until, until < report.reportedAt { announced = nil }
        let before = effective
        latest[bulletin] = report
        guard report.role != .reference else { return .nothing("a digest, compared with what is known") }
        guard let minimum else { return .nothing("the city's rules make no alert of \(report.hazard.rawValue)") }
        guard let facts = effective else {
            guard let announced else { return .nothing("withdrawn before anything was announced") }
            return .change(.withdrawn, announced.facts, after: announced)
        }
        guard let announced, !(decides(report) && report.beginsAnew(after: known, minimum: minimum)) else {
            guard facts.measure >= minimum, facts.measure > .none else {
                return .nothing(
                    "\(facts.described) is below \(facts.described(minimum)), where this city's alerts begin"
                )
            }
            return .change(.new, facts, after: nil)
        }
        // What is wrong is what stood: a late correction of a bulletin that another has replaced corrects nothing.
        let isCorrection = report.kind != .issued && before != facts
        let change =
            isCorrection
            ? facts.correction(of: announced.facts, minimum: minimum)
            : facts.change(from: announced.facts, minimum: minimum)
        guard let change else {
            let last = announced.chain.last.map { " since \($0)" } ?? ""
            return .nothing("nothing to act on that residents have not known\(last)")
        }
        return .change(change, change == .withdrawn ? announced.facts : facts, after: announced)
    }

    /// Whether a report's word is one of those that count.
    private func decides(_ report: HazardReport) -> Bool {
        report.role == .primary || !latest.values.contains { $0.role == .primary && $0.kind != .withdrawn }
    }

    /// Notes that an alert was made of a fold's change; a chain closes with its end or withdrawal.
    ///
    /// - Parameter until: when the chain is over without another word; nil for what a bulletin lifts.
    public mutating func announce(_ change: Change, facts: Facts, as id: Alert.ID, until: Date? = nil) {
        revision += 1
        switch change {
        case .ended, .withdrawn: announced = nil
        case .new: announced = Announced(facts: facts, peak: facts.measure, chain: [id], until: until)
        case .raised, .lowered, .detailed, .corrected:
            let before = announced
            announced = Announced(
                facts: facts,
                peak: max(before?.peak ?? .none, facts.measure),
                chain: (before?.chain ?? []) + [id],
                until: until,
                earlier: before.map {
                    ($0.earlier ?? []) + [Earlier(facts: $0.facts, peak: $0.peak, until: $0.until)]
                }
            )
        }
    }

    /// Notes a change of which no alert was made because it came too late: its end closes a chain all the same, so that
    /// the next event begins a new one.
    public mutating func pass(over change: Change) {
        if change == .ended || change == .withdrawn { announced = nil }
    }

    /// Takes out an alert that officers refused: residents were never told.
    ///
    /// A refused end or withdrawal leaves its chain closed.
    public mutating func retract(_ id: Alert.ID) {
        guard var told = announced, let place = told.chain.firstIndex(of: id) else { return }
        let isLast = place == told.chain.count - 1
        told.chain.remove(at: place)
        guard !told.chain.isEmpty else {
            announced = nil
            return
        }
        var earlier = told.earlier ?? []
        if isLast, let before = earlier.popLast() {
            (told.facts, told.peak, told.until) = (before.facts, before.peak, before.until)
        } else if place < earlier.count {
            earlier.remove(at: place)
        }
        told.earlier = earlier.isEmpty ? nil : earlier
        announced = told
    }
}
