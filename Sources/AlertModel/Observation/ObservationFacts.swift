// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import struct Foundation.Date

/// What one of the city's own stations measures, once it passed a threshold of the city profile.
public struct ObservationFacts: Sendable, Hashable, Codable {
    /// What a station measures.
    public enum Quantity: String, Sendable, Hashable, Codable, CaseIterable {
        /// 時間雨量, millimetres an hour.
        case rainfall
        /// 河川水位, metres above the station's zero.
        case riverLevel = "river-level"
        /// 風速, metres a second.
        case wind
        /// 暑さ指数, degrees Celsius.
        case wbgt
        /// 光化学オキシダント, parts per million.
        case oxidant
        /// PM2.5, micrograms a cubic metre.
        case pm25
    }

    /// Where it stands, by the profile's code.
    public var station: String
    /// Its name in Japanese.
    public var stationName: String
    /// Its reading in hiragana, for easy Japanese.
    public var stationReading: String?
    /// What it measures.
    public var quantity: Quantity
    /// The value, in the quantity's unit.
    public var value: Double
    /// The threshold passed, by its name in the profile; nil once the value is below all of them.
    public var step: String?
    /// How grave on the scale of the topic 市内観測 (millimetres of rain an hour, or what the profile sets equal to
    /// them); 0 once it is over.
    public var measure: Int
    /// When it was measured.
    public var observedAt: Date

    /// A value of a station.
    public init(
        station: String,
        stationName: String,
        stationReading: String? = nil,
        quantity: Quantity,
        value: Double,
        step: String?,
        measure: Int,
        observedAt: Date
    ) {
        self.station = station
        self.stationName = stationName
        self.stationReading = stationReading
        self.quantity = quantity
        self.value = value
        self.step = step
        self.measure = measure
        self.observedAt = observedAt
    }
}
