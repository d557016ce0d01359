// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// How the places of a city are read, by its profile.
public struct PlaceReadings: Sendable {
    struct Reading: Sendable, Hashable {
        let kana: String
        /// Whether a source was checked for it.
        let isChecked: Bool
    }

    private(set) var names = PhraseTable<Reading>()
    private(set) var byName: [String: Reading] = [:]

    /// Of a name that stands twice the first reading counts.
    init(_ readings: [(name: String, reading: Reading)]) {
        for (name, reading) in readings where byName[name] == nil {
            byName[name] = reading
            names.add(name, reading)
        }
    }
}
