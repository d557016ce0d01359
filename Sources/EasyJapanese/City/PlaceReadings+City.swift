// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Gazetteer

extension PlaceReadings {
    /// Takes the names of areas, schools, stations and rivers, and what is plain from them: 行徳 from 行徳小学校.
    public init(city: CityProfile) {
        var readings: [(name: String, reading: Reading)] = []
        for area in city.areas.all {
            guard let name = area.names["ja"], let kana = area.reading else { continue }
            let reading = Reading(kana: kana, isChecked: area.readingChecked)
            for spelling in [name] + area.aliases where spelling.contains(where: Kana.isKanji) {
                readings.append((spelling, reading))
            }
        }
        for station in city.riverStations {
            readings.append((station.name, Reading(kana: station.reading, isChecked: true)))
        }
        for station in city.stations {
            readings.append((station.names["ja"] ?? "", Reading(kana: station.reading, isChecked: true)))
        }
        // 市川市立, before the names of schools.
        if let name = city.municipality.names["ja"], let kana = city.municipality.reading {
            let isChecked = city.municipality.readingChecked
            readings.append((name + "立", Reading(kana: kana + "りつ", isChecked: isChecked)))
        }
        self.init(readings + Self.stems(of: city.areas.all))
    }

    private static let endings = [
        ("小学校", "しょうがっこう"), ("中学校", "ちゅうがっこう"), ("学園", "がくえん"), ("駅前", "えきまえ"), ("市", "し"),
        ("県", "けん"),
    ]

    /// Names without what follows them, where the whole name was checked and no two disagree.
    ///
    /// A whole name wins: 北方 is きたかた, though 北方町 is ぼっけまち. Towns' 町 is never cut off, for that reason.
    private static func stems(of areas: [Area]) -> [(name: String, reading: Reading)] {
        var stems: [String: Set<String>] = [:]
        for area in areas where area.readingChecked {
            guard let name = area.names["ja"], let kana = area.reading else { continue }
            for (ending, sound) in Self.endings where name.hasSuffix(ending) && kana.hasSuffix(sound) {
                let stem = String(name.dropLast(ending.count))
                guard stem.count > 1 else { continue }
                stems[stem, default: []].insert(String(kana.dropLast(sound.count)))
            }
        }
        return stems.filter { $0.value.count == 1 }.sorted { $0.key < $1.key }.map { stem, kana in
            (stem, Reading(kana: kana.first ?? "", isChecked: true))
        }
    }
}
