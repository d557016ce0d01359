// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Live or drill: a type, so that nothing of a drill can be handed to a live transport (promise P6).
public protocol World: Sendable {
    /// The world's name in tables and logs.
    static var name: String { get }
    /// The only status that an alert of this world may have.
    static var status: AlertStatus { get }
}

/// The world in which alerts are meant.
public enum Live: World {
    /// `live`
    public static let name = "live"
    /// `Actual`
    public static let status = AlertStatus.actual
}

/// The world of 訓練: its alerts are marked, and go out over its own transports only.
public enum Drill: World {
    /// `drill`
    public static let name = "drill"
    /// `Exercise`
    public static let status = AlertStatus.exercise
}
