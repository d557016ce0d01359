// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Storage
import StorageTestSupport
import Testing

@testable import Sensors

@Suite(.eachEngine) struct SensorStoreTests {
    private let test: TestDatabase
    private let store: SensorStore

    init() throws {
        test = try TestDatabase(SensorStore.migrations)
        store = SensorStore(database: test.database, gauges: [rain])
    }

    /// The store of the next process.
    private func another() throws -> SensorStore {
        SensorStore(database: try test.another(), gauges: [rain])
    }

    private func reading(_ value: Double, _ time: Double, station: String = "yawata") -> Observation {
        Observation(gauge: .init(station: station, quantity: .rainfall), value: value, observedAt: minute(time))
    }

    @Test func aBatchIsTakenInTheOrderOfItsTimes() throws {
        let verdicts = try store.take([reading(35, 20), reading(1, 0), reading(12, 10)], now: minute(21))
        #expect(verdicts == [.taken(.counted), .taken(.counted), .taken(.counted)])
        #expect(try store.overview().first?.state?.step == "heavy")
    }

    @Test func whatIsNotTheCitysIsRefusedAndTheRestIsTaken() throws {
        let verdicts = try store.take(
            [reading(1, 0, station: "elsewhere"), reading(1, 10), reading(1, 60)],
            now: minute(11)
        )
        guard case .refused(let unknown) = verdicts[0], case .refused(let ahead) = verdicts[2] else {
            Issue.record("\(verdicts)")
            return
        }
        #expect(unknown.contains("elsewhere") && ahead.contains("clock") && verdicts[1] == .taken(.counted))
    }

    @Test func aReportStaysUntilItIsTaken() throws {
        struct Down: Error {}
        _ = try store.take([reading(35, 10)], now: minute(11))
        #expect(throws: Down.self) { try store.deliver(now: minute(11)) { _ in throw Down() } }
        // The process ends here; the next one finds the report.
        let next = try another()
        var got: [HazardReport] = []
        try next.deliver(now: minute(12)) { got.append($0) }
        #expect(got.map(\.reportedAt) == [minute(10)] && got.first?.facts?.measure == Measure(rawValue: 30))
        try next.deliver(now: minute(13)) { _ in Issue.record("it came twice") }
        #expect(try next.take([reading(35, 10)], now: minute(14)) == [.taken(.repeated)], "the state is kept")
    }

    @Test func silenceIsKeptOverARestart() throws {
        try store.tick(now: minute(0))
        let next = try another()
        try next.tick(now: minute(45))
        #expect(try next.overview().first?.state?.fault == .silent(since: minute(0)))
    }
}
