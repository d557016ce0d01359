// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Foundation

/// A value that a station reports.
public struct Observation: Sendable, Hashable {
    /// Which gauge measured it.
    public var gauge: Gauge.ID
    /// In the quantity's unit.
    public var value: Double
    /// When it was measured.
    public var observedAt: Date

    /// A value.
    public init(gauge: Gauge.ID, value: Double, observedAt: Date) {
        self.gauge = gauge
        self.value = value
        self.observedAt = observedAt
    }
}
