// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Foundation
import Testing

@Suite struct EarthquakeFoldTests {
    @Test func theFlashIsNewsTheMunicipalityDetailAndARevisionNothing() {
        let story = Story([
            Reports.quake("VXSE51", 2), Reports.quake("VXSE53", 5, serial: 1),
            Reports.quake("VXSE53", 9, serial: 2, magnitude: 62),
        ])
        #expect(story.told == [.new, .detailed])
        #expect(story.reasons == ["nothing to act on that residents have not known since a.2"])
    }

    @Test(arguments: [
        (SeismicIntensity.fiveLower, Change.raised), (.four, .detailed), (.three, .detailed), (.one, .detailed),
    ])
    func theMunicipalitysOwnIntensityIsTold(_ city: SeismicIntensity, _ change: Change) {
        #expect(Story([Reports.quake("VXSE51", 2), Reports.quake("VXSE53", 5, city: city)]).told == [.new, change])
    }

    @Test func aFlashThatComesLateSaysNothing() {
        let story = Story([Reports.quake("VXSE53", 5), Reports.quake("VXSE51", 2, city: .fiveLower)])
        #expect(story.told == [.new])
        #expect(story.state.announced?.peak == SeismicIntensity.four.measure)
    }

    @Test func aSecondFlashThatIsStrongerRaisesAndOneThatIsWeakerLowers() {
        let story = Story([
            Reports.quake("VXSE51", 2, city: .three), Reports.quake("VXSE51", 3, city: .fiveUpper),
            Reports.quake("VXSE51", 4, city: .four),
        ])
        #expect(story.told == [.new, .raised, .lowered])
        #expect(story.state.announced?.peak == SeismicIntensity.fiveUpper.measure)
        #expect(story.state.announced?.chain.map(\.rawValue) == ["a.1", "a.2", "a.3"])
    }

    @Test func anEarthquakeBelowTheMinimumIsNoNewsUntilItRises() {
        var story = Story([Reports.quake("VXSE53", 5, city: .two, serial: 1)])
        #expect(story.reasons == ["earthquake 2 is below earthquake 3, where this city's alerts begin"])
        story.tell(Reports.quake("VXSE53", 9, city: .three, serial: 2))
        #expect(story.told == [.new])
    }

    @Test func anotherEpicentreOrAnotherWordOnTsunamiIsDetail() {
        let first = Reports.quake("VXSE53", 5, serial: 1)
        #expect(Story([first, Reports.quake("VXSE53", 9, serial: 2, epicentre: "東京湾")]).told == [.new, .detailed])
        let warned = Reports.quake("VXSE53", 9, serial: 2, comments: [.warningInForce])
        #expect(Story([first, warned]).told == [.new, .detailed])
        #expect(Story([warned, Reports.quake("VXSE53", 12, serial: 3)]).told == [.new, .detailed])
    }

    @Test(arguments: [
        Reports.quake("VXSE53", 9, city: .three, kind: .corrected, serial: 1),
        Reports.quake("VXSE53", 9, city: .fiveLower, kind: .corrected, serial: 1),
        Reports.quake("VXSE53", 9, city: .one, kind: .corrected, serial: 1),
        Reports.quake("VXSE53", 9, kind: .corrected, serial: 1, epicentre: "東京湾"),
        Reports.quake("VXSE53", 9, kind: .corrected, serial: 1, magnitude: 51),
        Reports.quake("VXSE53", 5, kind: .corrected, serial: 1, magnitude: 51),
    ])
    func aCorrectionOfWhatWasToldIsACorrection(_ correction: HazardReport) {
        #expect(Story([Reports.quake("VXSE53", 5, serial: 1), correction]).told == [.new, .corrected])
    }

    @Test func aCorrectionOfWhatWasNotToldIsNone() {
        let first = Reports.quake("VXSE53", 5, serial: 1)
        #expect(Story([first, Reports.quake("VXSE53", 9, kind: .corrected, serial: 1)]).told == [.new])
        // The flash was replaced by the municipality's own intensity; its correction corrects nothing that stands.
        let revised = Reports.quake("VXSE53", 9, serial: 2, magnitude: 62)
        let flash = Reports.quake("VXSE51", 10, city: .fiveLower, kind: .corrected)
        #expect(Story([Reports.quake("VXSE51", 2), first, revised, flash]).told == [.new, .detailed])
    }

    @Test func twoCorrectionsOfOneMinuteAreBothTold() {
        let story = Story([
            Reports.quake("VXSE53", 5, serial: 1, sent: 10),
            Reports.quake("VXSE53", 5, kind: .corrected, serial: 1, magnitude: 51, sent: 100),
            Reports.quake("VXSE53", 5, kind: .corrected, serial: 1, magnitude: 53, sent: 200),
        ])
        #expect(story.told == [.new, .corrected, .corrected])
    }

    @Test func ofTwoThatCannotBeOrderedTheWorseCounts() {
        let mild = Reports.quake("VXSE51", 2, city: .three)
        let strong = Reports.quake("VXSE51", 2, city: .fiveLower)
        let raised = Story([mild, strong])
        #expect(raised.told == [.new, .raised])
        let passed = Story([strong, mild])
        #expect(passed.told == [.new])
        #expect(passed.state.effective == raised.state.effective)
        #expect(passed.reasons.first?.hasPrefix("it differs from the VXSE51 of ") == true)
    }

    @Test func withdrawingOneBulletinCorrectsWhatTheOtherLeavesStanding() {
        let flash = Reports.quake("VXSE51", 2)
        let detail = Reports.quake("VXSE53", 5, serial: 1)
        let withdrawal = Reports.quake("VXSE53", 9, kind: .withdrawn, serial: 2)
        let story = Story([flash, detail, withdrawal])
        #expect(story.told == [.new, .detailed, .corrected])
        #expect(story.state.effective == flash.facts)
        // The weaker region and the stronger one alike: what was said was wrong.
        #expect(Story([Reports.quake("VXSE51", 2, city: .fiveLower), detail, withdrawal]).told.last == .corrected)
        #expect(Story([flash, detail, Reports.quake("VXSE51", 9, kind: .withdrawn)]).told == [.new, .detailed])
    }

    @Test func withdrawingAllWithdrawsTheChainAndAReissueBeginsAnother() {
        var story = Story([
            Reports.quake("VXSE51", 2), Reports.quake("VXSE51", 4, kind: .withdrawn),
        ])
        #expect(story.told == [.new, .withdrawn])
        #expect(story.state.announced == nil && story.state.effective == nil)
        story.tell(Reports.quake("VXSE51", 6))
        #expect(story.told == [.new, .withdrawn, .new])
        #expect(story.state.announced?.chain.map(\.rawValue) == ["a.3"])
    }

    @Test func aWithdrawalBeforeAnythingWasToldIsNoNews() {
        let story = Story([Reports.quake("VXSE51", 4, kind: .withdrawn), Reports.quake("VXSE51", 2)])
        #expect(story.told.isEmpty)
        #expect(story.reasons.first == "withdrawn before anything was announced")
        #expect(story.reasons.last?.hasPrefix("older than what is known: VXSE51 of ") == true)
    }

    @Test func aPresumedFiveLowerThatIsConfirmedIsNoNews() {
        #expect(
            Story([
                Reports.quake("VXSE53", 5, city: .fiveLowerPresumed, serial: 1),
                Reports.quake("VXSE53", 9, city: .fiveLower, serial: 2),
            ]).told == [.new]
        )
    }
}

@Suite struct TsunamiFoldTests {
    @Test func aWarningIsLoweredAndLifted() {
        let story = Story([
            Reports.tsunami(0, .warning, before: TsunamiGrade.none, height: .high),
            Reports.tsunami(20, .advisory, before: .warning),
            Reports.tsunami(60, .none, before: .advisory),
        ])
        #expect(story.told == [.new, .lowered, .ended])
        #expect(story.state.announced == nil)
    }

    @Test func slightChangesOfSeaLevelEndAnAdvisory() {
        let story = Story([Reports.tsunami(0, .advisory), Reports.tsunami(30, .forecast, before: .advisory)])
        #expect(story.told == [.new, .ended])
    }

    @Test func aShiftedArrivalTimeAloneIsNoNews() {
        let told = Story([
            Reports.tsunami(0, .warning, arrival: .expected(minute(30))),
            Reports.tsunami(5, .warning, arrival: .expected(minute(40))),
        ]).told
        #expect(told == [.new])
    }

    @Test(arguments: [TsunamiFacts.Arrival.immediate, .presumedArrived, .confirmed])
    func thatTheWaveIsHereIsNewsOnce(_ here: TsunamiFacts.Arrival) {
        let story = Story([
            Reports.tsunami(0, .warning, arrival: .expected(minute(30))), Reports.tsunami(5, .warning, arrival: here),
            Reports.tsunami(8, .warning, arrival: .confirmed),
        ])
        #expect(story.told == [.new, .detailed])
    }

    @Test func aNewHeightIsNews() {
        let story = Story([
            Reports.tsunami(0, .warning, height: .high), Reports.tsunami(9, .warning, height: .centimetres(300)),
        ])
        #expect(story.told == [.new, .detailed])
    }

    @Test func aCorrectionOfAnArrivalTimeIsTold() {
        let story = Story([
            Reports.tsunami(0, .warning, arrival: .expected(minute(30))),
            Reports.tsunami(0, .warning, arrival: .expected(minute(20)), kind: .corrected),
        ])
        #expect(story.told == [.new, .corrected])
    }

    @Test func whatACorrectionTakesBackAltogetherIsWithdrawnNotEnded() {
        let warning = Reports.tsunami(0, .warning, before: TsunamiGrade.none)
        var state = HazardState()
        _ = state.fold(warning, minimum: Measure(rawValue: TsunamiGrade.advisory.rawValue))
        state.announce(.new, facts: warning.facts!, as: Alert.ID(rawValue: "a.1")!)
        let fold = state.fold(
            Reports.tsunami(3, .none, kind: .corrected),
            minimum: Measure(rawValue: TsunamiGrade.advisory.rawValue)
        )
        #expect(fold == .change(.withdrawn, warning.facts!, after: state.announced))
    }

    @Test func anEndThatNeverCameDoesNotSilenceTheNextEvent() {
        let first = Reports.tsunami(0, .advisory, before: TsunamiGrade.none)
        let months = 60 * 24 * 90
        let story = Story([first, Reports.tsunami(months, .advisory, before: TsunamiGrade.none)])
        #expect(story.told == [.new, .new])
        #expect(story.state.announced?.chain.map(\.rawValue) == ["a.2"], "another event, another chain")
    }
}

@Suite struct RainFoldTests {
    @Test func levelsRiseFallAndEnd() {
        let story = Story([
            Reports.rain(0, .advisory, before: WarningLevel.none), Reports.rain(30, .warning, before: .advisory),
            Reports.rain(60, .danger, before: .warning), Reports.rain(90, .warning, before: .danger),
            Reports.rain(120, .none, before: .warning),
        ])
        #expect(story.told == [.new, .raised, .lowered, .ended])
        #expect(story.state.announced == nil && story.state.revision == 4)
    }

    @Test func aWarningThatGoesOnIsNoNews() {
        let story = Story((0..<6).map { Reports.rain($0 * 60, .danger, before: $0 == 0 ? .warning : .danger) })
        #expect(story.told == [.new])
    }

    @Test func aWarningThatFallsBelowTheCitysMinimumIsOver() {
        #expect(
            Story([Reports.rain(0, .warning), Reports.rain(60, .advisory, before: .warning)]).told == [.new, .ended]
        )
    }

    @Test func rainThatComesBackIsNews() {
        let story = Story([
            Reports.rain(0, .warning, before: WarningLevel.none), Reports.rain(60, .none, before: .warning),
            Reports.rain(120, .warning, before: WarningLevel.none),
        ])
        #expect(story.told == [.new, .ended, .new])
        #expect(story.state.announced?.peak == Measure(rawValue: 3))
    }

    @Test func anEndThatComesAfterTheNextWarningSaysNothing() {
        let story = Story([
            Reports.rain(0, .warning, before: WarningLevel.none),
            Reports.rain(120, .warning, before: WarningLevel.none),
            Reports.rain(60, .none, before: .warning),
        ])
        #expect(story.told == [.new, .new])
    }

    @Test func aWithdrawalWithdrawsAndAReissueBeginsAnew() {
        let story = Story([
            Reports.rain(0, .danger), Reports.rain(5, .danger, kind: .withdrawn), Reports.rain(7, .warning),
        ])
        #expect(story.told == [.new, .withdrawn, .new])
    }

    @Test func aHazardWithoutARuleMakesNoAlertAndSaysSo() {
        var state = HazardState()
        #expect(
            state.fold(Reports.rain(0, .emergency), minimum: nil)
                == .nothing("the city's rules make no alert of heavy-rain")
        )
    }
}
