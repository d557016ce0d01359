// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// How urgent an alert is, most urgent first; the order in which delivery serves.
public enum Priority: Int, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// Tsunami warnings, level 5, J-Alert.
    case immediate = 0
    /// Level 4, evacuation, 震度5弱 and up, corrections and cancels of either.
    case urgent = 1
    /// Level 3, other earthquakes and tsunami.
    case warning = 2
    /// Crime, school, level 2, observation.
    case notice = 3
    /// Confirmations: a lane of their own.
    case account = 4
    /// Magazine, surveys.
    case bulk = 5

    /// The name in configuration, tables and pages.
    public var name: String {
        switch self {
        case .immediate: "immediate"
        case .urgent: "urgent"
        case .warning: "warning"
        case .notice: "notice"
        case .account: "account"
        case .bulk: "bulk"
        }
    }

    /// Whether residents' quiet hours hold it back: only what can wait until the morning.
    public var heedsQuietHours: Bool {
        switch self {
        case .notice, .bulk: true
        case .immediate, .urgent, .warning, .account: false
        }
    }

    /// A more urgent priority is the smaller one.
    public static func < (left: Priority, right: Priority) -> Bool {
        left.rawValue < right.rawValue
    }
}
