// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Intake
import TestSupport

/// Fictional telegrams for 市川市, those of the demo and those beside these tests, and changes to them.
struct Fixture {
    var text: String

    static let flash = Fixture(path: "Cities/ichikawa/demo/01-VXSE51.xml")
    static let hypocentre = Fixture(path: "Cities/ichikawa/demo/02-VXSE53.xml")
    static let rainLevel4 = Fixture(path: "Cities/ichikawa/demo/03-VPWW55.xml")
    static let tsunamiWarning = Fixture(path: "Cities/ichikawa/demo/04-VTSE41.xml")
    static let rainLevel3 = Fixture(path: "Tests/IntakeTests/Fixtures/VPWW55-level3.xml")
    static let rainLifted = Fixture(path: "Tests/IntakeTests/Fixtures/VPWW55-lifted.xml")
    static let tsunamiAdvisory = Fixture(path: "Tests/IntakeTests/Fixtures/VTSE41-advisory.xml")
    static let tsunamiLifted = Fixture(path: "Tests/IntakeTests/Fixtures/VTSE41-lifted.xml")
    static let all = [
        flash, hypocentre, rainLevel4, tsunamiWarning, rainLevel3, rainLifted, tsunamiAdvisory, tsunamiLifted,
    ]

    private init(path: String) {
        guard let text = try? String(contentsOf: RepositoryRoot.appending(path), encoding: .utf8) else {
            fatalError("the fixture \(path) is missing from the checkout")
        }
        self.text = text
    }

    /// A telegram with nothing but what a reader needs around a Body.
    init(title: String, infoKind: String, body: String, namespace: String = "seismology", headTitle: String = "題") {
        text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Report xmlns="http://xml.kishou.go.jp/jmaxml1/"><Control><Title>\(title)</Title>
            <DateTime>2026-11-05T00:00:00Z</DateTime><Status>通常</Status><EditorialOffice>気象庁本庁</EditorialOffice>
            <PublishingOffice>気象庁</PublishingOffice></Control>
            <Head xmlns="http://xml.kishou.go.jp/jmaxml1/informationBasis1/"><Title>\(headTitle)</Title>
            <ReportDateTime>2026-11-05T09:00:00+09:00</ReportDateTime>
            <TargetDateTime>2026-11-05T09:00:00+09:00</TargetDateTime><EventID>20261105085900</EventID>
            <InfoType>発表</InfoType><Serial/><InfoKind>\(infoKind)</InfoKind><InfoKindVersion>1.0_1</InfoKindVersion>
            <Headline><Text/></Headline></Head>
            <Body xmlns="http://xml.kishou.go.jp/jmaxml1/body/\(namespace)1/"
            xmlns:jmx_eb="http://xml.kishou.go.jp/jmaxml1/elementBasis1/">\(body)</Body></Report>
            """
    }

    /// The same with one text replaced; stops the test run where there is nothing to replace.
    func replacing(_ old: String, with new: String) -> Fixture {
        precondition(text.contains(old), "the fixture does not hold \(old)")
        var copy = self
        copy.text = text.replacingOccurrences(of: old, with: new)
        return copy
    }

    /// The same as a drill, a test, a correction or a withdrawal.
    func status(_ word: String) -> Fixture { replacing("<Status>通常</Status>", with: "<Status>\(word)</Status>") }
    func infoType(_ word: String) -> Fixture {
        replacing("<InfoType>発表</InfoType>", with: "<InfoType>\(word)</InfoType>")
    }

    /// The same with its Body replaced.
    func body(_ body: String) -> Fixture {
        var copy = self
        copy.text = text.replacing(/(<Body[^>]*>)[\s\S]*<\/Body>/) { "\($0.1)\(body)</Body>" }
        return copy
    }

    var data: Data { Data(text.utf8) }

    func telegram() throws -> Telegram { try TelegramReader().read(data) }

    func concern(_ scope: CityScope = .ichikawa) throws -> Concern { CityFilter(scope: scope).decide(try telegram()) }

    func report(_ scope: CityScope = .ichikawa) throws -> HazardReport? { try concern(scope).report }
}

extension Concern {
    var report: HazardReport? {
        if case .reports(let reports) = self { reports.first } else { nil }
    }

    var reports: [HazardReport] {
        if case .reports(let reports) = self { reports } else { [] }
    }

    var reason: String? {
        if case .notConcerned(let reason) = self { reason } else { nil }
    }
}

extension HazardReport {
    var earthquake: EarthquakeFacts? {
        if case .earthquake(let facts) = facts { facts } else { nil }
    }

    var tsunami: TsunamiFacts? {
        if case .tsunami(let facts) = facts { facts } else { nil }
    }

    var bulletin: BulletinFacts? {
        if case .bulletin(let facts) = facts { facts } else { nil }
    }

    var weather: WeatherWarningFacts? {
        if case .weather(let facts) = facts { facts } else { nil }
    }
}

extension CityScope {
    static let ichikawa = CityScope(
        name: "市川市",
        municipality: "1220300",
        seismicRegion: "341",
        tsunamiRegion: "312",
        forecastAreas: ["120013", "120010", "120000"],
        forecastRegion: "千葉県"
    )

    func with(_ change: (inout CityScope) -> Void) -> CityScope {
        var copy = self
        change(&copy)
        return copy
    }
}

/// A moment of 2026-11-05 in Japan.
func japan(_ hour: Int, _ minute: Int, _ second: Int = 0) -> Date {
    // 2026-11-05T00:00:00+09:00
    Date(timeIntervalSince1970: 1_793_804_400 + Double(hour * 3_600 + minute * 60 + second))
}
