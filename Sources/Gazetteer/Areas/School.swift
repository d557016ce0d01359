// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel

/// What a school has beyond other areas.
public struct School: Sendable, Hashable {
    /// Which years it teaches.
    public enum Stage: String, Sendable, Hashable, Codable, CaseIterable {
        /// 小学校, or the 前期課程 of a 義務教育学校.
        case elementary
        /// 中学校, or the 後期課程 of a 義務教育学校.
        case juniorHigh = "junior-high"
        /// 特別支援学校
        case specialNeeds = "special-needs"
    }

    /// Which years it teaches.
    public let stage: Stage
    /// The full name with its founder: 市川市立宮久保小学校.
    public let officialName: String
    /// The town in which it lies.
    public let town: AreaCode

    /// A school of the given stage.
    public init(stage: Stage, officialName: String, town: AreaCode) {
        self.stage = stage
        self.officialName = officialName
        self.town = town
    }
}
