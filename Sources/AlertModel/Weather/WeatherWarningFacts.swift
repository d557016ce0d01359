// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A weather warning or advisory as it stands for the city.
public struct WeatherWarningFacts: Sendable, Hashable, Codable {
    /// What it warns of: one of the families `heavyRain`, `levelWarning` and `namedWarning`.
    public var hazard: Hazard
    /// JMA's code of what is in force (table 気象警報・注意報): 00 解除, 10, 03, 43, 33 for rain.
    public var code: String
    /// The level in force; for warnings without a level the grade that residents' thresholds know: 2 注意報, 3 警報,
    /// 5 特別警報.
    public var level: WarningLevel
    /// The level before, as the bulletin says (LastKind); nil where it says nothing.
    public var previousLevel: WarningLevel?
    /// The river or coast, where it is about one and not about the municipality.
    public var place: AreaCode?
    /// Its name as the bulletin writes it.
    public var placeName: String?

    /// A warning by code and level.
    public init(
        hazard: Hazard = .heavyRain,
        code: String,
        level: WarningLevel,
        previousLevel: WarningLevel?,
        place: AreaCode? = nil,
        placeName: String? = nil
    ) {
        self.hazard = hazard
        self.code = code
        self.level = level
        self.previousLevel = previousLevel
        self.place = place
        self.placeName = placeName
    }

    /// Reads what was stored; what names no hazard is older than the others and is rain.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        hazard = try values.decodeIfPresent(Hazard.self, forKey: .hazard) ?? .heavyRain
        code = try values.decode(String.self, forKey: .code)
        level = try values.decode(WarningLevel.self, forKey: .level)
        previousLevel = try values.decodeIfPresent(WarningLevel.self, forKey: .previousLevel)
        place = try values.decodeIfPresent(AreaCode.self, forKey: .place)
        placeName = try values.decodeIfPresent(String.self, forKey: .placeName)
    }
}
