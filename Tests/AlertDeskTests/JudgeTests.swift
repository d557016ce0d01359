// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Foundation
import Testing

/// What a city's rules make of changes.
@Suite(.timeLimit(.minutes(10))) struct JudgeTests {
    private static let level = Measure(rawValue: 3)

    private static func judge(
        _ list: [IssueRule],
        budget: IssueRules.SendBudget = .init(perEvent: 100, perHour: 100, exempt: []),
        stale: [Hazard: Int] = [:]
    ) -> Judge {
        Judge(rules: IssueRules(rules: list, staleMinutes: stale, budget: budget), identity: identity)
    }

    private func verdicts(
        _ judge: Judge,
        _ reports: [HazardReport],
        now: (HazardReport) -> Date = { $0.reportedAt },
        issuedWithinHour: Int = 0
    ) throws -> [Judge.Verdict] {
        var states: [EventKey: HazardState] = [:]
        return try reports.map { report in
            var state = states[report.event] ?? HazardState()
            defer { states[report.event] = state }
            return try judge.decide(report, state: &state, now: now(report)) { issuedWithinHour }
        }
    }

    @Test func theFirstRuleThatFitsDecides() throws {
        let judge = Self.judge([
            IssueRule(name: "gravest", hazards: [.heavyRain], minimum: Measure(rawValue: 5), action: .review),
            IssueRule(name: "grave", hazards: [.heavyRain], minimum: Self.level, action: .issue),
            IssueRule(name: "rest", hazards: [.heavyRain], action: .show),
        ])
        let found = try verdicts(
            judge,
            [Reports.rain(0, .advisory), Reports.rain(1, .warning), Reports.rain(2, .emergency)]
        )
        guard case .shown(let reason) = found[0], case .alert(let second, "grave", nil) = found[1],
            case .alert(let third, "gravest", let hold?) = found[2]
        else {
            Issue.record("\(found)")
            return
        }
        #expect(reason == "heavy-rain 2; rule rest sends it to nobody")
        #expect(second.change == .new && third.change == .raised && hold.contains("gravest"))
    }

    @Test func whatNoRuleFitsIsShownAndClosesItsChain() throws {
        let judge = Self.judge([
            IssueRule(
                name: "begin",
                hazards: [.heavyRain],
                changes: [.new, .raised],
                minimum: Self.level,
                action: .issue
            )
        ])
        let found = try verdicts(
            judge,
            [Reports.rain(0, .warning), Reports.rain(1, .none), Reports.rain(2, .warning)]
        )
        guard case .shown(let reason) = found[1], case .alert(let again, _, nil) = found[2] else {
            Issue.record("\(found)")
            return
        }
        #expect(reason.hasPrefix("ended: heavy-rain 0; no rule"))
        #expect(again.change == .new && again.references.isEmpty)
    }

    @Test func whatLowersIsMeasuredByWhatWasAnnounced() throws {
        let judge = Self.judge([
            IssueRule(name: "grave", hazards: [.heavyRain], minimum: Measure(rawValue: 4), action: .issue),
            IssueRule(name: "rest", hazards: [.heavyRain], minimum: Self.level, action: .review),
        ])
        let found = try verdicts(judge, [Reports.rain(0, .danger), Reports.rain(1, .warning)])
        guard case .alert(let lowered, "grave", nil) = found[1] else {
            Issue.record("\(found)")
            return
        }
        #expect(lowered.change == .lowered)
    }

    @Test func areasAndBulletinsNarrowARule() throws {
        let judge = Self.judge([
            IssueRule(name: "old", hazards: [.heavyRain], bulletins: ["VPWW54"], action: .log),
            IssueRule(name: "elsewhere", hazards: [.heavyRain], areas: ["999"], action: .review),
            IssueRule(name: "here", hazards: [.heavyRain], areas: ["1220300"], action: .issue),
        ])
        let old = Reports.rain(0, .warning, bulletin: "VPWW54", role: .legacy)
        let found = try verdicts(judge, [old, Reports.rain(1, .warning)])
        guard case .nothing = found[0], case .alert(_, "here", nil) = found[1] else {
            Issue.record("\(found)")
            return
        }
    }

    @Test func beyondTheBudgetOfAnEventAHumanConfirms() throws {
        let judge = Self.judge(
            [IssueRule(name: "rain", hazards: [.heavyRain], minimum: Self.level, action: .issue)],
            budget: .init(perEvent: 3, perHour: 100, exempt: [.immediate])
        )
        let levels: [WarningLevel] = [.warning, .danger, .warning, .danger, .warning, .emergency]
        let found = try verdicts(judge, levels.enumerated().map { Reports.rain($0.offset, $0.element) })
        let holds = found.map { verdict in if case .alert(_, _, let hold) = verdict { hold } else { "?" } }
        #expect(holds.prefix(3).allSatisfy { $0 == nil })
        #expect(holds[3]?.contains("budget is 3") == true && holds[4]?.contains("budget is 3") == true)
        #expect(holds[5] == nil, "the gravest never waits")
    }

    @Test func beyondTheBudgetOfAnHourAHumanConfirms() throws {
        let judge = Self.judge(
            [IssueRule(name: "rain", hazards: [.heavyRain], minimum: Self.level, action: .issue)],
            budget: .init(perEvent: 9, perHour: 5, exempt: [])
        )
        let found = try verdicts(judge, [Reports.rain(0, .warning)], issuedWithinHour: 5)
        guard case .alert(_, _, let hold?) = found[0] else {
            Issue.record("\(found)")
            return
        }
        #expect(hold == "5 alerts went out within the hour, the budget is 5")
    }

    @Test func whatIsStaleIsShownAndItsEndIsNot() throws {
        let judge = Self.judge(
            [IssueRule(name: "rain", hazards: [.heavyRain], minimum: Self.level, action: .issue)],
            stale: [.heavyRain: 60]
        )
        let late = try verdicts(judge, [Reports.rain(0, .danger)]) { $0.reportedAt.addingTimeInterval(3_601) }
        guard case .shown(let reason) = late[0] else {
            Issue.record("\(late)")
            return
        }
        #expect(reason.contains("too long ago to wake anybody"))
        var state = HazardState()
        _ = try judge.decide(Reports.rain(0, .danger), state: &state, now: minute(1)) { 0 }
        let end = try judge.decide(Reports.rain(10, .none), state: &state, now: minute(400)) { 0 }
        guard case .alert(let alert, _, nil) = end else {
            Issue.record("\(end)")
            return
        }
        #expect(alert.change == .ended, "who was told hears of the end however late")
    }

    /// Old and new telegrams of one fact, whichever comes first, make one alert.
    @Test(arguments: [[0, 1], [1, 0]])
    func oldAndNewBulletinsOfOneFactMakeOneAlert(_ order: [Int]) throws {
        let judge = Self.judge([IssueRule(name: "rain", hazards: [.heavyRain], minimum: Self.level, action: .issue)])
        let both = [
            Reports.rain(0, .warning, bulletin: "VPWW54", role: .legacy), Reports.rain(1, .warning),
        ]
        let found = try verdicts(judge, order.map { both[$0] }, now: { _ in minute(2) })
        #expect(found.count { if case .alert = $0 { true } else { false } } == 1)
        let end = [Reports.rain(30, .none), Reports.rain(31, .none, bulletin: "VPWW54", role: .legacy)]
        let ended = try verdicts(judge, order.map { both[$0] } + end, now: { _ in minute(32) })
        #expect(ended.count { if case .alert = $0 { true } else { false } } == 2)
    }

    @Test func anOldBulletinDecidesNothingOnceANewOneSpoke() throws {
        var state = HazardState()
        _ = state.fold(Reports.rain(0, .danger), minimum: Self.level)
        _ = state.fold(Reports.rain(5, .none, bulletin: "VPWW54", role: .legacy), minimum: Self.level)
        _ = state.fold(Reports.rain(6, .none, bulletin: "VPWS50", role: .reference), minimum: Self.level)
        #expect(state.effective?.measure == Measure(rawValue: 4))
    }
}
