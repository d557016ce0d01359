// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Gazetteer

/// What an officer fills in of a situation: a code, a place, a time or a number, so that every language is complete at
/// once.
public struct SituationSlot: Sendable, Hashable {
    /// What it holds.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Areas or places of the gazetteer; the slot's name is the relation.
        case places
        /// Date and time.
        case time
        /// A date.
        case day
        case number
        /// One of the words that the phrases select by.
        case choice
        /// A telephone number.
        case phone
    }

    /// On which side of now a time must be.
    public enum Tense: String, Sendable, Hashable, CaseIterable {
        case past
        case future
        case any
    }

    /// A word to choose.
    public struct Choice: Sendable, Hashable {
        /// The word in files and phrases.
        public let name: String
        /// What it means, in Japanese.
        public let label: String
    }

    /// The name in forms, files and phrases.
    public let name: String
    /// What it holds.
    public let kind: Kind
    /// What to fill in, in Japanese.
    public let hint: String
    /// Whether it must be there.
    public internal(set) var isRequired = false
    /// What stands there where an officer fills in nothing: `city`, `now`, or a word to choose.
    public internal(set) var fallback: String?
    /// The words to choose.
    public internal(set) var choices: [Choice] = []
    /// The sorts of places; all where it is empty.
    public internal(set) var places: Set<Area.Kind> = []
    /// So many places at most.
    public internal(set) var most = 20
    /// The numbers that make sense.
    public internal(set) var range = 0...1_000_000
    /// On which side of now a time must be.
    public internal(set) var tense = Tense.any

    init(name: String, kind: Kind, hint: String) {
        self.name = name
        self.kind = kind
        self.hint = hint
    }

    /// Whether every message of the form has it.
    var isAlwaysFilled: Bool { isRequired || fallback != nil }

    /// The arguments of phrases that it fills.
    var arguments: [String] { Self.arguments(of: name, kind) }

    /// What `when` may ask of it.
    var answers: [String] { choices.map(\.name) + ["known"] }

    /// The arguments of phrases that a slot fills.
    ///
    /// Places have a short form for sentences and all of them for the facts: `areas` and `areaList`, `from` and
    /// `fromList`. A time has date and clock, `until` and `untilClock`; the one called `time` has `moment` and `clock`, as
    /// other hazards.
    static func arguments(of name: String, _ kind: Kind) -> [String] {
        switch kind {
        case .places: [name, (name.hasSuffix("s") ? String(name.dropLast()) : name) + "List"]
        case .time: name == "time" ? ["moment", "clock"] : [name, name + "Clock"]
        case .day, .number, .choice, .phone: [name]
        }
    }
}
