// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation

/// What holds by all bulletins about one subject: for each value, whose word counts.
///
/// - Bulletins of the old warning system count until one of the new has spoken; digests never. Where the new one's last
///   word was that all is over, an old one that warns well after it counts again: the new one of that hour is missing.
/// - A withdrawn tsunami warning takes with it what other bulletins had said of it until then.
/// - Of an earthquake each bulletin tells its part: the municipality's own intensity before its region's, the latest
///   hypocentre, the latest comments, the class of long-period motion.
/// - Of a tsunami the later bulletin tells the grade, and the last word on what was measured stays beside it.
/// - Else the later word counts, whole.
struct StandingFacts {
    /// What was measured at a coast belongs to the tsunami of that day.
    private static let measurementsHold: TimeInterval = 24 * 3600

    /// Old and new telegrams of one fact are minutes apart; what is further apart are two facts.
    private static let legacyLag: TimeInterval = 30 * 60

    /// Nil where nothing stands.
    let facts: Facts?

    init(_ reports: some Collection<HazardReport>) {
        let withdrawn = reports.filter { $0.kind == .withdrawn && $0.source.bulletin == "VTSE41" }
            .map(\.reportedAt).max()
        let words = reports.filter { report in
            report.kind != .withdrawn && report.facts != nil && report.role != .reference
                && (report.hazard != .tsunami || withdrawn.map { report.reportedAt > $0 } ?? true)
        }
        let primary = words.filter { $0.role == .primary }.sorted(by: Self.comesBefore)
        let legacy = words.filter { $0.role == .legacy }.sorted { left, right in
            // Several old bulletins tell parts of one whole (VPWW54 and VXWW50): the gravest of them holds.
            left.strength != right.strength ? left.strength < right.strength : Self.comesBefore(left, right)
        }
        let standing = primary.isEmpty || Self.overrules(legacy, primary) ? legacy : primary
        guard let last = standing.last else {
            facts = nil
            return
        }
        switch last.facts {
        case .earthquake: facts = Self.earthquake(standing)
        case .tsunami(let tsunami): facts = Self.tsunami(tsunami, of: last, standing)
        case .weather, .bulletin, .observation, .foreign, .situation, nil: facts = last.facts
        }
    }

    /// Whether one bulletin's word counts before another's: by the minute of its report, then by the second of its
    /// sending; of two that cannot be ordered the worse one counts. Serials of different bulletins say nothing.
    private static func comesBefore(_ left: HazardReport, _ right: HazardReport) -> Bool {
        if left.reportedAt != right.reportedAt { return left.reportedAt < right.reportedAt }
        let sent = (left.sentAt ?? .distantPast, right.sentAt ?? .distantPast)
        if sent.0 != sent.1 { return sent.0 < sent.1 }
        if left.strength != right.strength { return left.strength < right.strength }
        return left.source.bulletin < right.source.bulletin
    }

    /// Whether the old system warns of what the new one has not told: both are sent within minutes of each other.
    private static func overrules(_ legacy: [HazardReport], _ primary: [HazardReport]) -> Bool {
        guard let old = legacy.last, let new = primary.last, new.strength == .none else { return false }
        return old.strength >= Measure(rawValue: WarningLevel.warning.rawValue)
            && old.reportedAt.timeIntervalSince(new.reportedAt) >= legacyLag
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

extension HazardReport {
    /// The measure of its facts; nothing for a withdrawal.
    fileprivate var strength: Measure { facts?.measure ?? .none }
}
