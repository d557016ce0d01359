// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Delivery
import Foundation
import TestSupport
import Testing

private func id(_ text: String) -> Alert.ID {
    guard let id = Alert.ID(rawValue: text) else { preconditionFailure("\(text) is no identifier") }
    return id
}

/// A history as it is drawn: a day and hour in Japan, what was said, of which release.
private func answer(
    _ day: Int,
    at hour: Double = 12,
    _ word: SuppressionRule.Answer.Word,
    of release: String? = nil
) -> SuppressionRule.Answer {
    // Day 0 is 2026-11-01 in Japan.
    let start = 1_793_458_800.0
    return SuppressionRule.Answer(
        release: id(release ?? "r\(day)"),
        at: Date(timeIntervalSince1970: start + Double(day) * 86_400 + hour * 3_600),
        word: word
    )
}

private typealias Answers = [SuppressionRule.Answer]

@Suite struct SuppressionRuleTests {
    private func isSuppressed(
        _ answers: Answers,
        alarmed: Set<Alert.ID> = [],
        _ rule: SuppressionRule = .init()
    ) -> Bool {
        if case .suppress = rule.verdict(on: answers, alarmed: alarmed) { true } else { false }
    }

    private static let three = [answer(1, .unknownUser), answer(5, .unknownUser), answer(9, .unknownUser)]

    @Test func threeDifferentDaysSuppressFromTheLastOfThem() {
        let verdict = SuppressionRule().verdict(on: Self.three, alarmed: [])
        #expect(verdict == .suppress(since: answer(9, at: 0, .unknownUser).at))
        #expect(SuppressionRule().verdict(on: Self.three.dropLast(), alarmed: []) == .keep(unknownDays: 2))
        #expect(SuppressionRule().verdict(on: [], alarmed: []) == .keep(unknownDays: 0))
    }

    @Test func manyOnOneDayOfJapanAreOne() {
        // 0:00 to 23:59 in Japan is two days of UTC.
        let day = [0, 8.99, 9.01, 12, 23.98].map { answer(1, at: $0, .unknownUser, of: "r\($0)") }
        #expect(SuppressionRule().verdict(on: day, alarmed: []) == .keep(unknownDays: 1))
        // Three instants within two hours, on two days of Japan.
        let night = [
            answer(1, at: 23.5, .unknownUser, of: "a"), answer(1, at: 23.9, .unknownUser, of: "b"),
            answer(2, at: 0, .unknownUser, of: "c"),
        ]
        #expect(SuppressionRule().verdict(on: night, alarmed: []) == .keep(unknownDays: 2))
        #expect(isSuppressed(night, SuppressionRule(days: 2)))
    }

    @Test(arguments: [(88, true), (89, true), (90, true), (91, false), (400, false)])
    func theDaysLieWithinTheWindow(_ apart: Int, _ suppressed: Bool) {
        let answers = [answer(1, .unknownUser), answer(2, .unknownUser), answer(1 + apart, .unknownUser)]
        #expect(isSuppressed(answers) == suppressed)
        // What is out of the window does not count for what is in it.
        if !suppressed {
            #expect(SuppressionRule().verdict(on: answers, alarmed: []) == .keep(unknownDays: apart == 91 ? 2 : 1))
        }
    }

    @Test func acceptedMailBeginsAnew() {
        #expect(!isSuppressed(Self.three + [answer(7, .accepted)]))
        #expect(!isSuppressed(Self.three + [answer(10, .accepted)]))
        #expect(isSuppressed(Self.three + [answer(0, .accepted)]))
        let again = [answer(8, .unknownUser), answer(10, .unknownUser)]
        #expect(isSuppressed(Self.three + [answer(7, .accepted)] + again))
        // In the same instant: for the resident.
        #expect(!isSuppressed(Self.three + [answer(9, .accepted, of: "other")]))
    }

    @Test func whatARelayTookAndBouncedWasNotAccepted() {
        let relayed = [1, 5, 9].flatMap { [answer($0, at: 1, .accepted), answer($0, at: 20, .unknownUser)] }
        #expect(isSuppressed(relayed))
        // The last one's bounce has not come yet.
        #expect(SuppressionRule().verdict(on: relayed.dropLast(), alarmed: []) == .keep(unknownDays: 0))
    }

    @Test func anAlarmedReleaseSuppressesNobody() {
        #expect(!isSuppressed(Self.three, alarmed: [id("r5")]))
        #expect(isSuppressed(Self.three + [answer(20, .unknownUser)], alarmed: [id("r5")]))
        // What it says of unknown users is not said, what it says of living ones is.
        let bounced = Self.three + [answer(7, at: 1, .accepted, of: "x"), answer(7, at: 2, .unknownUser, of: "x")]
        #expect(isSuppressed(bounced, alarmed: [id("x")]))
        #expect(!isSuppressed(Self.three + [answer(7, .accepted, of: "x")], alarmed: [id("x")]))
    }

    @Test func senselessRulesAndTimesAreBorne() {
        #expect(SuppressionRule(days: 0, window: -5) == SuppressionRule(days: 1, window: 0))
        #expect(isSuppressed([answer(1, .unknownUser)], SuppressionRule(days: -3)))
        #expect(!isSuppressed([answer(1, .unknownUser), answer(2, .unknownUser)], SuppressionRule(days: 2, window: 0)))
        let far = [Date.distantPast, .distantFuture, Date(timeIntervalSince1970: .infinity)].map {
            SuppressionRule.Answer(release: id("r\($0.timeIntervalSince1970)"), at: $0, word: .unknownUser)
        }
        #expect(!isSuppressed(far))
    }
}

/// Against a slow reading of the rule, over histories at random.
@Suite struct SuppressionRulePropertyTests {
    private static func history(using random: inout SeededRandom) -> Answers {
        (0..<Int.random(in: 0...9, using: &random)).map { _ in
            answer(
                Int.random(in: 0...150, using: &random) / Int.random(in: 1...10, using: &random),
                at: Double(Int.random(in: 0..<24, using: &random)),
                Int.random(in: 0..<8, using: &random) == 0 ? .accepted : .unknownUser,
                of: "r\(Int.random(in: 0..<8, using: &random))"
            )
        }
    }

    /// The rule in words: some days, each with an unknown user of a release without an alarm, close enough together, and
    /// no release that was accepted and did not bounce at the first of them or later.
    private static func slow(_ answers: Answers, alarmed: Set<Alert.ID>, _ rule: SuppressionRule) -> Bool {
        let bounced = Set(answers.filter { $0.word == .unknownUser }.map(\.release))
        let accepted = answers.filter { !bounced.contains($0.release) }.map(\.at)
        let counted = answers.filter { one in
            one.word == .unknownUser && !alarmed.contains(one.release) && !accepted.contains { $0 >= one.at }
        }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Asia/Tokyo") ?? .gmt
        let days = Set(counted.map { calendar.startOfDay(for: $0.at) })
        return days.contains { first in
            guard let end = calendar.date(byAdding: .day, value: rule.window, to: first) else { return false }
            return days.count { $0 >= first && $0 <= end } >= rule.days
        }
    }

    @Test func theRuleIsWhatItSays() {
        var random = SeededRandom(seed: 550)
        var suppressed = 0
        for _ in 0..<5_000 {
            let answers = Self.history(using: &random)
            let alarmed = Set(
                (0..<8).filter { _ in Int.random(in: 0..<6, using: &random) == 0 }.map { id("r\($0)") }
            )
            let rule = SuppressionRule(
                days: .random(in: 1...4, using: &random),
                window: .random(in: 0...100, using: &random)
            )
            let verdict = rule.verdict(on: answers, alarmed: alarmed)
            let isSuppressed = if case .suppress = verdict { true } else { false }
            suppressed += isSuppressed ? 1 : 0
            #expect(isSuppressed == Self.slow(answers, alarmed: alarmed, rule), "\(answers) \(rule)")
            #expect(rule.verdict(on: answers.shuffled(using: &random), alarmed: alarmed) == verdict)
            #expect(rule.verdict(on: answers + answers, alarmed: alarmed) == verdict)
            if isSuppressed {
                // Mail that arrives afterwards takes it back, and an alarm in every release too.
                let later = answer(400, .accepted, of: "later")
                #expect(rule.verdict(on: answers + [later], alarmed: alarmed) == .keep(unknownDays: 0))
                #expect(rule.verdict(on: answers, alarmed: Set(answers.map(\.release))) == .keep(unknownDays: 0))
            } else if case .keep(let days) = verdict {
                #expect(days < rule.days)
            }
        }
        #expect(suppressed > 500 && suppressed < 4_500)
    }
}
