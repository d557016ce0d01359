// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel

/// Which changes of which hazards make an alert, as the city has set it.
public struct IssueRules: Sendable, Hashable {
    /// What an alert's `identifier` begins with: the city.
    public var identifierPrefix: String
    /// CAP `sender`.
    public var sender: String
    /// The least measure in the city that makes an alert, by hazard; a hazard that is missing makes none.
    public var minimum: [Hazard: Measure]
    /// How long after its report an alert may still be sent, in hours, by hazard; a day where none is set.
    public var expiryHours: [Hazard: Int]
    /// How far ahead of this machine's clock a report may be dated, in seconds: beyond it a clock is wrong, and one
    /// such report would make every later one look old.
    public var clockTolerance: Double = 600

    /// Rules of a city.
    public init(
        identifierPrefix: String,
        sender: String,
        minimum: [Hazard: Measure],
        expiryHours: [Hazard: Int]
    ) {
        self.identifierPrefix = identifierPrefix
        self.sender = sender
        self.minimum = minimum
        self.expiryHours = expiryHours
    }
}
