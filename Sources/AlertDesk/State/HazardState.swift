// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel

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

    /// The facts that hold now: those of the most telling bulletin that was not withdrawn.
    public var effective: Facts? {
        let standing = latest.values.filter { $0.kind != .withdrawn && $0.facts != nil }
        // A municipality's own intensity tells more than its region's; else the later word.
        return standing.max { left, right in
            let detail = (left.isDetailed ? 1 : 0, right.isDetailed ? 1 : 0)
            return detail.0 != detail.1 ? detail.0 < detail.1 : right.isLater(than: left)
        }?.facts
    }

    /// Takes a report in.
    ///
    /// - Parameter minimum: the least measure that makes an alert; nil where the hazard makes none.
    public mutating func fold(_ report: HazardReport, minimum: Measure?) -> Fold {
        let bulletin = report.source.bulletin
        if let known = latest[bulletin], !report.isLater(than: known) {
            return .nothing(
                known.isLater(than: report)
                    ? "older than what is known: a later \(bulletin) came before it"
                    : "a repetition of the \(bulletin) already known"
            )
        }
        latest[bulletin] = report
        guard let minimum else { return .nothing("the city's rules make no alert of this hazard") }
        guard let facts = effective else {
            guard let announced else { return .nothing("withdrawn before anything was announced") }
            return .change(.withdrawn, announced.facts, after: announced)
        }
        guard let announced else {
            guard facts.measure >= minimum, facts.measure > .none else {
                return .nothing("below what the city's rules make an alert of")
            }
            return .change(.new, facts, after: nil)
        }
        guard let change = Self.change(from: announced.facts, to: facts, minimum: minimum, report: report) else {
            return .nothing("no material change to what was announced")
        }
        return .change(change, facts, after: announced)
    }

    /// Notes that an alert was made of a fold's change; a chain closes with its end or withdrawal.
    public mutating func announce(_ change: Change, facts: Facts, as id: Alert.ID) {
        revision += 1
        switch change {
        case .ended, .withdrawn: announced = nil
        case .new, .raised, .lowered, .detailed, .corrected:
            announced = Announced(
                facts: facts,
                peak: max(announced?.peak ?? .none, facts.measure),
                chain: (announced?.chain ?? []) + [id]
            )
        }
    }

    private static func change(
        from old: Facts,
        to new: Facts,
        minimum: Measure,
        report: HazardReport
    ) -> Change? {
        guard old != new else { return nil }
        switch (old, new) {
        case (.earthquake(let before), .earthquake(let after)):
            if new.measure > old.measure { return report.kind == .corrected ? .corrected : .raised }
            let tells = after.tells(moreThan: before)
            if report.kind == .corrected, tells || new.measure != old.measure { return .corrected }
            if tells { return .detailed }
            return new.measure < old.measure ? .lowered : nil
        case (.tsunami(let before), .tsunami(let after)):
            if new.measure < minimum { return .ended }
            if report.kind == .corrected { return .corrected }
            if new.measure != old.measure { return new.measure > old.measure ? .raised : .lowered }
            // A shifted arrival time alone is no news; a new height, or that the wave is here, is.
            return before.height != after.height || after.arrivalIsNews(after: before.arrival) ? .detailed : nil
        case (.weather, .weather):
            if new.measure < minimum { return .ended }
            if new.measure == old.measure { return nil }
            if report.kind == .corrected { return .corrected }
            return new.measure > old.measure ? .raised : .lowered
        default:
            return nil
        }
    }
}

extension HazardReport {
    /// Whether it speaks of the municipality itself.
    var isDetailed: Bool {
        if case .earthquake(let facts)? = facts { return facts.resolution == .municipality }
        return false
    }
}

extension EarthquakeFacts {
    /// Whether there is something here that a resident acts on and was not told before.
    func tells(moreThan earlier: EarthquakeFacts) -> Bool {
        if hypocentre != nil, earlier.hypocentre == nil { return true }
        if resolution == .municipality, earlier.resolution == .region { return true }
        if hypocentre?.epicentre != earlier.hypocentre?.epicentre { return true }
        return tsunamiComments.contains(where: \.isWarning) != earlier.tsunamiComments.contains(where: \.isWarning)
    }
}

extension TsunamiFacts {
    /// Whether the wave was awaited and is now here or due at once.
    func arrivalIsNews(after earlier: Arrival?) -> Bool {
        func isHere(_ arrival: Arrival?) -> Bool {
            switch arrival {
            case .immediate, .presumedArrived, .confirmed: true
            case .expected, nil: false
            }
        }
        return isHere(arrival) && !isHere(earlier)
    }
}
