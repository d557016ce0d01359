// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Where an earthquake began and how great it was.
public struct Hypocentre: Sendable, Hashable, Codable {
    /// 震央地名 by code and Japanese name.
    public var epicentre: Epicentre
    /// Degrees north and east (WGS 84 or Tokyo as published); nil where unknown.
    public var coordinates: Coordinates?
    /// How deep.
    public var depth: Depth
    /// How great.
    public var magnitude: Magnitude

    /// A place of JMA's table 震央地名.
    public struct Epicentre: Sendable, Hashable, Codable {
        /// The code, three digits in JMA's table.
        public var code: String
        /// The name in Japanese.
        public var name: String

        /// A place by code and name.
        public init(code: String, name: String) {
            self.code = code
            self.name = name
        }
    }

    /// A point on the map.
    public struct Coordinates: Sendable, Hashable, Codable {
        /// Degrees north.
        public var latitude: Double
        /// Degrees east.
        public var longitude: Double

        /// A point.
        public init(latitude: Double, longitude: Double) {
            self.latitude = latitude
            self.longitude = longitude
        }
    }

    /// Depth as JMA publishes it.
    public enum Depth: Sendable, Hashable, Codable {
        /// ごく浅い: 0 in the bulletin.
        case veryShallow
        /// So many kilometres, in steps of ten (one for some).
        case kilometres(Int)
        /// ７００ｋｍ以上.
        case sevenHundredOrMore
        /// 不明.
        case unknown
    }

    /// Magnitude as JMA publishes it.
    public enum Magnitude: Sendable, Hashable, Codable {
        /// A value in tenths: 61 is M6.1.
        case tenths(Int)
        /// Ｍ８を超える巨大地震.
        case overEight
        /// Ｍ不明.
        case unknown
    }

    /// A hypocentre.
    public init(epicentre: Epicentre, coordinates: Coordinates?, depth: Depth, magnitude: Magnitude) {
        self.epicentre = epicentre
        self.coordinates = coordinates
        self.depth = depth
        self.magnitude = magnitude
    }
}
