// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// From what on a telegram becomes an alert in this city.
public struct AlertRules: Sendable, Hashable {
    /// What becomes of telegrams that are marked as training or test.
    public enum DrillPolicy: String, Sendable, Hashable, Codable, CaseIterable {
        /// Kept, never sent.
        case record
        /// Sent, marked as a drill.
        case send
    }

    /// JMA's intensity codes that can be named, weakest first.
    public static let intensities = ["3", "4", "5-", "5+", "6-", "6+", "7"]
    /// The tsunami grades that can be named, gravest first.
    public static let knownTsunamiGrades = ["major-warning", "warning", "advisory"]

    /// The least intensity in the city for which an earthquake is announced; one of ``intensities``.
    public let earthquakeMinimumIntensity: String
    /// The least warning level for which weather is announced, 2 to 5.
    public let weatherMinimumLevel: Int
    /// The grades that are announced; of ``knownTsunamiGrades``.
    public let tsunamiGrades: [String]
    /// What becomes of drills.
    public let drills: DrillPolicy
    /// Hours after its report at which an alert is no longer sent, by hazard.
    public let expiryHours: [String: Int]

    /// How long after its report an alert of the hazard may be sent; none for a hazard that the rules do not name.
    public func expiry(ofHazard hazard: String) -> Duration? {
        expiryHours[hazard].map { .seconds($0 * 3600) }
    }
}
