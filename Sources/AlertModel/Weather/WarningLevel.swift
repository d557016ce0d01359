// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The level of a weather warning under the system in force since 2026-05-28.
///
/// It is JMA's level (警戒レベル…相当), never the city's evacuation order, which the mayor issues.
public enum WarningLevel: Int, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// Nothing in force, or lifted (解除).
    case none = 0
    /// 注意報
    case advisory = 2
    /// 警報
    case warning = 3
    /// 危険警報
    case danger = 4
    /// 特別警報
    case emergency = 5

    /// Lower first.
    public static func < (left: WarningLevel, right: WarningLevel) -> Bool {
        left.rawValue < right.rawValue
    }
}
