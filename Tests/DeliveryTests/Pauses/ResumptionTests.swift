// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Delivery
import Foundation
import Testing

@Suite struct ResumptionTests {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)

    private func life(_ beats: Int, aliveBefore seconds: TimeInterval, token: String = "a") -> Resumption.LastLife {
        .init(mark: .init(token: token, beats: beats), aliveAt: now.addingTimeInterval(-seconds))
    }

    private func hindrance(_ life: Resumption.LastLife?, seen: Int?, token: String = "a") -> Resumption.Reason? {
        Resumption.hindrance(
            life,
            seen: seen.map { .init(token: token, beats: $0) },
            now: now,
            grace: .seconds(600)
        )
    }

    @Test func aQuickRestartGoesOn() {
        #expect(hindrance(life(7, aliveBefore: 3), seen: 7) == nil)
        #expect(hindrance(life(7, aliveBefore: 600), seen: 7) == nil, "as long as it may last")
        #expect(hindrance(life(8, aliveBefore: 3), seen: 7) == nil, "a crash between the database and the file")
        #expect(hindrance(life(90, aliveBefore: 3), seen: 7) == nil, "another machine served meanwhile")
        #expect(hindrance(life(7, aliveBefore: 3), seen: nil) == nil, "a new machine beside others")
        #expect(hindrance(life(7, aliveBefore: -60), seen: 7) == nil, "clocks differ")
    }

    @Test func aLongSleepWaits() {
        let since = now.addingTimeInterval(-601)
        #expect(hindrance(life(7, aliveBefore: 601), seen: 7) == .slept(since: since))
        #expect(hindrance(life(7, aliveBefore: 601), seen: nil) == .slept(since: since))
    }

    @Test func aLifeInTheFutureWaits() {
        #expect(hindrance(life(7, aliveBefore: -61), seen: 7) == .future(aliveAt: now.addingTimeInterval(61)))
    }

    @Test func anOlderCopyWaitsHoweverYoungItIs() {
        #expect(hindrance(life(6, aliveBefore: 3), seen: 7) == .restored(seen: 7, found: 6))
        #expect(hindrance(life(6, aliveBefore: 9_999), seen: 7) == .restored(seen: 7, found: 6), "the better reason")
    }

    @Test func anotherDatabaseInItsPlaceWaits() {
        #expect(hindrance(life(9, aliveBefore: 3, token: "b"), seen: 7) == .exchanged)
        #expect(hindrance(nil, seen: 7) == .exchanged, "one from an older version")
    }

    @Test func aDatabaseWithoutASignOfLifeHoldsWhatIsOldAlone() {
        #expect(hindrance(nil, seen: nil) == .unknown)
    }

    @Test func whatIsHeldDependsOnTheReason() {
        let reasons: [(Resumption.Reason, alerts: Bool, releases: Bool)] = [
            (.slept(since: now), false, true), (.unknown, false, false), (.future(aliveAt: now), true, true),
            (.restored(seen: 2, found: 1), true, true), (.exchanged, true, true),
        ]
        for (reason, alerts, releases) in reasons {
            #expect(reason.holdsFresh == alerts, "\(reason)")
            #expect(reason.holdsFreshReleases == releases, "\(reason)")
        }
        #expect(Set(reasons.map(\.0.description)).count == 5)
    }
}
