// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import TestSupport
import Testing

@testable import Sensors

@Suite struct GaugeStateTests {
    @Test func aStepComesAtItsValueAndGoesAfterItsCalm() {
        var state = GaugeState(awaitedSince: minute(0))
        #expect(state.steps([0, 12, 30, 25, 19, 19, 19]) == [nil, nil, "heavy", "heavy", "heavy", "heavy", nil])
        #expect(state.measures == [30, 0])
        #expect(state.pending.first?.reportedAt == minute(20) && state.pending.last?.reportedAt == minute(60))
    }

    @Test func aValueAtTheEdgeDoesNotFlutter() {
        var state = GaugeState(awaitedSince: minute(0))
        _ = state.steps([29, 31, 29, 31, 29, 31, 21, 30, 19, 22, 19, 30])
        #expect(state.measures == [30], "one alert for all of it")
    }

    @Test func aHeldStepWaitsForItsMinutes() {
        var state = GaugeState(awaitedSince: minute(0))
        #expect(state.steps([55, 45, 55, 60]) == ["heavy", "heavy", "heavy", "violent"])
        #expect(state.measures == [30, 50])
    }

    @Test func itFallsToTheStepThatStillHolds() {
        var state = GaugeState(awaitedSince: minute(0))
        #expect(state.steps([60, 60, 35, 35, 35]) == ["heavy", "violent", "violent", "violent", "heavy"])
        #expect(state.measures == [30, 50, 30])
    }

    @Test func aGapBreaksWhatWasBeingTimed() {
        var state = GaugeState(awaitedSince: minute(0))
        _ = state.take(55, observedAt: minute(0), of: rain)
        _ = state.take(55, observedAt: minute(60), of: rain)
        #expect(state.step == "heavy", "nobody knows what was between")
        _ = state.take(55, observedAt: minute(70), of: rain)
        #expect(state.step == "violent")
    }

    @Test func lateAndRepeatedReadingsChangeNothing() {
        var state = GaugeState(awaitedSince: minute(0))
        #expect(state.take(10, observedAt: minute(10), of: rain) == .counted)
        let before = state
        #expect(state.take(10, observedAt: minute(10), of: rain) == .repeated)
        #expect(state.take(60, observedAt: minute(10), of: rain) == .late)
        #expect(state.take(60, observedAt: minute(5), of: rain) == .late)
        #expect(state == before)
    }

    @Test(arguments: [-1, 251, 99_999, .infinity, .nan])
    func whatCannotBeCountsForNothing(_ value: Double) {
        var state = GaugeState(awaitedSince: minute(0))
        guard case .impossible = state.take(value, observedAt: minute(0), of: rain) else {
            Issue.record("\(value) was believed")
            return
        }
        #expect(state.pending.isEmpty && state.step == nil && state.last == nil)
        #expect(state.complaint(of: rain)?.contains("cannot be") == true)
        #expect(state.take(3, observedAt: minute(10), of: rain) == .counted)
        #expect(state.fault == nil, "the next good reading ends the fault")
    }

    @Test func aJumpWaitsForTheReadingThatConfirmsIt() {
        var state = GaugeState(awaitedSince: minute(0))
        #expect(state.steps([5, 140, 5, 5]) == [nil, nil, nil, nil], "a spike wakes nobody")
        #expect(state.pending.isEmpty)
        #expect(state.steps([140, 150], from: 40) == [nil, "heavy"], "two in a row are the world's doing")
        #expect(state.measures == [30])
    }

    @Test func aFrozenGaugeIsToldAndKeepsItsStep() {
        var state = GaugeState(awaitedSince: minute(0))
        let steps = state.steps([Double](repeating: 33, count: 20))
        #expect(steps.allSatisfy { $0 == "heavy" } && state.measures == [30])
        #expect(state.fault == .frozen(since: minute(0), value: 33))
        _ = state.take(34, observedAt: minute(200), of: rain)
        #expect(state.fault == nil)
    }

    @Test func noRainForDaysIsNotFrozen() {
        var state = GaugeState(awaitedSince: minute(0))
        _ = state.steps([Double](repeating: 0, count: 400))
        #expect(state.fault == nil)
    }

    @Test func silenceIsToldOnceAndEndsWithAReading() {
        var state = GaugeState(awaitedSince: minute(0))
        state.tick(minute(40), of: rain)
        #expect(state.fault == nil)
        state.tick(minute(41), of: rain)
        #expect(state.fault == .silent(since: minute(0)), "one that never spoke is silent, too")
        _ = state.take(1, observedAt: minute(50), of: rain)
        #expect(state.fault == nil)
        state.tick(minute(91), of: rain)
        state.tick(minute(200), of: rain)
        #expect(state.fault == .silent(since: minute(50)))
    }

    @Test func aStepThatTheProfileLostIsOver() {
        var state = GaugeState(awaitedSince: minute(0))
        _ = state.steps([35])
        var other = rain
        other.steps = [.init(name: "wet", from: 60, release: 60, hold: 0, calm: 0, measure: Measure(rawValue: 60))]
        _ = state.take(36, observedAt: minute(10), of: other)
        #expect(state.step == nil && state.measures == [30, 0])
    }

    /// Whatever comes, reports alternate between steps, and the step in force is the one last reported.
    @Test func reportsTellExactlyTheStepsThatWerePassed() {
        for seed in 0..<300 {
            var random = SeededRandom(seed: UInt64(seed))
            var state = GaugeState(awaitedSince: minute(0))
            var value = 0.0
            var time = 0.0
            for _ in 0..<200 {
                value = max(-5, min(260, value + .random(in: -30...30, using: &random)))
                time += Double.random(in: -10...30, using: &random)
                _ = state.take(value.rounded(), observedAt: minute(time), of: rain)
                if Bool.random(using: &random) { state.tick(minute(time), of: rain) }
            }
            let told = state.pending.map { $0.facts.flatMap(\.step) }
            #expect(zip(told, told.dropFirst()).allSatisfy { $0 != $1 }, "seed \(seed): a step was told twice")
            #expect(told.first != .some(nil), "seed \(seed): an end came first")
            #expect((told.last ?? nil) == state.step, "seed \(seed)")
            #expect(state.pending.map(\.reportedAt) == state.pending.map(\.reportedAt).sorted())
        }
    }
}

extension Facts {
    /// The step of an observation.
    fileprivate var step: String? {
        if case .observation(let facts) = self { facts.step } else { nil }
    }
}
