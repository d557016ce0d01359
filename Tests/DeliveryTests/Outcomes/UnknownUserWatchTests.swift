// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Delivery
import Foundation
import TestSupport
import Testing

@Suite struct UnknownUserWatchTests {
    private func watch(_ lane: String, answers: Int, unknown: Int) -> UnknownUserWatch {
        UnknownUserWatch(tallies: [lane: .init(answers: answers, unknownUsers: unknown)])
    }

    @Test(
        arguments: [
            (0, 0, false), (49, 49, false), (50, 0, false), (50, 1, false), (50, 2, true), (100, 2, false),
            (100, 3, true),
            (10_000, 200, false), (10_000, 201, true), (50, 50, true),
        ]
    )
    func moreThanTwoPercentOfFiftyIsAnAlarm(_ answers: Int, _ unknown: Int, _ isAlarm: Bool) {
        let watch = watch("docomo", answers: answers, unknown: unknown)
        #expect(watch.alarmedLanes() == (isAlarm ? ["docomo"] : []))
        #expect(watch.countsTowardsSuppression() == !isAlarm)
    }

    @Test(
        arguments: [
            (UnknownUserWatch.Limits(share: 0.1, minimumAnswers: 10), 10, 1, false),
            (UnknownUserWatch.Limits(share: 0.1, minimumAnswers: 10), 10, 2, true),
            (UnknownUserWatch.Limits(share: 0.1, minimumAnswers: 10), 9, 9, false),
            (UnknownUserWatch.Limits(share: 0, minimumAnswers: 0), 0, 0, false),
            (UnknownUserWatch.Limits(share: 0, minimumAnswers: 0), 1, 1, true),
            (UnknownUserWatch.Limits(share: 1, minimumAnswers: 1), 100, 100, false),
        ]
    )
    func limitsAreTheCitys(_ limits: UnknownUserWatch.Limits, _ answers: Int, _ unknown: Int, _ isAlarm: Bool) {
        #expect(watch("au", answers: answers, unknown: unknown).alarmedLanes(limits).isEmpty == !isAlarm)
    }

    @Test func oneLaneInAlarmKeepsTheWholeReleaseFromCounting() {
        var watch = UnknownUserWatch()
        for index in 0..<1_000 { watch.record(lane: "gmail", isUnknownUser: index < 5) }
        for index in 0..<60 { watch.record(lane: "softbank", isUnknownUser: index % 20 == 0) }
        for index in 0..<60 { watch.record(lane: "au", isUnknownUser: index % 2 == 0) }
        #expect(watch.alarmedLanes() == ["au", "softbank"])
        #expect(!watch.countsTowardsSuppression())
        #expect(watch.tallies["gmail"] == .init(answers: 1_000, unknownUsers: 5))
    }

    @Test func orderAndPartsDoNotCountAndAStoreMayKeepIt() throws {
        var random = SeededRandom(seed: 17)
        for _ in 0..<200 {
            let answers = (0..<Int.random(in: 0...300, using: &random)).map { _ in
                (
                    lane: ["a", "b", "c"].randomElement(using: &random) ?? "a",
                    unknown: Int.random(in: 0..<40, using: &random) == 0
                )
            }
            func counted(_ answers: some Sequence<(lane: String, unknown: Bool)>) -> UnknownUserWatch {
                answers.reduce(into: UnknownUserWatch()) { $0.record(lane: $1.lane, isUnknownUser: $1.unknown) }
            }
            let whole = counted(answers)
            #expect(counted(answers.shuffled(using: &random)) == whole)
            let cut = Int.random(in: 0...answers.count, using: &random)
            var parts = counted(answers[cut...])
            parts.merge(counted(answers[..<cut]))
            #expect(parts == whole)
            #expect(try JSONDecoder().decode(UnknownUserWatch.self, from: JSONEncoder().encode(whole)) == whole)
            // An alarm has a lane of 50 answers with more than its share, and only then.
            let isAlarm = whole.tallies.values.contains { $0.answers >= 50 && $0.unknownUsers * 50 > $0.answers }
            #expect(whole.countsTowardsSuppression() == !isAlarm && whole.alarmedLanes().isEmpty == !isAlarm)
        }
    }
}
