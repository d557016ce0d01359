// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Intake
import TestSupport
import Testing

@Suite("CityFilter")
struct CityFilterTests {
    @Test func flashReportsTheRegionOfTheCity() throws {
        let report = try #require(try Fixture.flash.report())
        #expect(report.hazard == .earthquake && report.kind == .issued && report.status == .actual)
        #expect(report.subject == .event("20261105090112"))
        #expect(report.reportedAt == japan(9, 2) && report.serial == nil)
        #expect(report.areas == ["1220300"])
        #expect(
            report.source
                == Source(publisher: "気象庁", bulletin: "VXSE51", title: "震度速報", publishedAt: japan(9, 2))
        )
        #expect(
            report.earthquake
                == EarthquakeFacts(
                    occurredAt: japan(9, 1),
                    maximumIntensity: .fiveLower,
                    cityIntensity: .fiveLower,
                    resolution: .region,
                    hypocentre: nil,
                    tsunamiComments: [.watchInformation]
                )
        )
    }

    @Test func hypocentreReportsTheMunicipalityUnderTheSameEvent() throws {
        let report = try #require(try Fixture.hypocentre.report())
        #expect(try report.event == #require(try Fixture.flash.report()).event)
        #expect(report.serial == 1 && report.source.title == "震源・震度に関する情報")
        #expect(
            report.earthquake
                == EarthquakeFacts(
                    occurredAt: japan(9, 1),
                    maximumIntensity: .fiveLower,
                    cityIntensity: .fiveLower,
                    resolution: .municipality,
                    hypocentre: Hypocentre(
                        epicentre: Hypocentre.Epicentre(code: "341", name: "千葉県北西部"),
                        coordinates: Hypocentre.Coordinates(latitude: 35.7, longitude: 140.1),
                        depth: .kilometres(80),
                        magnitude: .tenths(61)
                    ),
                    tsunamiComments: [.noTsunami]
                )
        )
    }

    @Test func rainGoesFromLevel3ToLevel4ToNothing() throws {
        let steps = try [Fixture.rainLevel3, .rainLevel4, .rainLifted].map { try #require(try $0.report()) }
        #expect(
            steps.map(\.weather) == [
                WeatherWarningFacts(code: "03", level: .warning, previousLevel: .advisory),
                WeatherWarningFacts(code: "43", level: .danger, previousLevel: .warning),
                WeatherWarningFacts(code: "00", level: .none, previousLevel: .danger),
            ]
        )
        #expect(Set(steps.map(\.event)).count == 1)
        #expect(steps[0].subject == .area("1220300") && steps[0].source.title == "千葉県大雨警報・注意報")
        #expect(steps[1].isLater(than: steps[0]) && steps[2].isLater(than: steps[1]))
    }

    @Test func tsunamiGoesFromWarningToAdvisoryToNothing() throws {
        let steps = try [Fixture.tsunamiWarning, .tsunamiAdvisory, .tsunamiLifted].map { try #require(try $0.report()) }
        let facts = try steps.map { try #require($0.tsunami) }
        #expect(facts.map(\.grade) == [.warning, .advisory, .none])
        #expect(facts.map(\.previousGrade) == [.none, .warning, .advisory])
        #expect(facts.map(\.height) == [.centimetres(300), .centimetres(100), nil])
        #expect(facts.map(\.arrival) == [.expected(japan(10, 10)), .presumedArrived, nil])
        #expect(facts[0].origin?.magnitude == .tenths(81) && facts[0].originTime == japan(9, 20))
        #expect(facts[0].coast == "312" && steps[0].subject == .area("312") && steps[0].areas == ["1220300"])
        #expect(Set(steps.map(\.event)).count == 1)
    }

    @Test(arguments: [("訓練", AlertStatus.exercise), ("試験", .test), ("通常", .actual)])
    func statusIsCarriedAndDividesTheChains(word: String, status: AlertStatus) throws {
        for fixture in Fixture.all {
            let report = try #require(try fixture.status(word).report())
            #expect(report.status == status)
            #expect(report.event.rawValue.hasSuffix("/\(status.rawValue)"))
        }
    }

    @Test func correctionsAndLateReportsKeepTheirFacts() throws {
        for fixture in Fixture.all {
            let plain = try #require(try fixture.report())
            let corrected = try #require(try fixture.infoType("訂正").report())
            #expect(corrected.kind == .corrected && corrected.facts == plain.facts && corrected.isLater(than: plain))
            let late = try #require(try fixture.infoType("遅延").report())
            #expect(late.kind == .issued && late.facts == plain.facts)
        }
    }

    @Test func withdrawalsHaveNoFactsAndTheSameSubject() throws {
        for fixture in Fixture.all {
            let plain = try #require(try fixture.report())
            let withdrawal = fixture.infoType("取消").body("<Text>取り消します。</Text>")
            let report = try #require(try withdrawal.report())
            #expect(report.kind == .withdrawn && report.facts == nil && report.event == plain.event)
            #expect(report.isLater(than: plain) && report.areas == plain.areas)
        }
    }

    @Test func withdrawalOfAnotherPrefectureDoesNotConcernTheCity() throws {
        let other = Fixture.rainLevel4.infoType("取消").body("<Text/>").replacing("<Title>千葉県", with: "<Title>島根県")
        #expect(try other.concern().reason?.contains("is not about 千葉県") == true)
    }

    @Test func elsewhereSaysWhereItWasStrongest() throws {
        let osaka = CityScope.ichikawa.with {
            $0.name = "堺市"
            $0.municipality = "2714000"
            $0.seismicRegion = "520"
        }
        let quiet = try #require(try Fixture.hypocentre.concern(osaka).report?.earthquake)
        #expect(quiet.cityIntensity == nil && quiet.maximumIntensity == .fiveLower && quiet.resolution == .municipality)
        #expect(
            try Fixture.flash.concern(osaka).reason
                == "VXSE51 names no intensity for region 520 of 堺市; greatest intensity 5- at 千葉県北西部"
        )
    }

    @Test func anEarthquakeWithoutOneEventIsNotGuessed() throws {
        let two = Fixture.flash.replacing("<EventID>20261105090112", with: "<EventID>20261105090112 20261105090155")
        #expect(try two.telegram().envelope.eventIDs == ["20261105090112", "20261105090155"])
        #expect(try two.concern().reason?.contains("2 event IDs") == true)
        let none = Fixture.flash.replacing("<EventID>20261105090112</EventID>", with: "<EventID/>")
        #expect(try none.concern().reason?.contains("0 event IDs") == true)
    }

    @Test func severalEarthquakesBehindATsunamiLeaveItsOriginOpen() throws {
        let earthquake = try #require(Fixture.tsunamiWarning.text.firstMatch(of: /<Earthquake>[\s\S]*<\/Earthquake>/))
        let twice = Fixture.tsunamiWarning.replacing(String(earthquake.0), with: String(earthquake.0 + earthquake.0))
        let facts = try #require(try twice.report()?.tsunami)
        #expect(facts.origin == nil && facts.originTime == nil && facts.grade == .warning)
    }

    @Test func aCoastThatIsNotListedHasNothingInForce() throws {
        let osaka = CityScope.ichikawa.with { $0.tsunamiRegion = "510" }
        let facts = try #require(try Fixture.tsunamiWarning.concern(osaka).report?.tsunami)
        #expect(facts.grade == .none && facts.coast == "510" && facts.height == nil)
    }

    @Test func rainOfTheOwnPrefectureWithoutTheCityAsksForACheck() throws {
        let gone = Fixture.rainLevel4.replacing("<Code>1220300</Code>", with: "<Code>1229900</Code>")
        let reason = try #require(try gone.concern().reason)
        #expect(reason.contains("does not list 市川市 (1220300)") && reason.contains("check"))
        let shimane = CityScope.ichikawa.with {
            $0.forecastRegion = "島根県"
            $0.forecastAreas = ["320010"]
            $0.municipality = "3220100"
        }
        #expect(try Fixture.rainLevel4.concern(shimane).reason?.contains("is not about 島根県") == true)
    }

    @Test func noWarningInForceIsReportedAsNothing() throws {
        let report = try #require(
            try Fixture.rainLevel3.concern(.ichikawa.with { $0.municipality = "1220500" }).report
        )
        #expect(report.weather == WeatherWarningFacts(code: "00", level: .none, previousLevel: nil))
    }

    @Test(.enabled(if: SharedData.isPresent, SharedData.absent))
    func theCityIsFoundInJMAsOwnSamples() throws {
        func concern(_ path: String) throws -> Concern {
            let data = try Data(contentsOf: SharedData.appending("jma/\(path)"))
            return CityFilter(scope: .ichikawa).decide(try TelegramReader().read(data))
        }
        let tohoku = try #require(try concern("samples/32-39_11_05_240613_VXSE53.xml").report?.earthquake)
        #expect(tohoku.maximumIntensity == .seven && tohoku.cityIntensity == .fiveLower)
        #expect(tohoku.hypocentre?.magnitude == .overEight && tohoku.tsunamiComments == [.warningInForce])
        #expect(try concern("samples/32-35_01_01_100806_VXSE51.xml").report?.earthquake?.cityIntensity == .three)
        let grades = try ["11_06", "11_09", "11_11", "11_13"].map { name in
            try #require(try concern("samples/32-39_\(name)_250206_VTSE41.xml").report?.tsunami).grade
        }
        #expect(grades == [.forecast, .forecast, .advisory, .forecast])
        #expect(try concern("samples/38-39_02_04_250206_VTSE41.xml").report?.tsunami?.grade == TsunamiGrade.none)
        #expect(try concern("samples/15_17_01_241226_VPWW55.xml").reason?.contains("島根県") == true)
        let far = try #require(try concern("samples/32-35_08_08_240613_VXSE53.xml").report?.earthquake)
        #expect(far.cityIntensity == nil && far.resolution == .municipality)
        #expect(try concern("samples/32-35_10_01_220510_VXSE51.xml").report?.kind == .withdrawn)
    }
}
