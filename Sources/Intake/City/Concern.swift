// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel

/// Whether a telegram concerns the city.
public enum Concern: Sendable, Hashable {
    /// It does, and this is what it says of the city, one report for each hazard and subject; never empty.
    case reports([HazardReport])
    /// It does not; the reason is a sentence for the operator.
    case notConcerned(reason: String)
}
