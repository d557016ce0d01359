// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel

/// Everything that is one city's: who it is, its codes, its places, its signature, its rules.
///
/// A profile is a folder of YAML files (`profile`, `towns`, `schools`, `waters`, `stations`, `boundary`, `topics`, `rules`),
/// read once; a value of this type is whole and checked.
public struct CityProfile: Sendable {
    /// A short name for files and logs: "ichikawa".
    public let identifier: String
    /// The city itself.
    public let municipality: Area
    /// The codes under which telegrams speak of it.
    public let codes: CityCodes
    /// Its places and what holds them.
    public let areas: AreaTree
    /// Stations of its flood forecasts.
    public let riverStations: [RiverStation]
    /// What it signs with.
    public let sender: SenderIdentity
    /// What its residents can choose, in the order in which they see it.
    public let topics: [TopicProfile]
    /// Which changes of which hazards make an alert.
    public let rules: IssueRules
    /// Hazards of which no text goes out that no native has signed off: easy Japanese and English go in its place.
    public let holdsUnsigned: Set<Hazard>
    /// Whether Japanese texts name the year of the era beside that of the common era: 2026（令和8）年.
    public let namesEras: Bool
    /// The city's own stations, whose readings become 市内観測情報.
    public let stations: [Station]
    /// Where its middle lies, in degrees north and east; nil where the profile does not say.
    public let position: Position?
    /// Its outline: closed rings, the first point the last; none where the profile has no outline.
    public let boundary: [[Position]]
    /// Whose data the profile stands on.
    public let credits: [SourceCredit]

    /// The topic of a key; none where the city does not offer it.
    public func topic(_ key: String) -> TopicProfile? {
        topics.first { $0.key == key }
    }
}

extension CityProfile {
    /// Every gauge of every station.
    public var gauges: [Gauge] { stations.flatMap(\.gauges) }

    /// A station by its code; nil where there is none.
    public func station(_ code: String) -> Station? {
        stations.first { $0.code == code }
    }
}

/// A place on the earth, in degrees, north and east positive.
public struct Position: Sendable, Hashable {
    /// Latitude.
    public let latitude: Double
    /// Longitude.
    public let longitude: Double

    /// A place.
    public init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }
}

/// A water-level station that a flood forecast names.
public struct RiverStation: Sendable, Hashable {
    /// JMA's code, 17 digits.
    public let code: String
    /// The river's code.
    public let river: AreaCode
    /// The name in Japanese.
    public let name: String
    /// The reading in hiragana.
    public let reading: String
}

/// A source that wants to be named where its data is shown.
public struct SourceCredit: Sendable, Hashable {
    /// What comes from it.
    public let what: String
    /// Who gives it.
    public let source: String
    /// Under which terms.
    public let licence: String
}
