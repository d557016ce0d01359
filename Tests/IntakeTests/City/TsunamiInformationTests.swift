// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Intake
import TestSupport
import Testing

/// 津波情報 beside 津波警報: it tells of a state that another bulletin brought.
@Suite("Tsunami information", .enabled(if: SharedData.isPresent, SharedData.absent))
struct TsunamiInformationTests {
    private static let shizuoka = ("<Code>380</Code>", "<Code>312</Code>")

    @Test func lastKindOfInformationIsNotWhatWasBeforeIt() throws {
        let warning = try #require(try Sample("32-39_12_02_250206_VTSE41", [Self.shizuoka]).reports().first?.tsunami)
        #expect(warning.grade == .majorWarning && warning.previousGrade == TsunamiGrade.none)
        // Both repeat LastKind 00 of the warning of 07:13.
        for name in ["32-39_12_03_250206_VTSE51", "32-39_12_06_250206_VTSE51"] {
            let sample = try Sample(name, [Self.shizuoka])
            guard let body = try sample.telegram().body as? TsunamiInformation else {
                Issue.record("\(name) is not information")
                return
            }
            #expect(body.coasts.first { $0.code == "312" }?.previousGrade == TsunamiGrade.none)
            let facts = try #require(try sample.reports().first?.tsunami)
            #expect(facts.grade == .majorWarning && facts.previousGrade == .majorWarning, "\(name)")
        }
    }
}
