// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A weather warning with a level, as it stands for the city.
public struct WeatherWarningFacts: Sendable, Hashable, Codable {
    /// JMA's code of what is in force (table 気象警報・注意報): 00 解除, 10, 03, 43, 33 for rain.
    public var code: String
    /// The level in force.
    public var level: WarningLevel
    /// The level before, as the bulletin says (LastKind); nil where it says nothing.
    public var previousLevel: WarningLevel?

    /// A warning by code and level.
    public init(code: String, level: WarningLevel, previousLevel: WarningLevel?) {
        self.code = code
        self.level = level
        self.previousLevel = previousLevel
    }
}
