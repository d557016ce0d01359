// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Gazetteer
import Testing

@Suite struct AreaSearchTests {
    let areas: AreaTree

    init() throws {
        areas = try Ichikawa.profile().areas
    }

    @Test(arguments: [
        "国府台", "こうのだい", "コウノダイ", "ｺｳﾉﾀﾞｲ", "Kōnodai", "konodai", "KOUNODAI", "ＫＯＮＯＤＡＩ", " kohnodai ", "2720827",
        "272-0827",
    ])
    func findsATownInEverySpelling(query: String) {
        #expect(areas.search(query, kinds: [.town]).first?.id == "1220300.2720827")
    }

    @Test(
        arguments: [
            ("関ヶ島", "1220300.2720105"), ("関ケ島", "1220300.2720105"), ("稲越町", "1220300.2720831"),
            ("曾谷", "1220300.2720832"),
            ("HORINOCHI", "1220300.2720837"), ("Ohno", "1220300.2720805"), ("Shiohama", "1220300.2720127"),
            ("futamatashimmachi", "1220300.2720002"), ("bokke", "1220300.2720811"), ("이치카와", "1220300"),
            ("Mamagawa", "1220300.r01"),
            ("富貴島", "1220300.s19"), ("市川市立第三中学校", "1220300.s43"),
        ] as [(String, AreaCode)]
    )
    func findsOtherSpellings(query: String, code: AreaCode) {
        #expect(areas.search(query).map(\.id).contains(code))
    }

    @Test func putsTheWholeNameFirst() {
        let found = areas.search("行徳", kinds: [.town]).map { $0.name(in: "ja") }
        #expect(found == ["行徳駅前", "本行徳", "南行徳"])
        #expect(areas.search("北方", kinds: [.town]).map { $0.name(in: "ja") } == ["北方", "北方町", "本北方"])
    }

    @Test func findsBothPartsOfATownWithTwoPostalCodes() {
        #expect(areas.search("上妙典").map(\.id) == ["1220300.2720012", "1220300.2720112"])
    }

    @Test(arguments: ["", "   ", "・", "-", "東京都庁", String(repeating: "市", count: 100_000)])
    func findsNothingForNothing(query: String) {
        #expect(areas.search(query).isEmpty)
    }

    @Test func neverAnswersWithMoreThanAsked() {
        #expect(areas.search("市川", limit: 3).count == 3)
        #expect(areas.search("市川", limit: 0).isEmpty)
        #expect(areas.search("市川", limit: -1).isEmpty)
        #expect(areas.search("a").count == 20)
    }
}
