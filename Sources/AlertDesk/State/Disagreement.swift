// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation

/// Bulletins that say different things of the same hazard and area at the same time.
///
/// Old and new telegrams and the digest of everything in force are meant to say the same within minutes. Where they do
/// not, a telegram was lost or somebody erred; either is for operators, not for residents.
public struct Disagreement: Sendable, Hashable {
    /// What one side says.
    public struct Side: Sendable, Hashable {
        /// The kind of bulletin.
        public var bulletin: String
        /// What it says, with its time.
        public var text: String
    }

    /// The words that decide.
    public var known: Side
    /// The words that differ from them.
    public var other: Side

    /// One line for operators, with both texts.
    public var description: String { "\(known.text); but \(other.text)" }

    /// The disagreement in a state; nil where all agree.
    public init?(in state: HazardState) {
        let words = state.latest.values.filter { $0.kind != .withdrawn && $0.facts != nil }
        let primary = words.filter { $0.role == .primary }
        let legacy = words.filter { $0.role == .legacy }
        guard let known = (primary.isEmpty ? legacy : primary).max(by: { $1.isLater(than: $0) }) else {
            // Something is in force of which no bulletin came.
            guard let digest = words.first(where: { ($0.facts?.measure ?? .none) > .none }) else { return nil }
            self.known = Side(bulletin: "", text: "nothing has come about it")
            other = Self.side(digest)
            return
        }
        let measure = known.facts?.measure ?? .none
        if let digest = words.first(where: { $0.role == .reference }), digest.facts?.measure ?? .none != measure {
            self.known = Self.side(known)
            other = Self.side(digest)
            return
        }
        guard known.role == .primary, !legacy.isEmpty else { return nil }
        // Several old bulletins tell parts of one whole: the gravest of them is what the old system says.
        let old = legacy.max { ($0.facts?.measure ?? .none) < ($1.facts?.measure ?? .none) }
        guard let old, let oldMeasure = old.facts?.measure else { return nil }
        // The old system has no level 4 for what it calls a warning.
        let comparable = measure.rawValue == 4 && oldMeasure.rawValue == 3 ? oldMeasure : measure
        guard comparable != oldMeasure else { return nil }
        self.known = Self.side(known)
        other = Self.side(old)
    }

    private static func side(_ report: HazardReport) -> Side {
        let headline = report.headline.map { " (\($0.prefix(120)))" } ?? ""
        let time = report.reportedAt.formatted(.iso8601)
        return Side(
            bulletin: report.source.bulletin,
            text: "\(report.source.bulletin) of \(time) says \(report.facts?.described ?? "nothing")\(headline)"
        )
    }
}
