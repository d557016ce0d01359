// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Gazetteer
import TestSupport
import Testing

@Suite struct TownTests {
    let towns: [Area]

    init() throws {
        towns = try Ichikawa.profile().areas.towns
    }

    @Test func codesAreTheCitysAndThePostalCodes() throws {
        for town in towns {
            let postal = try #require(town.postalCode)
            #expect(postal.wholeMatch(of: /272[0-9]{4}/) != nil)
            #expect(town.id.rawValue == "1220300.\(postal)")
            #expect(town.parent == "1220300")
        }
        #expect(Set(towns.map(\.id)).count == 78)
    }

    @Test func onlyKamimyodenStandsTwiceAndTellsItsPartsApart() {
        let named = Dictionary(grouping: towns) { $0.name(in: "ja") }.filter { $1.count > 1 }
        #expect(named.keys.sorted() == ["上妙典"])
        #expect(Set(named["上妙典"]?.map(\.note) ?? []) == ["その他", "1〜999番地"])
    }

    static let traps = [
        ("北方", "きたかた"), ("北方町", "ぼっけまち"), ("本北方", "もときたかた"), ("新浜", "にいはま"), ("香取", "かんどり"),
        ("曽谷", "そや"), ("原木", "ばらき"), ("高谷", "こうや"), ("鬼高", "おにたか"), ("国府台", "こうのだい"), ("八幡", "やわた"),
        ("行徳駅前", "ぎょうとくえきまえ"), ("稲荷木", "とうかぎ"), ("妙典", "みょうでん"), ("欠真間", "かけまま"),
        ("奉免町", "ほうめまち"), ("千鳥町", "ちどりちょう"), ("高浜町", "たかはままち"), ("下新宿", "しもしんしゅく"),
    ]

    @Test(arguments: traps)
    func readsTheTrapsRight(name: String, reading: String) {
        #expect(towns.filter { $0.name(in: "ja") == name }.map(\.reading) == [reading])
    }

    static let longVowels = [
        ("大町", "Ōmachi"), ("大野町", "Ōnomachi"), ("南大野", "Minamiōno"), ("大和田", "Ōwada"), ("東大和田", "Higashiōwada"),
        ("大洲", "Ōsu"), ("行徳駅前", "Gyōtokuekimae"), ("本行徳", "Hongyōtoku"), ("南行徳", "Minamigyōtoku"), ("妙典", "Myōden"),
        ("下妙典", "Shimomyōden"), ("国府台", "Kōnodai"), ("高谷", "Kōya"), ("高谷新町", "Kōyashinmachi"), ("稲荷木", "Tōkagi"),
        ("加藤新田", "Katōshinden"), ("千鳥町", "Chidorichō"), ("奉免町", "Hōmemachi"),
    ]

    @Test(arguments: longVowels)
    func keepsLongVowels(name: String, romaji: String) {
        #expect(towns.filter { $0.name(in: "ja") == name }.map(\.romaji) == [romaji])
    }

    /// Where two parts of a name meet, two vowels stay two.
    @Test(arguments: [
        ("広尾", "Hiroo"), ("堀之内", "Horinouchi"), ("本塩", "Honshio"), ("相之川", "Ainokawa"), ("新浜", "Niihama"),
        ("二俣新町", "Futamatashinmachi"), ("北方町", "Bokkemachi"), ("押切", "Oshikiri"),
    ])
    func joinsNoVowelsAcrossParts(name: String, romaji: String) {
        #expect(towns.filter { $0.name(in: "ja") == name }.map(\.romaji) == [romaji])
    }

    @Test func foreignReadersSeeRomajiNotKanji() {
        for town in towns {
            #expect(town.name(in: "ne") == town.romaji)
            #expect(town.romaji?.first?.isUppercase == true)
        }
    }

    @Test(.enabled(if: SharedData.isPresent, SharedData.absent))
    func agreesWithThePostalData() throws {
        let postal = try rows(ofCSV: SharedData.appending("ichikawa/ichikawa_towns_postal_2026-10.csv"))
            .filter { $0["town"] != "" }
        #expect(postal.count == towns.count)
        let byCode = Dictionary(towns.map { ($0.postalCode ?? "", $0) }) { first, _ in first }
        for row in postal {
            let town = try #require(byCode[row["postal_code"] ?? ""])
            #expect(town.name(in: "ja") == row["town"])
            #expect(town.reading == row["kana_hiragana"])
        }
    }

    /// Without macrons, and with m before m, the romaji is the postal one; that one drops vowels in two names.
    @Test(.enabled(if: SharedData.isPresent, SharedData.absent))
    func romajiWithoutItsMacronsIsThePostalOne() throws {
        let postal = try rows(ofCSV: SharedData.appending("ichikawa/ichikawa_towns_postal_2026-10.csv"))
            .filter { $0["romaji_japanpost_2024"] != "" }
        var differing: [String: String] = [:]
        for row in postal {
            let town = try #require(towns.first { $0.postalCode == row["postal_code"] })
            let plain = (town.romaji ?? "").folding(options: .diacriticInsensitive, locale: nil).uppercased()
                .replacing(/N(?=[MBP])/, with: "M")
            if plain != row["romaji_japanpost_2024"] { differing[town.name(in: "ja")] = plain }
        }
        #expect(differing == ["広尾": "HIROO", "堀之内": "HORINOUCHI"])
    }
}
