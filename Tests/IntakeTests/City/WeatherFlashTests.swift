// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Intake
import TestSupport
import Testing

/// 府県気象防災速報: each tag for its own areas, and no number that loses a place.
@Suite("Weather flashes", .enabled(if: SharedData.isPresent, SharedData.absent))
struct WeatherFlashTests {
    private func tag(_ word: String, _ code: String) -> String {
        "<Item><Kind><Name>情報タグ</Name><Condition>\(word)</Condition></Kind>"
            + "<Areas><Area><Name>地</Name><Code>\(code)</Code></Area></Areas></Item>"
    }

    private func flash(_ tags: String, _ swaps: [(String, String)] = []) throws -> Sample {
        let opening = "<Information type=\"情報タグ\">"
        return try Sample("82_01_02_250630_VPBS50", [(opening, opening + tags)] + swaps)
    }

    @Test func aTagSpeaksOfItsOwnAreasAlone() throws {
        // 記録雨 of the sample stays in 網走.
        let found = try flash(tag("短時間大雪", "120010") + tag("線状降水帯発生", "130010")).reports()
        #expect(found.map(\.hazard) == [.snowfall])
        #expect(found.first?.bulletin?.places == ["地"])
        #expect(try flash(tag("線状降水帯発生", "130010")).reports().isEmpty)
    }

    @Test func twoTagsOfOneHazardAreOneReportAtTheGraverLevel() throws {
        let found = try flash(tag("線状降水帯直前予測", "120010") + tag("線状降水帯発生", "120000")).reports()
        #expect(found.count == 1 && found.first?.hazard == .rainband && found.first?.bulletin?.level == 4)
        #expect(found.first?.bulletin?.places == ["地", "地"])
    }

    @Test func aNumberThatCannotBeReadLosesNothingElse() throws {
        let swaps = [(">013010<", ">120010<"), (">0154300<", ">1220300<")]
        let other = try Sample("82_01_02_250630_VPBS50", swaps + [(">93<", ">多い<")]).reports()
        #expect(other.first?.hazard == .recordRain && other.first?.bulletin?.values.map(\.number) == [100])
        let ours = try Sample("82_01_02_250630_VPBS50", swaps + [(">100<", ">NaN<")]).reports()
        #expect(ours.first?.hazard == .recordRain && ours.first?.bulletin?.values.map(\.number) == [93])
    }
}
