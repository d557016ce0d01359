// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Localization
import TestSupport
import Testing

@testable import Composer

/// Our names of warnings beside those of JMA's multilingual dictionary, which residents see elsewhere.
@Suite("Terms of JMA's dictionary")
struct TermTests {
    private static func table(_ url: URL) throws -> [[String]] {
        try String(contentsOf: url, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: "\t").map(String.init) }
    }

    private static func format(_ key: PhraseKey, _ language: Language, level: Int = 0) throws -> String {
        let book = try Sample.book.get()
        let values: [String: PhraseValue] = ["level": .integer(level)]
        let names = book.arguments(of: key, in: language) ?? []
        return try book.format(key, in: language, values.filter { names.contains($0.key) })
    }

    @Test("intensities", .enabled(if: SharedData.isPresent, SharedData.absent))
    func intensities() throws {
        for row in try Self.table(SharedData.appending("multilingual/intensity_names_5langs.tsv")).dropFirst() {
            let key = Term.intensity(try #require(SeismicIntensity(code: row[0])))
            #expect(try Self.format(key, .japanese) == "震度\(row[1])")
            #expect(try Self.format(key, .english) == row[2])
            // Simplified Chinese keeps the signs that stand on Japanese screens, 5弱 and not 近5级: see the file's header.
            for (place, language) in [(4, Language.chineseTraditional), (5, .korean), (6, .vietnamese)] {
                #expect(try Self.format(key, language).contains(row[place]), "\(language)")
            }
        }
    }

    // MARK: The warnings of five languages

    private static let columns: [Language] = [
        .japanese, .english, .chineseSimplified, .chineseTraditional, .korean, .vietnamese,
    ]

    private static let hazards: [String: Hazard] = [
        "02": .blizzard, "03": .heavyRain, "04": .flood, "05": .storm, "06": .heavySnow, "07": .waves,
        "08": .stormSurge,
        "09": .landslide, "14": .thunder, "17": .snowMelting, "20": .fog, "21": .dryAir, "22": .avalanche,
        "23": .lowTemperature, "24": .frost, "25": .icing, "26": .snowAccretion,
    ]
    /// Advisories whose code is that of the warning and ten, but for those above.
    private static let advisories: [String: Hazard] = [
        "10": .heavyRain, "12": .heavySnow, "13": .blizzard, "15": .storm, "16": .waves, "18": .flood,
        "19": .stormSurge, "29": .landslide,
    ]

    private static func hazard(of code: String) -> (hazard: Hazard, level: Int)? {
        if let hazard = advisories[code] { return (hazard, 2) }
        if let hazard = hazards[code] { return (hazard, 3) }
        let (ten, one) = (code.prefix(1), code.suffix(1))
        guard let hazard = hazards["0\(one)"] else { return nil }
        return ten == "3" ? (hazard, 5) : ten == "4" ? (hazard, 4) : nil
    }

    /// What the table of 洪水 calls otherwise: the warnings of rivers are 氾濫 since 2026-05-28, and the old ones are gone.
    /// In Vietnamese their four levels keep one word, where the table has another for the advisory alone.
    private static func isRenamed(_ hazard: Hazard, _ level: Int, _ language: Language) -> Bool {
        hazard == .flood && (language == .japanese || language == .vietnamese && level == 2)
    }

    @Test("every warning and advisory", .enabled(if: SharedData.isPresent, SharedData.absent))
    func warnings() throws {
        let rows = try Self.table(SharedData.appending("multilingual/warning_names_6langs.tsv")).dropFirst()
        #expect(rows.count > 30)
        for row in rows {
            let (hazard, level) = try #require(Self.hazard(of: row[0]), "\(row[0])")
            let key =
                hazard == .heavyRain
                ? Term.warning(try #require(WarningLevel(rawValue: level))) : Term.warning(of: hazard)
            for (place, language) in Self.columns.enumerated() where !Self.isRenamed(hazard, level, language) {
                let name = try Self.format(key, language, level: level)
                #expect(name == row[place + 1], "\(row[0]) \(language)")
            }
        }
    }

    // MARK: What every language has

    /// Where we say something else on purpose.
    private static let exceptions: [String: String] = [
        "警戒レベル4 ko": "경계 for all levels; the dictionary has 경보 for 4 and 5 alone",
        "警戒レベル4 mn": "spelt as the names of warnings are there, түвшин",
        "大雨注意報 pt": "Aviso is no step of the scale on which every other advisory is Alerta Preventivo",
        "レベル4高潮危険警報 th": "the dictionary has another word for 高潮 at this level alone",
        "レベル3高潮警報 my": "the dictionary has one name for 高潮 at levels 2 and 3; ours takes the head of 津波警報",
        "レベル4高潮危険警報 my": "the dictionary's head could be taken for that of level 3",
        "レベル5高潮特別警報 ne": "ओभरफ्लो (overflow) is a slip of the dictionary",
    ]

    @Test("the same words in fourteen languages")
    func everyLanguage() throws {
        let rows = try Self.table(RepositoryRoot.appending("Tests/ComposerTests/Terms/jma-terms.tsv"))
        let languages = try rows[0].dropFirst().map { try #require(Language(rawValue: $0)) }
        let keys: [String: (PhraseKey, Int)] = [
            "津波警報": (Term.grade(.warning), 0), "大津波警報": (Term.grade(.majorWarning), 0),
            "津波注意報": (Term.grade(.advisory), 0), "緊急地震速報": (Term.event(.earthquakeEarlyWarning), 0),
            "大雨注意報": (Term.warning(.advisory), 0), "警戒レベル4": ("rain.fact.level", 0),
            "レベル2高潮注意報": (Term.warning(of: .stormSurge), 2), "レベル3高潮警報": (Term.warning(of: .stormSurge), 3),
            "レベル4高潮危険警報": (Term.warning(of: .stormSurge), 4), "レベル5高潮特別警報": (Term.warning(of: .stormSurge), 5),
        ]
        let bareLevel = try #require(rows.first { $0[0] == "警戒レベル" })
        for row in rows.dropFirst() {
            guard let (key, level) = keys[row[0]] else { continue }
            for (place, language) in languages.enumerated() {
                let (ours, term) = (try Self.format(key, language, level: level), row[place + 1])
                // The dictionary has the word alone, too, which is another in some languages.
                let agrees =
                    Self.agrees(ours, with: term)
                    || row[0] == "警戒レベル4" && Self.agrees(ours, with: bareLevel[place + 1])
                if let reason = Self.exceptions["\(row[0]) \(language)"] {
                    #expect(!agrees, "\(row[0]) \(language) is no exception any more: \(reason)")
                } else {
                    #expect(agrees, "\(row[0]) \(language): \(ours) instead of \(term)")
                }
            }
        }
    }

    /// Whether a name holds JMA's, or has no word that JMA's has not: the level is said elsewhere, and a 3 m tsunami is
    /// not called one of small scale (id).
    private static func agrees(_ ours: String, with term: String) -> Bool {
        func words(_ text: String) -> [String] {
            text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        }
        let theirs = words(term).joined(separator: " ")
        let own = words(ours)
        guard own.joined().count * 3 >= theirs.count else { return false }
        return own.joined(separator: " ").contains(theirs) || own.allSatisfy(theirs.contains)
    }

    @Test("advisory, warning, urgent and emergency warning have four names each", arguments: Language.all)
    func apart(language: Language) throws {
        let families: [[String]] = try [
            WarningLevel.allCases.map { try Self.format(Term.warning($0), language) },
            [2, 3, 4, 5].map { try Self.format(Term.warning(of: .stormSurge), language, level: $0) },
            [2, 3, 4, 5].map { try Self.format(Term.warning(of: .flood), language, level: $0) },
            [2, 3, 4, 5].map { try Self.format(Term.warning(of: .landslide), language, level: $0) },
            [2, 3, 5].map { try Self.format(Term.warning(of: .storm), language, level: $0) },
            TsunamiGrade.allCases.map { try Self.format(Term.grade($0), language) },
        ]
        for family in families { #expect(Set(family).count == family.count, "\(family)") }
    }
}
