// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Intake
import TestSupport
import Testing

/// What is told on the scale of 震度 without being one: who is reached.
@Suite("Advisories on the seismic scale", .enabled(if: SharedData.isPresent, SharedData.absent))
struct GreatEarthquakeTests {
    private func measure(_ sample: String, _ swaps: [(String, String)] = []) throws -> Measure {
        try #require(try Sample(sample, swaps).reports().first?.facts).measure
    }

    @Test func theGravestAdvisoriesReachEverybodyWhoIsToldOfEarthquakes() throws {
        let alarm = try measure("74_01_04_200512_VYSE50")
        let caution = try measure("74_01_05_200512_VYSE50")
        let sequel = try measure("80_01_01_240821_VYSE60")
        for intensity in SeismicIntensity.allCases {
            #expect(alarm >= intensity.measure && caution >= intensity.measure && sequel >= intensity.measure)
        }
        #expect(alarm > caution, "from 注意 to 警戒 is a step up")
        let study = try measure("74_01_02_200512_VYSE50")
        #expect(study == SeismicIntensity.fiveLower.measure && study < caution)
        #expect(try measure("74_01_07_200512_VYSE50") == .none)
        for explanation in ["75_01_01_200512_VYSE51", "75_01_04_200512_VYSE52"] {
            #expect(try measure(explanation) == SeismicIntensity.one.measure)
        }
    }

    @Test(arguments: [
        ("74_01_04_200512_VYSE50", 5), ("74_01_05_200512_VYSE50", 4), ("80_01_01_240821_VYSE60", 4),
        ("74_01_02_200512_VYSE50", 3), ("75_01_01_200512_VYSE51", 1),
    ])
    func prioritiesAreMadeOfTheLevel(sample: String, level: Int) throws {
        #expect(try Sample(sample).reports().first?.bulletin?.level == level)
    }

    @Test func anEarlyWarningHasTheIntensityThatItForesees() throws {
        let warning = "37_01_01_240613_VXSE43"
        #expect(try measure(warning, [("<Code>622</Code>", "<Code>341</Code>")]) == SeismicIntensity.fiveLower.measure)
        let forecast = try measure("36_01_03_240613_VXSE44", [("<Code>622</Code>", "<Code>341</Code>")])
        #expect(forecast == SeismicIntensity.four.measure)
    }
}
