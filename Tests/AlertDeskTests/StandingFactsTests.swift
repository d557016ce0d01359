// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Foundation
import Testing

/// What several bulletins about one subject say together.
@Suite struct StandingFactsTests {
    private static let three = SeismicIntensity.three.measure

    private func earthquake(_ reports: [HazardReport]) -> EarthquakeFacts? {
        var state = HazardState()
        for report in reports { _ = state.fold(report, minimum: Self.three) }
        guard case .earthquake(let facts)? = state.effective else { return nil }
        return facts
    }

    private static func hypocentreOnly(_ minutes: Int, epicentre: String) -> HazardReport {
        var report = Reports.quake("VXSE53", minutes, city: nil, epicentre: epicentre)
        report.source.bulletin = "VXSE61"
        if case .earthquake(var facts)? = report.facts {
            facts.resolution = .region
            facts.tsunamiComments = []
            report.facts = .earthquake(facts)
        }
        return report
    }

    @Test func aRevisedHypocentreJoinsTheIntensityAlreadyKnown() throws {
        let reports = [
            Reports.quake("VXSE51", 2, city: .fiveLower), Reports.quake("VXSE53", 5, city: .four),
            Self.hypocentreOnly(9, epicentre: "東京湾"),
        ]
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
            let facts = try #require(earthquake(order.map { reports[$0] }))
            #expect(facts.cityIntensity == .four && facts.resolution == .municipality)
            #expect(facts.hypocentre?.epicentre.name == "東京湾")
            #expect(facts.tsunamiComments == [.noTsunami])
        }
    }

    @Test func aBulletinThatDoesNotNameTheCityLowersTheFlash() throws {
        let story = Story([Reports.quake("VXSE51", 2, city: .four), Reports.quake("VXSE53", 5, city: nil)])
        #expect(story.told == [.new, .lowered])
    }

    @Test func aCorrectionThatDropsTheCityIsSeen() throws {
        let story = Story([
            Reports.quake("VXSE53", 5, city: .four), Reports.quake("VXSE53", 5, city: nil, kind: .corrected, sent: 9),
        ])
        #expect(story.told == [.new, .corrected])
    }

    @Test func longPeriodMotionOfClassThreeIsNews() throws {
        func motion(_ minutes: Int, _ value: Int) -> HazardReport {
            var report = Reports.quake("VXSE51", minutes, city: .four)
            report.source.bulletin = "VXSE62"
            if case .earthquake(var facts)? = report.facts {
                facts.longPeriodClass = value
                report.facts = .earthquake(facts)
            }
            return report
        }
        let first = Reports.quake("VXSE53", 5, city: .four)
        #expect(Story([first, motion(15, 2)]).told == [.new])
        #expect(Story([first, motion(15, 3)]).told == [.new, .detailed])
        #expect(Story([first, motion(15, 3), motion(20, 3)]).told == [.new, .detailed])
    }

    private static func wave(_ minutes: Int, _ centimetres: Int?, grade: TsunamiGrade = .advisory) -> HazardReport {
        var report = Reports.tsunami(minutes, grade, height: .centimetres(100))
        if let centimetres {
            report.source.bulletin = "VTSE51"
            if case .tsunami(var facts)? = report.facts {
                facts.observed = .init(station: "千葉", height: .centimetres(centimetres))
                report.facts = .tsunami(facts)
            }
        }
        return report
    }

    /// The night of twenty updates: what residents must know is that it began, that a wave came, how its order grew, and
    /// that it is over.
    @Test func twentyUpdatesOfOneAdvisoryMakeAFewMails() throws {
        var night = [Self.wave(0, nil)]
        for (number, height) in [10, 11, 12, 12, 14, 15, 17, 18, 18, 19, 22, 22, 24, 24, 25, 25, 26, 26].enumerated() {
            night.append(Self.wave(10 + number * 10, height))
        }
        night.append(Reports.tsunami(300, .none, before: .advisory))
        #expect(night.count == 20)
        #expect(Story(night).told == [.new, .detailed, .detailed, .ended])
    }

    @Test func whatWasMeasuredStaysBesideTheLaterWordAndEndsWithIt() throws {
        var state = HazardState()
        for report in [Self.wave(0, nil), Self.wave(10, 40), Self.wave(20, nil)] {
            _ = state.fold(report, minimum: Measure(rawValue: 2))
        }
        guard case .tsunami(let facts)? = state.effective else {
            Issue.record("no facts")
            return
        }
        #expect(facts.observed?.height == .centimetres(40))
        _ = state.fold(Reports.tsunami(30, .none, before: .advisory), minimum: Measure(rawValue: 2))
        _ = state.fold(Self.wave(40, nil), minimum: Measure(rawValue: 2))
        guard case .tsunami(let next)? = state.effective else {
            Issue.record("no facts")
            return
        }
        #expect(next.grade == .advisory)
    }

    @Test func moreMillimetresOfTheSameDangerAreNoNews() throws {
        let one = Measure(rawValue: 1)
        #expect(Story([Reports.bulletin(0), Reports.bulletin(10), Reports.bulletin(20)], minimum: one).told == [.new])
        #expect(Story([Reports.bulletin(0), Reports.bulletin(10, code: "2")], minimum: one).told == [.new, .detailed])
        #expect(Story([Reports.bulletin(0), Reports.bulletin(10, level: 5)], minimum: one).told == [.new, .raised])
    }

    @Test func whatNobodyLiftsIsOverAfterItsTime() throws {
        let judge = Judge(
            rules: IssueRules(
                rules: [IssueRule(name: "rain", hazards: [.recordRain], action: .issue)],
                expiryHours: [.recordRain: 6]
            ),
            identity: identity
        )
        var state = HazardState()
        func told(_ minutes: Int, until: Int?) throws -> Change? {
            let report = Reports.bulletin(minutes, until: until)
            guard
                case .alert(let alert, _, _) = try judge.decide(
                    report,
                    state: &state,
                    now: minute(minutes),
                    issuedWithinHour: { 0 }
                )
            else { return nil }
            return alert.change
        }
        #expect(try told(0, until: 60) == .new)
        #expect(try told(50, until: 110) == nil)
        #expect(try told(70, until: 130) == .new, "the first was over at minute 60")
        #expect(try told(200, until: nil) == .new)
        #expect(try told(200 + 6 * 60 - 1, until: nil) == nil)
        #expect(try told(200 + 6 * 60 + 1, until: nil) == .new)
    }
}
