// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation

/// What holds by all bulletins about one subject: for each value, whose word counts.
///
/// - Bulletins of the old warning system count only until one of the new has spoken; digests never.
/// - Of an earthquake each bulletin tells its part: the municipality's own intensity before its region's, the latest
///   hypocentre, the latest comments, the class of long-period motion.
/// - Of a tsunami the later bulletin tells the grade, and the last word on what was measured stays beside it.
/// - Else the later word counts, whole.
struct StandingFacts {
    /// What was measured at a coast belongs to the tsunami of that day.
    private static let measurementsHold: TimeInterval = 24 * 3600

    /// Nil where nothing stands.
    let facts: Facts?

    init(_ reports: some Collection<HazardReport>) {
        let words = reports.filter { $0.kind != .withdrawn && $0.facts != nil && $0.role != .reference }
        let primary = words.filter { $0.role == .primary }
        let standing = (primary.isEmpty ? words : primary).sorted { left, right in
            // Several old bulletins tell parts of one whole (VPWW54 and VXWW50): the gravest of them holds.
            let (before, after) = (left.facts?.measure ?? .none, right.facts?.measure ?? .none)
            if primary.isEmpty, before != after { return before < after }
            return right.isLater(than: left)
        }
        guard let last = standing.last else {
            facts = nil
            return
        }
        switch last.facts {
        case .earthquake: facts = Self.earthquake(standing)
        case .tsunami(let tsunami): facts = Self.tsunami(tsunami, of: last, standing)
        case .weather, .bulletin, .observation, .foreign, nil: facts = last.facts
        }
    }

    /// - Parameter reports: in the order of their words.
    private static func earthquake(_ reports: [HazardReport]) -> Facts? {
        let words = reports.reversed().compactMap { report -> EarthquakeFacts? in
            if case .earthquake(let facts)? = report.facts { facts } else { nil }
        }
        let detailed = words.filter { $0.resolution == .municipality }
        guard let lead = detailed.first ?? words.first(where: { $0.cityIntensity != nil }) ?? words.first else {
            return nil
        }
        var facts = lead
        facts.maximumIntensity = (detailed + words).lazy.compactMap(\.maximumIntensity).first
        facts.hypocentre = words.lazy.compactMap(\.hypocentre).first
        facts.occurredAt = words.first { $0.hypocentre != nil }?.occurredAt ?? lead.occurredAt
        facts.tsunamiComments = words.first { !$0.tsunamiComments.isEmpty }?.tsunamiComments ?? []
        facts.longPeriodClass = words.lazy.compactMap(\.longPeriodClass).first
        return .earthquake(facts)
    }

    private static func tsunami(_ facts: TsunamiFacts, of last: HazardReport, _ reports: [HazardReport]) -> Facts {
        var facts = facts
        if facts.grade == .none {
            facts.observed = nil
        } else if facts.observed == nil {
            for report in reports.reversed() {
                guard last.reportedAt.timeIntervalSince(report.reportedAt) <= measurementsHold else { break }
                guard case .tsunami(let earlier)? = report.facts else { continue }
                // The grade before was nothing: what was measured then was another tsunami.
                guard earlier.grade != .none else { break }
                if let observed = earlier.observed {
                    facts.observed = observed
                    break
                }
            }
        }
        return .tsunami(facts)
    }
}
