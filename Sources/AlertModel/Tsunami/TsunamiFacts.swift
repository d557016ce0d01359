// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import struct Foundation.Date

/// A tsunami as JMA expects it on the city's coast (津波予報区).
public struct TsunamiFacts: Sendable, Hashable, Codable {
    /// The coast by JMA's code, for instance 312 東京湾内湾.
    public var coast: AreaCode
    /// What is in force now.
    public var grade: TsunamiGrade
    /// What was in force before, as the bulletin says; the grade itself where it tells of a state that another bulletin
    /// brought (VTSE51).
    public var previousGrade: TsunamiGrade
    /// When the first wave is expected, or has come.
    public var arrival: Arrival?
    /// How high.
    public var height: Height?
    /// The earthquake behind it, where the bulletin names one.
    public var origin: Hypocentre?
    /// When that earthquake struck.
    public var originTime: Date?
    /// The greatest height measured so far at a tide gauge of this coast; nil where none was.
    public var observed: Observation?

    /// What a tide gauge measured.
    public struct Observation: Sendable, Hashable, Codable {
        /// The gauge's name in Japanese.
        public var station: String
        /// The height.
        public var height: Height

        /// A measurement.
        public init(station: String, height: Height) {
            self.station = station
            self.height = height
        }
    }

    /// First wave.
    public enum Arrival: Sendable, Hashable, Codable {
        /// Expected at a time.
        case expected(Date)
        /// ただちに津波来襲と予測
        case immediate
        /// 津波到達中と推測
        case presumedArrived
        /// 第１波の到達を確認
        case confirmed
    }

    /// Greatest height expected.
    public enum Height: Sendable, Hashable, Codable {
        /// 巨大: a major warning before the size is known.
        case huge
        /// 高い: a warning before the size is known.
        case high
        /// So many centimetres.
        case centimetres(Int)
        /// Less than so many: ０．２ｍ未満.
        case below(centimetres: Int)
        /// More than so many: １０ｍ超.
        case above(centimetres: Int)
        /// Not given for an advisory before the size is known, or said to be unknown.
        case unknown
    }

    /// Facts of one coast.
    public init(
        coast: AreaCode,
        grade: TsunamiGrade,
        previousGrade: TsunamiGrade,
        arrival: Arrival?,
        height: Height?,
        origin: Hypocentre?,
        originTime: Date?,
        observed: Observation? = nil
    ) {
        self.coast = coast
        self.grade = grade
        self.previousGrade = previousGrade
        self.arrival = arrival
        self.height = height
        self.origin = origin
        self.originTime = originTime
        self.observed = observed
    }
}
