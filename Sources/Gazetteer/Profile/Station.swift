// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel

/// One of the city's own measuring stations.
public struct Station: Sendable, Hashable {
    /// The code by which its readings come: 1 to 63 of a-z, 0-9 and hyphens.
    public let code: String
    /// Names by language tag; "ja" is always there.
    public let names: [String: String]
    /// The name's reading in hiragana.
    public let reading: String
    /// The name in modified Hepburn.
    public let romaji: String
    /// What it measures; at least one, each quantity once.
    public let gauges: [Gauge]

    /// The name for a reader of the language, as `Area.name(in:)` picks it.
    public func name(in tag: String) -> String {
        if let own = names[tag] { return own }
        let japanese = names["ja"] ?? code
        if tag == "ja" || tag == "ja-simple" { return japanese }
        return names["en"] ?? romaji
    }
}
