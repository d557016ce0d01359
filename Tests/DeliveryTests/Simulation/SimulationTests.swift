// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Registry
import Storage
import StorageTestSupport
import Synchronization
import TestSupport
import Testing

@testable import Delivery

/// Seeds by which lives are lived in the tests; `SHIRASE_SEEDS` sets another number.
private let seeds = ProcessInfo.processInfo.environment["SHIRASE_SEEDS"].flatMap(Int.init) ?? 10_000

@Suite(.timeLimit(.minutes(30))) struct SimulationTests {
    /// P1 to P6 and P8 hold at every step of every life.
    @Test func everyLifeKeepsThePromises() {
        let sum = Mutex((failed: [Simulation.Result](), tally: SimulationTally()))
        Simulation.run(seeds: 1..<UInt64(seeds + 1)) { result in
            sum.withLock { sum in
                sum.tally.add(result.tally)
                if result.violation != nil { sum.failed.append(result) }
            }
        }
        let (failed, tally) = sum.withLock { $0 }
        for result in failed.prefix(10) { Issue.record("seed \(result.seed): \(result.violation ?? "")") }
        // The lives are full of trouble, or they would prove nothing.
        #expect(tally.crashes > seeds / 5)
        #expect(tally.copies > seeds / 5)
        #expect(FinalState.allCases.allSatisfy { tally.states[$0, default: 0] > seeds / 20 })
        print("\(seeds) seeds: \(tally)")
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>) func aSeedLivesTheSameLifeAgain(seed: UInt64) {
        let one = Simulation.run(seed: seed)
        let other = Simulation.run(seed: seed, isTracing: true)
        #expect(one.fingerprint == other.fingerprint)
        #expect(one.tally == other.tally)
        #expect(!other.trace.isEmpty)
    }

    @Test func otherSeedsLiveOtherLives() {
        #expect(Set((1...50).map { Simulation.run(seed: $0).fingerprint }).count == 50)
    }
}

/// What the simulation keeps in memory does what the database does: the same seed lives the same life over both.
@Suite(.eachEngine, .timeLimit(.minutes(10))) struct SimulatedStoreTests {
    @Test(arguments: 1...40 as ClosedRange<UInt64>) func aLifeIsTheSameOverADatabase(seed: UInt64) throws {
        let test = try TestDatabase(DeliveryStore.migrations)
        defer { withExtendedLifetime(test) {} }
        let real = Simulation.run(seed: seed, isTracing: true) {
            DeliveryStore(database: test.database, sliceSize: $0)
        }
        let simulated = Simulation.run(seed: seed, isTracing: true)
        #expect(real.violation == nil)
        #expect(real.tally == simulated.tally)
        for (one, other) in zip(real.trace, simulated.trace) where one != other {
            Issue.record("over the database \(one), in memory \(other)")
            return
        }
        #expect(real.fingerprint == simulated.fingerprint)
    }
}

extension DeliveryStore: SimulationStore {
    func tamper(with alert: Alert.ID) throws {
        try database.write { session in
            let texts = try session.rows(
                """
                SELECT t.release_id, t.language, t.content FROM renderings t JOIN releases r ON r.id = t.release_id
                WHERE r.alert_id = $1
                """,
                [SQLValue(alert.rawValue)]
            ).map { (try $0.integer(0), try $0.text(1), try $0.bytes(2)) }
            for (release, language, content) in texts {
                try session.execute(
                    "UPDATE renderings SET content = $1 WHERE release_id = $2 AND language = $3",
                    [SQLValue(content + [0x21]), SQLValue(release), SQLValue(language)]
                )
            }
        }
    }

    func standings() throws -> [Standing] {
        try database.read { session in
            var outcomes: [String: FinalState] = [:]
            for row in try session.rows("SELECT release_id, subscriber_id, state FROM outcomes") {
                outcomes["\(try row.integer(0))/\(try row.integer(1))"] = FinalState(rawValue: try row.text(2))
            }
            return try session.rows(
                """
                SELECT s.release_id, r.alert_id, s.members, s.progress FROM slices s JOIN releases r ON r.id = s.release_id
                ORDER BY s.id
                """
            ).flatMap { row in
                let release = try row.integer(0)
                let (alert, progress) = (try row.text(1), try row.bytes(3))
                return (MemberList.decode(try row.bytes(2)) ?? []).enumerated().map { index, member in
                    let isSettled = progress[index >> 3] & (1 << (index & 7)) != 0
                    return Standing(
                        release: alert,
                        subscriber: member,
                        state: isSettled ? outcomes["\(release)/\(member.rawValue)"] ?? .sent : nil
                    )
                }
            }
        }
    }
}
