// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The code of an area of the gazetteer: a municipality, a town, a school, a coast, a river.
///
/// Municipalities, regions, coasts and rivers carry JMA's codes ("1220300", "312", "830303030400"); what lies inside a
/// municipality carries that code, a dot and a code of its own ("1220300.2720001").
public struct AreaCode: RawRepresentable, Hashable, Sendable, Codable, Comparable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    /// The code as it stands in telegrams, tables and files.
    public let rawValue: String

    /// Takes a code as it is; whether it names an area is the gazetteer's to say.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// A code written in source.
    public init(stringLiteral value: String) {
        self.rawValue = value
    }

    /// The code.
    public var description: String { rawValue }

    /// Orders by code.
    public static func < (left: AreaCode, right: AreaCode) -> Bool {
        left.rawValue < right.rawValue
    }
}
