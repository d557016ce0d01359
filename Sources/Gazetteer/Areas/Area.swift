// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel

/// A place that alerts and residents can name: its code, what holds it, and its names.
public struct Area: Sendable, Hashable, Identifiable {
    /// What sort of place it is.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case prefecture, region, municipality, town, school, coast, river
    }

    /// The code, unique in the profile.
    public let id: AreaCode
    /// What sort of place it is.
    public let kind: Kind
    /// The next wider place; none for the widest ones. A school's is the town in which it lies.
    public let parent: AreaCode?
    /// Further places that hold it: a municipality lies in a seismic region and a tsunami region, too.
    public let alsoWithin: [AreaCode]
    /// Names by language tag (BCP 47); "ja" is always there.
    public let names: [String: String]
    /// The reading in hiragana.
    public let reading: String?
    /// Whether the reading comes from a checked source; an unchecked one is a proposal.
    public let readingChecked: Bool
    /// The reading in modified Hepburn, long vowels with macrons.
    public let romaji: String?
    /// Seven digits, for towns.
    public let postalCode: String?
    /// Other spellings in use, for the search.
    public let aliases: [String]
    /// What tells areas of one name apart, in Japanese.
    public let note: String?
    /// What only a school has.
    public let school: School?

    /// An area with the given names; whether it fits the others is checked where a profile is read.
    public init(
        id: AreaCode,
        kind: Kind,
        parent: AreaCode? = nil,
        alsoWithin: [AreaCode] = [],
        names: [String: String],
        reading: String? = nil,
        readingChecked: Bool = true,
        romaji: String? = nil,
        postalCode: String? = nil,
        aliases: [String] = [],
        note: String? = nil,
        school: School? = nil
    ) {
        self.id = id
        self.kind = kind
        self.parent = parent
        self.alsoWithin = alsoWithin
        self.names = names
        self.reading = reading
        self.readingChecked = readingChecked
        self.romaji = romaji
        self.postalCode = postalCode
        self.aliases = aliases
        self.note = note
        self.school = school
    }

    /// The name for a reader of the language: its own; for easy Japanese the Japanese one; for every other language the
    /// English one, then the romaji, then the Japanese one. Never empty.
    public func name(in tag: String) -> String {
        if let own = names[tag] { return own }
        let japanese = names["ja"] ?? id.rawValue
        if tag == "ja" || tag == "ja-simple" { return japanese }
        return names["en"] ?? romaji ?? japanese
    }
}
