// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Gazetteer

/// How the places of a city are read, by its profile.
public struct PlaceReadings: Sendable {
    struct Reading: Sendable, Hashable {
        let kana: String
        /// Whether a source was checked for it.
        let isChecked: Bool
    }

    private(set) var names = PhraseTable<Reading>()
    private(set) var byName: [String: Reading] = [:]

    /// Takes the names of areas, schools, stations and rivers, and what is plain from them: 行徳 from 行徳小学校.
    public init(city: CityProfile) {
        for area in city.areas.all {
            guard let name = area.names["ja"], let kana = area.reading else { continue }
            let reading = Reading(kana: kana, isChecked: area.readingChecked)
            for spelling in [name] + area.aliases where spelling.contains(where: Kana.isKanji) {
                add(spelling, reading)
            }
        }
        for station in city.riverStations { add(station.name, Reading(kana: station.reading, isChecked: true)) }
        for station in city.stations {
            add(station.names["ja"] ?? "", Reading(kana: station.reading, isChecked: true))
        }
        addFounder(city.municipality)
        addStems(city.areas.all)
    }

    private mutating func add(_ name: String, _ reading: Reading) {
        guard byName[name] == nil else { return }
        byName[name] = reading
        names.add(name, reading)
    }

    /// 市川市立, before the names of schools.
    private mutating func addFounder(_ municipality: Area) {
        guard let name = municipality.names["ja"], let kana = municipality.reading else { return }
        add(name + "立", Reading(kana: kana + "りつ", isChecked: municipality.readingChecked))
    }

    private static let endings = [
        ("小学校", "しょうがっこう"), ("中学校", "ちゅうがっこう"), ("学園", "がくえん"), ("駅前", "えきまえ"), ("市", "し"),
        ("県", "けん"),
    ]

    /// Names without what follows them, where the whole name was checked and no two disagree.
    ///
    /// A whole name wins: 北方 is きたかた, though 北方町 is ぼっけまち. Towns' 町 is never cut off, for that reason.
    private mutating func addStems(_ areas: [Area]) {
        var stems: [String: Set<String>] = [:]
        for area in areas where area.readingChecked {
            guard let name = area.names["ja"], let kana = area.reading else { continue }
            for (ending, sound) in Self.endings where name.hasSuffix(ending) && kana.hasSuffix(sound) {
                let stem = String(name.dropLast(ending.count))
                guard stem.count > 1 else { continue }
                stems[stem, default: []].insert(String(kana.dropLast(sound.count)))
            }
        }
        for (stem, kana) in stems where kana.count == 1 {
            add(stem, Reading(kana: kana.first ?? "", isChecked: true))
        }
    }
}
