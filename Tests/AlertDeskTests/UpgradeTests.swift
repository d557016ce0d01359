// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Foundation
import Storage
import StorageTestSupport
import Testing

/// What an earlier version of the program stored is read by this one.
@Suite(.eachEngine, .timeLimit(.minutes(10))) struct UpgradeTests {
    /// A state of rain as version 0.1.0 wrote it: no hazard, no role, no end of a chain.
    private static let state = """
        {"announced":{"chain":["ichikawa.heavy-rain.1220300.Actual.20231115T071400Z.1"],\
        "facts":{"weather":{"_0":{"code":"43","level":4}}},"peak":4},\
        "latest":{"VPWW55":{"areas":["1220300"],"facts":{"weather":{"_0":{"code":"43","level":4,"previousLevel":3}}},\
        "hazard":"heavy-rain","kind":0,"reportedAt":721692840,"sentAt":721692841,\
        "source":{"bulletin":"VPWW55","publishedAt":721692840,"publisher":"銚子地方気象台","title":"千葉県大雨警報"},\
        "status":"Actual","subject":{"area":{"_0":"1220300"}}}},"revision":1}
        """

    @Test func anOlderStateIsReadAndGoesOn() throws {
        var state = try JSONDecoder().decode(HazardState.self, from: Data(Self.state.utf8))
        #expect(state.effective?.hazard == .heavyRain && state.effective?.measure == Measure(rawValue: 4))
        #expect(state.latest["VPWW55"]?.role == .primary)
        let end = Reports.rain(60, .none)
        guard case .change(.ended, _, let after?) = state.fold(end, minimum: Measure(rawValue: 3)) else {
            Issue.record("the end of what an older version announced is not seen")
            return
        }
        #expect(after.chain.count == 1)
    }

    @Test func anOlderDatabaseIsMigratedWithWhatItHolds() throws {
        let first = try #require(AlertDesk.migrations.first)
        let test = try TestDatabase([first])
        let database = test.database
        let event = Reports.rain(0, .danger).event
        try database.write { session in
            _ = try session.execute(
                "INSERT INTO hazard_states (event, state, changed_at) VALUES ($1, $2, $3)",
                [SQLValue(event.rawValue), SQLValue(Self.state), SQLValue(start)]
            )
        }
        try Migrator(AlertDesk.migrations).migrate(database, now: start)
        let desk = AlertDesk(database: database, judge: Judge(rules: rules, identity: identity))
        let report = Reports.rain(60, .none)
        let telegram = AlertDesk.Telegram(bytes: [1], bulletin: "VPWW55", reportedAt: report.reportedAt)
        let disposition = try desk.receive([report], from: telegram, now: minute(61))
        #expect(disposition.alert?.change == .ended)
        #expect(disposition.alert?.references.count == 1)
    }
}
