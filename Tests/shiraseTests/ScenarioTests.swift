// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Foundation
import Intake
import TestSupport
import Testing

@testable import shirase

/// JMA's own samples, event by event, through reader, filter, fold and the city's rules: in the order of their sending,
/// which must make exactly the alerts that a resident should get, and in any other order.
@Suite("Scenarios of JMA's samples", .enabled(if: SharedData.isPresent, SharedData.absent), .timeLimit(.minutes(10)))
struct ScenarioTests {
    struct Scenario: Sendable, CustomTestStringConvertible {
        let name: String
        /// What the names of its samples begin with.
        let samples: [String]
        /// What takes its places for the city's.
        var swaps: [(String, String)] = []
        /// The alerts of the order of sending: bulletin, hazard, change.
        let alerts: [String]

        var testDescription: String { name }
    }

    static let scenarios = [
        Scenario(
            name: "tsunami of 2011",
            samples: ["32-39_11_"],
            alerts: ["VXSE53 earthquake new", "VTSE41 tsunami new", "VTSE41 tsunami ended"]
        ),
        Scenario(
            name: "a warning that is measured",
            samples: ["32-39_12_"],
            alerts: ["VTSE41 tsunami new", "VTSE41 tsunami detailed", "VTSE51 tsunami detailed"]
        ),
        Scenario(
            name: "an advisory and its end",
            samples: ["32-39_13_"],
            alerts: ["VTSE41 tsunami new", "VTSE41 tsunami ended"]
        ),
        Scenario(
            name: "heat, sent before its hour",
            samples: ["57_03_01_240401_VPFT50"],
            swaps: [("埼玉県熱中症", "千葉県熱中症")],
            alerts: ["VPFT50 heat new"]
        ),
        Scenario(
            name: "a tornado watch and a sighting of the same second",
            samples: ["19_10_03_250630_VPHW50", "19_10_04_250630_VPHW51"],
            swaps: [(">1123100<", ">1220300<"), (">110011<", ">120010<"), (">110000<", ">120000<")],
            alerts: ["VPHW50 tornado new", "VPHW51 tornado raised"]
        ),
        Scenario(
            name: "a river",
            samples: ["16_05_01_210630_VXKOii", "16_06_01_220728_VXKOii"],
            swaps: [("123456789012<", "830303030400<")],
            alerts: ["VXKOxx flood new", "VXKOxx flood raised"]
        ),
        Scenario(
            name: "an early warning is kept and never mailed",
            samples: ["36_01_", "37_01_", "77_01_"],
            swaps: [(">622<", ">341<"), (">9071<", ">9120<")],
            alerts: []
        ),
        Scenario(
            name: "a landslide warning of the old system",
            samples: ["17_03_"],
            swaps: [(">3320900<", ">1220300<")],
            alerts: [
                "VXWW50 landslide new", "VXWW50 landslide ended", "VXWW50 landslide new", "VXWW50 landslide ended",
            ]
        ),
    ]

    private struct Telegram {
        let sentAt: Date
        let reports: [HazardReport]
    }

    private let city: City

    init() throws {
        city = try City(profile: RepositoryRoot.appending("Cities/ichikawa"), resources: RepositoryRoot.url)
    }

    private func telegrams(_ scenario: Scenario) throws -> [Telegram] {
        let filter = CityFilter(scope: city.scope)
        var telegrams: [Telegram] = []
        for file in SharedData.files(in: "jma/samples", containing: scenario.samples) {
            let text = try scenario.swaps.reduce(String(contentsOf: file, encoding: .utf8)) {
                $0.replacing($1.0, with: $1.1)
            }
            let telegram = try TelegramReader().read(Data(text.utf8))
            guard case .reports(let reports) = filter.decide(telegram) else { continue }
            telegrams.append(Telegram(sentAt: telegram.envelope.sentAt, reports: reports))
        }
        return telegrams.sorted { $0.sentAt < $1.sentAt }
    }

    /// What a resident is told, and what holds in the end, by event.
    private func tell(_ telegrams: [Telegram]) throws -> (told: [String], alerts: [Alert], end: [EventKey: Facts?]) {
        let judge = city.judge()
        var states: [EventKey: HazardState] = [:]
        var alerts: [Alert] = []
        var clock = Date.distantPast
        for telegram in telegrams {
            clock = max(clock, telegram.sentAt)
            for report in telegram.reports {
                var state = states[report.event] ?? HazardState()
                switch try judge.decide(report, state: &state, now: clock, issuedWithinHour: { 0 }) {
                case .alert(let alert, _, _): alerts.append(alert)
                case .postponed(let reason): Issue.record("\(report.source.bulletin): \(reason)")
                case .shown, .nothing: break
                }
                states[report.event] = state
            }
        }
        let told = alerts.map { "\($0.source.bulletin) \($0.hazard.rawValue) \($0.change.rawValue)" }
        return (told, alerts, states.mapValues(\.effective))
    }

    @Test(arguments: scenarios)
    func inTheOrderOfSendingEachResidentGetsWhatTheEventDeserves(_ scenario: Scenario) throws {
        let telegrams = try telegrams(scenario)
        #expect(!telegrams.isEmpty)
        #expect(try tell(telegrams).told == scenario.alerts)
    }

    @Test(arguments: scenarios)
    func inAnyOrderTheEndIsTheSameAndNobodyIsToldTwice(_ scenario: Scenario) throws {
        let telegrams = try telegrams(scenario)
        let inTime = try tell(telegrams)
        var random = SeededRandom(seed: 2_026)
        for _ in 0..<20 {
            let came = telegrams + telegrams.filter { _ in Bool.random(using: &random) }
            let shuffled = try tell(came.shuffled(using: &random))
            #expect(shuffled.end == inTime.end)
            for (event, alerts) in Dictionary(grouping: shuffled.alerts, by: \.event) {
                let most = inTime.alerts.count { $0.event == event }
                let kinds = Set(telegrams.flatMap(\.reports).filter { $0.event == event }.map(\.source.bulletin)).count
                #expect(alerts.count <= most + kinds - 1, "\(event): \(alerts.map(\.change))")
                let begun = alerts.count { $0.change == .new }
                let over = alerts.count { $0.change == .ended || $0.change == .withdrawn }
                #expect(begun <= over + 1, "\(event) began twice: \(alerts.map(\.change))")
            }
        }
    }

    /// Every sample of every kind: none is dated ahead on the clock of its own sending.
    @Test func nothingIsAheadOfTheClockOfItsSending() throws {
        let all = Scenario(name: "all", samples: [".xml"], alerts: [])
        let telegrams = try telegrams(all)
        #expect(telegrams.count > 100)
        _ = try tell(telegrams)
    }
}
