// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What JMA has in force for a coast, weakest first.
public enum TsunamiGrade: Int, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// 津波なし, or lifted.
    case none = 0
    /// 津波予報（若干の海面変動）: no damage.
    case forecast = 1
    /// 津波注意報
    case advisory = 2
    /// 津波警報
    case warning = 3
    /// 大津波警報
    case majorWarning = 4

    /// Reads a code of JMA's table 警報等情報要素／津波警報・注意報・予報; nil for a code that is not in it.
    public init?(code: String) {
        switch code {
        case "00", "50", "60": self = .none
        case "51": self = .warning
        case "52", "53": self = .majorWarning
        case "62": self = .advisory
        case "71", "72", "73": self = .forecast
        default: return nil
        }
    }

    /// Reads the name used in profiles and thresholds.
    public init?(name: String) {
        guard let grade = TsunamiGrade.allCases.first(where: { $0.name == name }) else { return nil }
        self = grade
    }

    /// The name used in profiles and thresholds.
    public var name: String {
        switch self {
        case .none: "none"
        case .forecast: "forecast"
        case .advisory: "advisory"
        case .warning: "warning"
        case .majorWarning: "major-warning"
        }
    }

    /// Weaker first.
    public static func < (left: TsunamiGrade, right: TsunamiGrade) -> Bool {
        left.rawValue < right.rawValue
    }
}
