// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Delivery
import Foundation
import Testing

@testable import shirase

@Suite struct ReleaseProgressTests {
    private let start = Date(timeIntervalSince1970: 1_800_000_000)

    private func account(_ sent: Int, failed: Int = 0, state: String = "sending") throws -> Ledger.Account {
        let counts = #"{"total": 1000, "sent": \#(sent), "failed": \#(failed)}"#
        let json = """
            {"alert": "a.1", "world": "live", "state": "\(state)", "audience": 1000, "quiet": 0, "createdAt": 0,
            "settled": {"sent": \(sent), "failed": \(failed)}, "byLanguage": {"ja": \(counts)},
            "byLane": {"docomo": \(counts)}}
            """
        return try JSONDecoder().decode(Ledger.Account.self, from: Data(json.utf8))
    }

    @Test func rateAndTimeLeftAreThoseOfTheLastSeconds() throws {
        var progress = ReleaseProgress()
        let first = try progress.look(at: account(0), now: start)
        #expect(first.perSecond == nil && first.secondsLeft == nil && first.settled == 0)
        let second = try progress.look(at: account(95, failed: 5), now: start.addingTimeInterval(2))
        #expect(second.perSecond == 50 && second.secondsLeft == 18 && second.settled == 100)
        #expect(second.lanes["docomo"] == .init(total: 1000, settled: 100, failed: 5))
        // What is longer ago than ten seconds counts no more.
        let third = try progress.look(at: account(395, failed: 5), now: start.addingTimeInterval(12))
        #expect(third.perSecond == 30)
        let stuck = try progress.look(at: account(395, failed: 5), now: start.addingTimeInterval(30))
        #expect(stuck.perSecond == nil)
        let still = try progress.look(at: account(395, failed: 5), now: start.addingTimeInterval(31))
        #expect(still.perSecond == 0 && still.secondsLeft == nil)
    }

    @Test func aClockThatWasSetBackMakesNoRate() throws {
        var progress = ReleaseProgress()
        _ = try progress.look(at: account(10), now: start.addingTimeInterval(100))
        #expect(try progress.look(at: account(20), now: start).perSecond == nil)
    }

    @Test func theBarIsFullOnlyWhenAllAreSettled() throws {
        var progress = ReleaseProgress()
        let almost = try progress.look(at: account(999), now: start).lines(columns: 78)
        #expect(almost[1].contains(".]  999 of 1000"))
        let all = try progress.look(at: account(990, failed: 10, state: "finished"), now: start.addingTimeInterval(1))
        let lines = all.lines(columns: 78)
        #expect(lines[0] == "a.1  finished" && lines[1].contains("#]  1000 of 1000  1/s"))
        #expect(lines[2] == "  sent 990, failed 10")
        #expect(lines.contains { $0.hasPrefix("  docomo") && $0.hasSuffix("1000 of 1000, failed 10") })
        #expect(lines.allSatisfy { $0.count <= 100 })
    }
}
