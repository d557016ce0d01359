// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The code of an area: JMA's own where there is one, else the municipality's, a dot and ours.
///
/// | area | code |
/// |---|---|
/// | prefecture, forecast area | "120000", "120013" |
/// | municipality | "1220300" |
/// | town | "1220300.2720001": municipality, dot, postal code; "-2" and up where towns share one |
/// | school | "1220300.s01" |
/// | coast (津波予報区) | "312" |
/// | river | "830303030400", or "1220300.r01" without a flood forecast |
public struct AreaCode: RawRepresentable, Hashable, Sendable, Codable, Comparable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    /// The code as it is written.
    public let rawValue: String

    /// Takes the code as it is; whether it names an area is the gazetteer's to say.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// A code written in source.
    public init(stringLiteral value: String) {
        self.init(rawValue: value)
    }

    /// The code as it is written.
    public var description: String { rawValue }

    /// By the code's text, so that a list has one order everywhere.
    public static func < (left: AreaCode, right: AreaCode) -> Bool {
        left.rawValue < right.rawValue
    }
}
