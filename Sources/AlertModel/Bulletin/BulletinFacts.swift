// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import struct Foundation.Date

/// What JMA says beside its warnings, as far as it concerns the city: a tornado watch, record rain, a heat alert, a
/// volcano, a typhoon.
public struct BulletinFacts: Sendable, Hashable, Codable {
    /// Whether it still holds.
    public enum Phase: String, Sendable, Hashable, Codable {
        case inForce = "in-force"
        /// 解除, 終了, or a bulletin that says that there is nothing to fear.
        case over
    }

    /// A number that it gives.
    public struct Value: Sendable, Hashable, Codable {
        /// What is measured.
        public enum Quantity: String, Sendable, Hashable, Codable, CaseIterable {
            /// Millimetres in an hour.
            case rainfall
            /// Centimetres of snow.
            case snowfall
            /// Metres a second.
            case windSpeed = "wind-speed"
            /// Metres a second.
            case gust
            /// Hectopascals.
            case pressure
            /// Kilometres from the city.
            case distance
            /// The heat index WBGT, degrees.
            case heatIndex = "heat-index"
            /// 噴火警戒レベル
            case eruptionLevel = "eruption-level"
            /// 降灰量 by code
            case ashfall
            /// Magnitude
            case magnitude
            /// Minutes until it is expected.
            case leadTime = "lead-time"
        }

        /// What is measured.
        public var quantity: Quantity
        /// How much, in the unit of the quantity.
        public var number: Double
        /// Where, in JMA's words; nil for the whole.
        public var place: String?

        /// A number.
        public init(_ quantity: Quantity, _ number: Double, place: String? = nil) {
            self.quantity = quantity
            self.number = number
            self.place = place
        }
    }

    /// What it is about, of the family `bulletin`.
    public var hazard: Hazard
    /// JMA's code of it; empty where it has none.
    public var code: String
    /// JMA's name of it: 竜巻注意情報, 噴火警報（火口周辺）.
    public var name: String
    /// Whether it still holds.
    public var phase: Phase
    /// How grave on the scale of weather levels, 1 to 5; what priorities are made of.
    public var level: Int
    /// How grave on the scale of the hazard's topic, where that is not the one of levels (earthquakes: 震度); what
    /// residents' thresholds are compared with. Nil where `level` is.
    public var thresholdMeasure: Int?
    /// The places that it names in or around the city, in JMA's words.
    public var places: [String]
    /// The numbers that it gives.
    public var values: [Value]
    /// Until when it holds; nil where it does not say.
    public var validUntil: Date?
    /// JMA's own sentence (Head/Headline/Text), in Japanese.
    public var headline: String

    /// A bulletin.
    public init(
        hazard: Hazard,
        code: String,
        name: String,
        phase: Phase,
        level: Int,
        places: [String] = [],
        values: [Value] = [],
        validUntil: Date? = nil,
        headline: String = "",
        thresholdMeasure: Int? = nil
    ) {
        self.hazard = hazard
        self.code = code
        self.name = name
        self.phase = phase
        self.level = level
        self.places = places
        self.values = values
        self.validUntil = validUntil
        self.headline = headline
        self.thresholdMeasure = thresholdMeasure
    }
}
