// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What of the world a chain of alerts is about: one earthquake, one tsunami, one spell of rain.
public struct EventKey: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    /// Hazard, subject and world, separated by slashes.
    public let rawValue: String

    /// Takes a key as stored.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The key.
    public var description: String { rawValue }
}
