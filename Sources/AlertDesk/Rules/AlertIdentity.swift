// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation

/// What the alerts of a city bear: whose they are, and what their identifiers begin with.
public struct AlertIdentity: Sendable, Hashable {
    /// What an alert's `identifier` begins with: the city.
    public var prefix: String
    /// CAP `sender`.
    public var sender: String

    /// An identity.
    public init(prefix: String, sender: String) {
        self.prefix = prefix
        self.sender = sender
    }

    /// The alert that a material change makes.
    ///
    /// - Parameters:
    ///   - after: what residents were told before, whose alerts this one refers to.
    ///   - revision: the how-manieth alert of its subject; part of its identifier.
    ///   - hours: how long after its report it may still be sent.
    func alert(
        _ change: Change,
        _ facts: Facts,
        after: HazardState.Announced?,
        revision: Int,
        report: HazardReport,
        hours: Int
    ) throws -> Alert {
        let event = report.event
        // The time keeps identifiers unique even where a database is begun anew.
        let time = report.reportedAt.formatted(.iso8601).replacing("-", with: "").replacing(":", with: "")
        let name = "\(prefix).\(event.rawValue.replacing("/", with: ".")).\(time).\(revision)"
        guard let id = Alert.ID(rawValue: name) else {
            throw AlertDeskError.unusableIdentifier(name)
        }
        let grading = Grading(facts, change: change, previous: after?.facts)
        var expires = report.reportedAt.addingTimeInterval(Double(hours) * 3600)
        if case .foreign(let foreign) = facts, let theirs = foreign.expires, change != .ended, change != .withdrawn {
            expires = min(expires, theirs)
        }
        return Alert(
            id: id,
            sender: sender,
            sent: report.reportedAt,
            status: report.status,
            messageType: change == .withdrawn ? .cancel : after == nil ? .alert : .update,
            references: after?.chain ?? [],
            event: event,
            hazard: report.hazard,
            change: change,
            urgency: grading.urgency,
            severity: grading.severity,
            certainty: grading.certainty,
            onset: nil,
            expires: expires,
            areas: report.areas,
            facts: facts,
            peak: max(after?.peak ?? .none, facts.measure),
            priority: grading.priority,
            source: report.source
        )
    }
}
