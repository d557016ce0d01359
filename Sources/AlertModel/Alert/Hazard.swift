// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The kind of event that an alert is about.
public enum Hazard: String, Sendable, Hashable, Codable, CaseIterable {
    case earthquake
    case tsunami
    case heavyRain = "heavy-rain"

    /// The topic under which residents subscribe to it.
    public var topic: Topic {
        switch self {
        case .earthquake: .earthquake
        case .tsunami: .tsunami
        case .heavyRain: .weather
        }
    }
}
