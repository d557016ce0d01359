// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Intake
import SafeXML
import TestSupport
import Testing

@Suite("BulletinKind")
struct BulletinKindTests {
    /// Control/Title of every kind that a city needs, as JMA's samples and feeds of 2024 to 2026 write it.
    private static let titles: [(title: String, name: String)] = [
        ("気象特別警報・警報・注意報", "VPWW53"), ("気象警報・注意報（Ｈ２７）", "VPWW54"), ("気象警報・注意報（Ｒ０６）（大雨）", "VPWW55"),
        ("気象警報・注意報（Ｒ０６）（土砂）", "VPWW56"), ("気象警報・注意報（Ｒ０６）（土砂災害）", "VPWW56"), ("気象警報・注意報（Ｒ０６）（高潮）", "VPWW57"),
        ("気象警報・注意報（Ｒ０６）（暴風）", "VPWW58"), ("気象警報・注意報（Ｒ０６）（波浪）", "VPWW59"), ("気象警報・注意報（Ｒ０６）（大雪）", "VPWW60"),
        ("気象警報・注意報（Ｒ０６）（その他注意報）", "VPWW61"), ("気象警報・注意報（Ｒ０６）（その他の注意報）", "VPWW61"),
        ("気象警報・注意報時系列情報（Ｒ０６）", "VPWP50"), ("気象警報・注意報（Ｒ０６）（集約通報）", "VPWS50"), ("土砂災害警戒情報", "VXWW50"),
        ("指定河川洪水予報", "VXKOxx"), ("水位周知河川に関する情報", "VXSUxx"), ("府県気象防災速報", "VPBS50"), ("記録的短時間大雨情報", "VPOA50"),
        ("竜巻注意情報", "VPHW50"), ("竜巻注意情報（目撃情報付き）", "VPHW51"), ("熱中症警戒アラート", "VPFT50"), ("気象特別警報報知", "VPNO50"),
        ("警報級の可能性（明日まで）", "VPFD60"), ("早期注意情報（明後日まで）", "VPFD61"), ("早期注意情報（明日まで）（Ｒ０６）", "VPFD61"),
        ("警報級の可能性（明後日以降）", "VPFW60"), ("全般気象情報", "VPZJ50"), ("全般気象解説情報", "VPZJ51"), ("地方気象情報", "VPCJ50"),
        ("地方気象解説情報", "VPCJ51"), ("府県気象情報", "VPFJ50"), ("府県気象解説情報", "VPFJ51"), ("緊急地震速報配信テスト", "VXSE42"),
        ("緊急地震速報テスト", "VXSE42"), ("緊急地震速報（警報）", "VXSE43"), ("緊急地震速報（予報）", "VXSE44"), ("緊急地震速報（地震動予報）", "VXSE45"),
        ("震度速報", "VXSE51"), ("震源に関する情報", "VXSE52"), ("震源・震度に関する情報", "VXSE53"), ("地震の活動状況等に関する情報", "VXSE56"),
        ("地震回数に関する情報", "VXSE60"), ("顕著な地震の震源要素更新のお知らせ", "VXSE61"), ("長周期地震動に関する観測情報", "VXSE62"),
        ("津波警報・注意報・予報a", "VTSE41"), ("津波情報a", "VTSE51"), ("沖合の津波観測に関する情報", "VTSE52"), ("南海トラフ地震臨時情報", "VYSE50"),
        // One title for VYSE51 and VYSE52.
        ("南海トラフ地震関連解説情報", "VYSE51"), ("北海道・三陸沖後発地震注意情報", "VYSE60"), ("地震・津波に関するお知らせ", "VZSE40"),
        ("噴火警報・予報", "VFVO50"), ("火山の状況に関する解説情報", "VFVO51"), ("噴火に関する火山観測報", "VFVO52"), ("降灰予報（定時）", "VFVO53"),
        ("降灰予報（速報）", "VFVO54"), ("降灰予報（詳細）", "VFVO55"), ("噴火速報", "VFVO56"), ("推定噴煙流向報", "VFVO60"),
        ("火山現象に関する海上警報・海上予報", "VFSVxx"), ("火山現象に関する海上警報・予報", "VFSVxx"), ("全般台風情報", "VPTI50"),
        ("全般台風情報（定型）", "VPTI51"), ("全般台風情報（詳細）", "VPTI52"), ("台風解析・予報情報（５日予報）（Ｈ３０）", "VPTW6x"),
    ]

    @Test(arguments: titles)
    func everyKindThatACityNeedsIsToldByItsTitle(title: String, name: String) {
        let kind = TelegramKind(title: title)
        #expect(kind.name == name && kind.isRead && BulletinKind.isKnown(name))
    }

    @Test func everyNameIsInTheTableOfTitles() {
        #expect(Set(BulletinKind.names) == Set(Self.titles.map(\.name)))
        #expect(BulletinKind.names.count == Set(BulletinKind.names).count)
    }

    @Test(arguments: ["VXKO52", "VPTW60", "VXKOii", "震度速報", "", "vxse53"])
    func whatNoReportBearsIsNoName(name: String) {
        #expect(!BulletinKind.isKnown(name))
    }

    @Test(.enabled(if: SharedData.isPresent, SharedData.absent))
    func theFilesOfTheSamplesAreNamedAlike() throws {
        for file in SharedData.files(in: "jma/samples", containing: [".xml"]) {
            let code = file.deletingPathExtension().lastPathComponent.split(separator: "_").last.map(String.init) ?? ""
            let name = try TelegramReader().read(Data(contentsOf: file)).kind.name
            let shared = name.prefix { $0 != "x" }
            #expect(code.hasPrefix(shared) || code == "VYSE52" && name == "VYSE51", "\(file.lastPathComponent)")
        }
    }

    @Test(arguments: ["VPWP50", "VFVO52", "VPTW6x", "VYSE51"])
    func whatWarnsOfNothingIsKeptInAFormThatIsNotKnown(name: String) throws {
        let title = try #require(Self.titles.first { $0.name == name }?.title)
        let fixture = Fixture(title: title, infoKind: "新", body: "<Anything/>", namespace: "new")
        let telegram = try fixture.telegram()
        #expect(telegram.body == nil && telegram.fault != nil && telegram.kind.name == name)
        let reason = try #require(try fixture.concern().reason)
        #expect(reason.hasPrefix("\(name) has a form that is not known, so it is only kept"))
    }

    @Test(arguments: ["VPWW55", "VTSE41", "VXSE53", "VXKOxx", "VFVO50", "VYSE50"])
    func aWarningInAFormThatIsNotKnownIsRefusedAloud(name: String) throws {
        let title = try #require(Self.titles.first { $0.name == name }?.title)
        let fixture = Fixture(title: title, infoKind: "新", body: "<Anything/>", namespace: "new")
        #expect(throws: MarkupError.self) { try fixture.telegram() }
    }
}
