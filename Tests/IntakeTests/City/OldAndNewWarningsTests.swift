// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Intake
import TestSupport
import Testing

/// What was in force before a bulletin, and for what the old rain warning is.
@Suite("Old and new warnings", .enabled(if: SharedData.isPresent, SharedData.absent))
struct OldAndNewWarningsTests {
    private func report(_ hazard: Hazard, _ sample: String, _ place: String) throws -> WeatherWarningFacts? {
        try Sample(sample, [(">\(place)<", ">1220300<")]).reports().first { $0.hazard == hazard }?.weather
    }

    @Test func whatIsIssuedWithoutLastKindWasNotInForceBefore() throws {
        let thunder = try #require(try report(.thunder, "15_16_07_241226_VPWW61", "0121400"))
        #expect(thunder.level == .advisory && thunder.previousLevel == WarningLevel.none)
        let fog = try #require(try report(.fog, "15_16_07_241226_VPWW61", "0151200"))
        #expect(fog.level == .advisory && fog.previousLevel == .advisory, "that goes on")
        let others = try report(.frost, "15_16_07_241226_VPWW61", "0121400")
        #expect(others?.previousLevel == nil, "of what is not named it says nothing")
        let old = try #require(try report(.fog, "15_11_02_150916_VPWW54", "1620100"))
        #expect(old.level == .advisory && old.previousLevel == WarningLevel.none)
        let going = try report(.thunder, "15_12_01_161130_VPWW54", "3220100")
        #expect(going?.previousLevel == .advisory)
    }

    @Test func theOldestTelegramsNeverSayWhatWasBefore() throws {
        for file in SharedData.files(in: "jma/samples", containing: ["_VPWW53"]) {
            guard let body = try TelegramReader().read(Data(contentsOf: file)).body as? WeatherWarnings else {
                continue
            }
            #expect(body.municipalities.allSatisfy { $0.kinds.allSatisfy(\.previousLevels.isEmpty) })
        }
    }

    @Test func anOldAdvisoryOfRainSaysForWhat() throws {
        let old = try Sample("15_12_01_161130_VPWW54", [(">3220100<", ">1220300<")]).reports()
        #expect(old.levels[.landslide] == 2 && old.levels[.heavyRain] == 2)
        let new = try Sample("15_17_01_241226_VPWW56", [(">3220100<", ">1220300<")]).reports()
        #expect(new.levels == [.landslide: 2], "and the new system says the same")
        let landslide = try #require(old.first { $0.hazard == .landslide }?.weather)
        #expect(landslide.previousLevel == .advisory && landslide.code == "10")
    }

    @Test func oneForLandslidesAloneIsOfNoRain() throws {
        let rain = try Sample(
            "15_12_01_161130_VPWW54",
            [(">3220100<", ">1220300<"), ("<Note>浸水注意</Note>", "")]
        )
        #expect(try rain.reports().levels.filter { $0.key == .landslide || $0.key == .heavyRain } == [.landslide: 2])
        let silent = try Sample(
            "15_12_01_161130_VPWW54",
            [(">3220100<", ">1220300<"), ("<Note>浸水注意</Note>", ""), ("<Note>土砂災害注意</Note>", "")]
        )
        #expect(try silent.reports().levels.filter { $0.key == .landslide || $0.key == .heavyRain } == [.heavyRain: 2])
    }

    @Test func aSpecialWarningForLandslidesTellsOfInundationAtItsOwnLevel() throws {
        let facts = try Sample("15_08_01_130412_VPWW53", [(">2920100<", ">1220300<")]).reports()
        #expect(facts.levels[.landslide] == 5 && facts.levels[.heavyRain] == 2)
        #expect(facts.first { $0.hazard == .landslide }?.weather?.code == "33")
        #expect(facts.first { $0.hazard == .heavyRain }?.weather?.code == "10")
    }

    @Test func anAdvisoryBeforeAWarningDoesNotSayForWhatItWas() throws {
        let rain = try #require(try report(.heavyRain, "15_11_02_150916_VPWW54", "1620100"))
        #expect(rain.level == .warning && rain.previousLevel == nil)
    }
}
