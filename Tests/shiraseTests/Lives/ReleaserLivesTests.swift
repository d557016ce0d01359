// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport
import Testing

@testable import shirase

/// Nothing is released that people did not approve, at another time, twice or with other words, whatever dies or comes in
/// between; and what was approved goes out or waits with an alarm.
@Suite(.timeLimit(.minutes(10)))
struct ReleaserLivesTests {
    private static let lives = 200

    @Test func everyLifeKeepsToWhatPeopleDecided() throws {
        let city = try City(profile: RepositoryRoot.appending("Cities/ichikawa"), resources: RepositoryRoot.url)
        var tally = ReleaserLife.Tally()
        for seed in 1...UInt64(Self.lives) {
            let life = try ReleaserLife(seed: seed, city: city)
            try life.live()
            for fault in life.faults.prefix(3) { Issue.record("seed \(seed): \(fault)") }
            tally.released += life.tally.released
            tally.releasedAtTheirTime += life.tally.releasedAtTheirTime
            tally.held += life.tally.held
            tally.died += life.tally.died
            tally.overtaken += life.tally.overtaken
        }
        // The lives are full of what they are about, or they would prove nothing.
        #expect(tally.releasedAtTheirTime > Self.lives / 5)
        #expect(tally.released - tally.releasedAtTheirTime > Self.lives / 5)
        #expect(tally.held > Self.lives / 5)
        print("\(Self.lives) lives of the releaser: \(tally)")
    }
}
