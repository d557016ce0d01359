// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import struct Foundation.Date

/// An earthquake as JMA announces it, and as it was felt in the city.
public struct EarthquakeFacts: Sendable, Hashable, Codable {
    /// How closely `cityIntensity` is known.
    public enum Resolution: String, Sendable, Hashable, Codable {
        /// 震度速報: the greatest intensity of the region that holds the city.
        case region
        /// 震源・震度に関する情報: that of the municipality itself.
        case municipality
    }

    /// When it struck, to the minute: Head/TargetDateTime or Body/Earthquake/OriginTime.
    public var occurredAt: Date
    /// The greatest intensity anywhere; nil where the bulletin gives none.
    public var maximumIntensity: SeismicIntensity?
    /// The intensity in the city; nil where the bulletin does not name it.
    public var cityIntensity: SeismicIntensity?
    /// Whether `cityIntensity` is the region's or the municipality's.
    public var resolution: Resolution
    /// Where it began; nil before it is known.
    public var hypocentre: Hypocentre?
    /// What the bulletin says of tsunami, most serious first.
    public var tsunamiComments: [TsunamiComment]
    /// 長周期地震動階級 of the city's region, 1 to 4; nil where nothing is known of it.
    public var longPeriodClass: Int?

    /// Facts of one earthquake.
    public init(
        occurredAt: Date,
        maximumIntensity: SeismicIntensity?,
        cityIntensity: SeismicIntensity?,
        resolution: Resolution,
        hypocentre: Hypocentre?,
        tsunamiComments: [TsunamiComment],
        longPeriodClass: Int? = nil
    ) {
        self.occurredAt = occurredAt
        self.maximumIntensity = maximumIntensity
        self.cityIntensity = cityIntensity
        self.resolution = resolution
        self.hypocentre = hypocentre
        self.tsunamiComments = tsunamiComments
        self.longPeriodClass = longPeriodClass
    }
}
