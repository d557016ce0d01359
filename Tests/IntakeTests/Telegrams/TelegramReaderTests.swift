// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Intake
import SafeXML
import Testing

@Suite("TelegramReader")
struct TelegramReaderTests {
    @Test func readsTheEnvelope() throws {
        let envelope = try Fixture.tsunamiLifted.telegram().envelope
        #expect(envelope.kind.name == "VTSE41" && envelope.title == "津波警報・注意報・予報a")
        #expect(envelope.sentAt == japan(9, 29, 30) && envelope.reportedAt == japan(9, 29))
        #expect(envelope.targetAt == japan(9, 29) && envelope.validUntil == japan(33, 30))
        #expect(envelope.status == .actual && envelope.infoType == .issued)
        #expect(envelope.editorialOffice == "気象庁本庁" && envelope.publishingOffice == "気象庁")
        #expect(envelope.headTitle == "津波予報" && envelope.infoKind == "津波警報・注意報・予報")
        #expect(envelope.infoKindVersion == "1.0_1" && envelope.serial == nil)
        #expect(envelope.eventIDs == ["20261105092018"] && envelope.headline == "津波注意報を解除しました。")
        #expect(try Fixture.hypocentre.telegram().envelope.serial == 1)
    }

    @Test(arguments: [
        ("震度速報", "VXSE51"), ("震源・震度に関する情報", "VXSE53"), ("津波警報・注意報・予報a", "VTSE41"),
        ("津波警報・注意報・予報", "VTSE41"), ("津波情報a", "VTSE51"), ("震源に関する情報", "VXSE52"),
        ("気象警報・注意報（Ｒ０６）（大雨）", "VPWW55"), ("気象警報・注意報(R06)(大雨)", "VPWW55"),
        ("気象警報・注意報（Ｒ０６）（土砂）", "VPWW56"), ("気象警報・注意報（Ｒ０６）（土砂災害）", "VPWW56"),
        ("気象警報・注意報（Ｈ２７）", "VPWW54"), ("気象特別警報・警報・注意報", "VPWW53"), ("指定河川洪水予報", "VXKOxx"),
        ("竜巻注意情報（目撃情報付き）", "VPHW51"), ("台風解析・予報情報（５日予報）（Ｈ３０）", "VPTW6x"),
    ])
    func tellsTheKindFromItsTitle(title: String, name: String) {
        #expect(TelegramKind(title: title).name == name && TelegramKind(title: title).isRead)
    }

    @Test func aTitleThatItDoesNotKnowIsTheName() {
        #expect(TelegramKind(title: "来年の新電文").name == "来年の新電文" && !TelegramKind(title: "来年の新電文").isRead)
    }

    @Test func aKindItDoesNotKnowIsReadAsFarAsItsEnvelope() throws {
        let telegram = try Fixture(title: "来年の新電文", infoKind: "新", body: "<Anything/>").telegram()
        #expect(telegram.body == nil && telegram.kind.name == "来年の新電文")
    }

    @Test(arguments: [
        ("<Status>通常</Status>", "<Status>本番</Status>", "本番"),
        ("<InfoType>発表</InfoType>", "<InfoType>更新</InfoType>", "更新"),
        ("<DateTime>2026-11-05T00:02:41Z</DateTime>", "<DateTime>2026-11-05T00:02:41</DateTime>", "zone"),
        ("<DateTime>2026-11-05T00:02:41Z</DateTime>", "<DateTime/>", "<DateTime>"),
        ("<ReportDateTime>2026-11-05", "<ReportDateTime>2026-11-31", "2026-11-31"),
        ("<TargetDateTime>2026-11-05T09:01:00+09:00", "<TargetDateTime>", "TargetDateTime"),
        ("<Serial></Serial>", "<Serial>one</Serial>", "one"),
        ("<Title>震度速報</Title>", "<Title/>", "<Title>"),
        ("<Code>341</Code>", "<Code/>", "<Code>"),
        ("<MaxInt>5-</MaxInt>", "<MaxInt>8</MaxInt>", "intensity"),
        ("xml.kishou.go.jp/jmaxml1/informationBasis1/", "example.jp/", "<Head>"),
        ("xml.kishou.go.jp/jmaxml1/body/seismology1/", "example.jp/", "<Body>"),
        ("xmlns=\"http://xml.kishou.go.jp/jmaxml1/\"", "xmlns=\"http://example.jp/\"", "example.jp"),
    ])
    func whatIsMissingOrUnreadableIsNamed(old: String, new: String, named: String) throws {
        let fixture = Fixture.flash.replacing(old, with: new)
        let error = try #require(throws: MarkupError.self) { try fixture.telegram() }
        #expect(error.description.contains(named))
        #expect([.missing, .unreadable, .unexpectedDocument].contains(error.code))
        #expect(error.line != nil && !error.remedy.isEmpty)
    }

    @Test(arguments: [
        ("+35.7+140.1-80000/", Hypocentre.Depth.kilometres(80)), ("+35.7+140.1+0/", .veryShallow),
        ("+35.7+140.1-0/", .veryShallow), ("+35.7+140.1/", .unknown), ("+35.7+140.1-700000/", .sevenHundredOrMore),
        ("", .unknown), ("+35.7+140.1-690000/", .kilometres(690)),
    ])
    func depthsAreRead(coordinate: String, depth: Hypocentre.Depth) throws {
        let fixture = Fixture.hypocentre.replacing("+35.7+140.1-80000/", with: coordinate)
        let hypocentre = try #require(try fixture.report()?.earthquake?.hypocentre)
        #expect(hypocentre.depth == depth)
        #expect((hypocentre.coordinates == nil) == coordinate.isEmpty)
    }

    @Test(arguments: ["35.7+140.1-80000/", "+35.7+140.1-80000", "+95.0+140.1/", "+35.7+14x.1/", "+35.7/", "+1+2+3+4/"])
    func coordinatesThatAreNoneAreRefused(coordinate: String) throws {
        let fixture = Fixture.hypocentre.replacing("+35.7+140.1-80000/", with: coordinate)
        #expect(try #require(throws: MarkupError.self) { try fixture.telegram() }.code == .unreadable)
    }

    @Test(arguments: [
        ("description=\"Ｍ６．１\">6.1", Hypocentre.Magnitude.tenths(61)),
        ("condition=\"不明\" description=\"Ｍ不明\">NaN", .unknown),
        ("condition=\"不明\" description=\"Ｍ８を超える巨大地震\">NaN", .overEight),
        ("description=\"Ｍ１０．０\">10.0", .tenths(100)),
    ])
    func magnitudesAreRead(replacement: String, magnitude: Hypocentre.Magnitude) throws {
        let fixture = Fixture.hypocentre.replacing("description=\"Ｍ６．１\">6.1", with: replacement)
        #expect(try fixture.report()?.earthquake?.hypocentre?.magnitude == magnitude)
    }

    @Test(arguments: [
        ("description=\"１０ｍ超\">10", TsunamiFacts.Height.above(centimetres: 1_000)),
        ("description=\"０．２ｍ未満\">0.2", .below(centimetres: 20)), ("description=\"巨大\">NaN", .huge),
        ("description=\"高い\">NaN", .high), ("description=\"\">NaN", .unknown),
        ("description=\"１０ｍ\">10", .centimetres(1_000)),
    ])
    func heightsAreRead(replacement: String, height: TsunamiFacts.Height) throws {
        let fixture = Fixture.tsunamiAdvisory.replacing("description=\"１ｍ\">1", with: replacement)
        #expect(try fixture.report()?.tsunami?.height == height)
    }

    @Test(arguments: [
        ("ただちに津波来襲と予測", TsunamiFacts.Arrival.immediate), ("第１波の到達を確認", .confirmed),
        ("津波到達中と推測", .presumedArrived), ("既に津波到達と推測", .presumedArrived),
    ])
    func arrivalsAreRead(condition: String, arrival: TsunamiFacts.Arrival) throws {
        let fixture = Fixture.tsunamiAdvisory.replacing("津波到達中と推測", with: condition)
        #expect(try fixture.report()?.tsunami?.arrival == arrival)
    }

    @Test func aMunicipalityThatHasNotReportedIsPresumedToHaveHad5Lower() throws {
        let marked = "<Code>1220300</Code>\n              <Condition>震度５弱以上未入電</Condition>\n"
        let silent = Fixture.hypocentre.replacing(
            "<Code>1220300</Code>\n              <MaxInt>5-</MaxInt>\n",
            with: marked
        )
        .replacing(
            "<Code>1220332</Code>\n                <Int>5-</Int>",
            with: "<Code>1220332</Code><Int>震度５弱以上未入電</Int>"
        )
        #expect(try silent.report()?.earthquake?.cityIntensity == .fiveLowerPresumed)
        let weaker = Fixture.hypocentre.replacing(
            "<Code>1220300</Code>\n              <MaxInt>5-</MaxInt>\n",
            with: "<Code>1220300</Code><MaxInt>4</MaxInt><Condition>震度５弱以上未入電</Condition>"
        )
        #expect(try weaker.report()?.earthquake?.cityIntensity == .fiveLowerPresumed)
        guard let bulletin = try silent.telegram().body as? HypocentreAndIntensity else {
            Issue.record("not a VXSE53")
            return
        }
        let points = bulletin.observation?.municipalities.first { $0.code == "1220300" }?.points.map(\.intensity)
        #expect(points == [.four, .fiveLower, .fiveLowerPresumed])
        #expect(bulletin.noteCodes == ["0262"] && bulletin.commentCodes == ["0215", "0241"])
    }

    @Test func warningsOfTsunamiComeBeforeReassurance() throws {
        let fixture = Fixture.hypocentre.replacing(
            "<Code>0215 0241</Code>",
            with: "<Code>0228 0215 0229 0211 0215</Code>"
        )
        #expect(
            try fixture.report()?.earthquake?.tsunamiComments
                == [.warningInForce, .underInvestigation, .noTsunami, .generallyPossible]
        )
    }

    @Test func aCodeAddedLaterIsUnderstoodByItsName() throws {
        let tsunami = Fixture.tsunamiWarning.replacing("<Code>51</Code>", with: "<Code>54</Code>")
        #expect(try tsunami.report()?.tsunami?.grade == .warning)
        let rain = Fixture.rainLevel4.replacing("<Code>43</Code>", with: "<Code>44</Code>")
        #expect(try rain.report()?.weather == WeatherWarningFacts(code: "44", level: .danger, previousLevel: .warning))
        let unknown = tsunami.replacing("<Name>津波警報</Name>", with: "<Name>新</Name>")
        #expect(try #require(throws: MarkupError.self) { try unknown.telegram() }.code == .unreadable)
        let unknownRain = rain.replacing("<Name>レベル４大雨危険警報</Name>", with: "<Name>新</Name>")
        #expect(try #require(throws: MarkupError.self) { try unknownRain.telegram() }.code == .unreadable)
    }

    @Test func rainKeepsItsListsAndSignificancies() throws {
        guard let warning = try Fixture.rainLevel4.telegram().body as? WeatherWarnings else {
            Issue.record("not a VPWW55")
            return
        }
        #expect(warning.lists.map(\.areas.count) == [1, 3, 7, 54])
        let city = try #require(warning.municipalities.first { $0.code == "1220300" })
        #expect(city.name == "市川市" && city.kinds.first?.significancyCodes == ["41"])
        #expect(city.kinds.first?.status == "発表" && city.kinds.first?.name == "レベル４大雨危険警報")
        #expect(warning.lists[2].areas.first { $0.code == "120013" }?.level(of: .heavyRain) == .danger)
    }

    @Test func liftedRainIsUnderstoodInTheOlderWayToo() throws {
        let lifted =
            "<Kind><Name>解除</Name><Code>00</Code><Status>解除</Status>"
            + "<LastKind><Name>レベル３大雨警報</Name><Code>03</Code></LastKind></Kind>"
        let body =
            "<Warning type=\"気象警報・注意報（市町村等）\"><Item>\(lifted)"
            + "<Area><Name>市川市</Name><Code>1220300</Code></Area></Item></Warning>"
        #expect(
            try Fixture.rainLifted.body(body).report()?.weather
                == WeatherWarningFacts(code: "00", level: .none, previousLevel: .warning)
        )
    }

    @Test func readsFromManyTasksAtOnce() async throws {
        let reader = TelegramReader()
        let expected = try Fixture.all.map { try reader.read($0.data) }
        await withTaskGroup(of: Bool.self) { group in
            for index in 0..<64 {
                group.addTask {
                    let fixture = Fixture.all[index % Fixture.all.count]
                    return (try? reader.read(fixture.data)) == expected[index % Fixture.all.count]
                }
            }
            for await same in group { #expect(same) }
        }
    }
}
