// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// One quantity that one of the city's stations measures, and what its values mean to the city (`stations.yaml`).
public struct Gauge: Sendable, Hashable {
    /// Which gauge: a station may have several.
    public struct ID: Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
        /// The station's code in the profile.
        public var station: String
        /// What it measures.
        public var quantity: ObservationFacts.Quantity

        /// The gauge of a station for a quantity.
        public init(station: String, quantity: ObservationFacts.Quantity) {
            self.station = station
            self.quantity = quantity
        }

        /// As in alarms and answers: `r01 rainfall`.
        public var description: String { "\(station) \(quantity.rawValue)" }

        /// By station, then by quantity, so that a list has one order everywhere.
        public static func < (left: ID, right: ID) -> Bool {
            (left.station, left.quantity.rawValue) < (right.station, right.quantity.rawValue)
        }
    }

    /// A threshold with its way up and its way down.
    public struct Step: Sendable, Hashable {
        /// Its name, unique within the gauge.
        public var name: String
        /// The value from which it counts, in the quantity's unit.
        public var from: Double
        /// The value below which it is over; never more than `from`, so that a value at the edge does not flutter.
        public var release: Double
        /// For how many seconds the value must have been at or above `from`.
        public var hold: Double
        /// For how many seconds the value must have been below `release`.
        public var calm: Double
        /// How grave it is on the scale of the topic 市内観測.
        public var measure: Measure

        /// A threshold.
        public init(name: String, from: Double, release: Double, hold: Double, calm: Double, measure: Measure) {
            self.name = name
            self.from = from
            self.release = release
            self.hold = hold
            self.calm = calm
            self.measure = measure
        }
    }

    /// Which gauge.
    public var id: ID
    /// The station's name in Japanese.
    public var stationName: String
    /// The name's reading in hiragana.
    public var stationReading: String
    /// Where in the city its values apply; never empty.
    public var areas: [AreaCode]
    /// The thresholds, lowest first; `from` and `measure` both grow.
    public var steps: [Step]
    /// What can be at all; a value outside is the gauge's fault.
    public var possible: ClosedRange<Double>
    /// The greatest change that can be between two readings that follow each other; nil for any.
    public var greatestChange: Double?
    /// Seconds between two readings.
    public var interval: Double
    /// Seconds without a reading after which the gauge is silent.
    public var silentAfter: Double
    /// Seconds with the very same value after which it is frozen; nil for never.
    public var frozenAfter: Double?
    /// The value at which it may stand still for days: no rain. Nil for none.
    public var rest: Double?

    /// A gauge.
    public init(
        id: ID,
        stationName: String,
        stationReading: String,
        areas: [AreaCode],
        steps: [Step],
        possible: ClosedRange<Double>,
        greatestChange: Double? = nil,
        interval: Double,
        silentAfter: Double,
        frozenAfter: Double? = nil,
        rest: Double? = nil
    ) {
        self.id = id
        self.stationName = stationName
        self.stationReading = stationReading
        self.areas = areas
        self.steps = steps
        self.possible = possible
        self.greatestChange = greatestChange
        self.interval = interval
        self.silentAfter = silentAfter
        self.frozenAfter = frozenAfter
        self.rest = rest
    }
}

extension ObservationFacts.Quantity {
    /// The unit in which it is told and written, in UCUM's and JMA's spelling.
    public var unit: String {
        switch self {
        case .rainfall: "mm/h"
        case .riverLevel: "m"
        case .wind: "m/s"
        case .wbgt: "Cel"
        case .oxidant: "ppm"
        case .pm25: "ug/m3"
        }
    }
}
