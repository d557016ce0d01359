// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Foundation
import TestSupport
import Testing

/// Laws that hold for every history, whatever it is and in whatever order it arrives.
@Suite(.timeLimit(.minutes(10))) struct FoldLawTests {
    enum Kind: CaseIterable {
        case earthquake, earthquakeParts, tsunami, measuredTsunami, rain, oldAndNewRain, bulletin, foreign, tornado
    }

    /// A history in the order of its reports: times ascend, a bulletin's own reports are told apart by them.
    private static func history(_ kind: Kind, _ random: inout SeededRandom) -> [HazardReport] {
        var time = 0
        var rain = WarningLevel.none
        var tsunami = TsunamiGrade.none
        return (0..<Int.random(in: 1...8, using: &random)).map { number in
            // A watch and a sighting of a tornado may come in the same minute.
            let isPair = kind == .tornado && number % 2 == 1
            time += isPair ? Int.random(in: 0...2, using: &random) : Int.random(in: 1...9, using: &random)
            let word: HazardReport.Kind =
                switch Int.random(in: 0..<10, using: &random) {
                case 0: .withdrawn
                case 1, 2: .corrected
                default: .issued
                }
            switch kind {
            case .earthquakeParts:
                var report = Reports.quake(
                    ["VXSE51", "VXSE53"].randomElement(using: &random) ?? "VXSE51",
                    time,
                    city: ([nil] + SeismicIntensity.allCases.map { $0 }).randomElement(using: &random) ?? nil,
                    kind: word,
                    serial: number,
                    epicentre: ["東京湾", "千葉県北西部"].randomElement(using: &random) ?? ""
                )
                if case .earthquake(var facts)? = report.facts, facts.resolution == .region {
                    report.source.bulletin = ["VXSE51", "VXSE61", "VXSE62"].randomElement(using: &random) ?? "VXSE51"
                    facts.longPeriodClass =
                        report.source.bulletin == "VXSE62" ? Int.random(in: 1...4, using: &random) : nil
                    if report.source.bulletin == "VXSE61" { facts.cityIntensity = nil }
                    report.facts = .earthquake(facts)
                }
                return report
            case .measuredTsunami:
                let before = tsunami
                if word != .withdrawn { tsunami = TsunamiGrade.allCases.randomElement(using: &random) ?? .none }
                var report = Reports.tsunami(time, tsunami, before: before, height: .centimetres(100), kind: word)
                if Bool.random(using: &random) { report.source.bulletin = "VTSE51" }
                if case .tsunami(var facts)? = report.facts, report.source.bulletin == "VTSE51" {
                    facts.observed = .init(station: "千葉", height: .centimetres(Int.random(in: 1...200, using: &random)))
                    report.facts = .tsunami(facts)
                }
                return report
            case .oldAndNewRain:
                let before = rain
                if word != .withdrawn { rain = WarningLevel.allCases.randomElement(using: &random) ?? .none }
                let (bulletin, role): (String, HazardReport.Role) =
                    [("VPWW55", .primary), ("VPWW54", .legacy), ("VPWS50", .reference)].randomElement(using: &random)
                    ?? ("VPWW55", .primary)
                return Reports.rain(time, rain, before: before, kind: word, bulletin: bulletin, role: role)
            case .tornado:
                return Reports.tornado(
                    time,
                    isPair ? "VPHW51" : "VPHW50",
                    level: Int.random(in: 3...4, using: &random),
                    until: time + 60,
                    kind: word
                )
            case .bulletin:
                return Reports.bulletin(
                    time,
                    code: ["1", "2"].randomElement(using: &random) ?? "1",
                    level: Int.random(in: 3...5, using: &random),
                    isOver: Int.random(in: 0..<4, using: &random) == 0,
                    kind: word
                )
            case .foreign:
                return Reports.foreign(
                    time,
                    headline: ["a", "b"].randomElement(using: &random) ?? "a",
                    isOver: Int.random(in: 0..<4, using: &random) == 0,
                    kind: word
                )
            case .earthquake:
                return Reports.quake(
                    Bool.random(using: &random) ? "VXSE51" : "VXSE53",
                    time,
                    city: SeismicIntensity.allCases.randomElement(using: &random),
                    kind: word,
                    serial: number,
                    epicentre: ["東京湾", "千葉県北西部"].randomElement(using: &random) ?? "",
                    magnitude: Int.random(in: 40...42, using: &random)
                )
            case .tsunami:
                let before = tsunami
                if word != .withdrawn { tsunami = TsunamiGrade.allCases.randomElement(using: &random) ?? .none }
                return Reports.tsunami(
                    time,
                    tsunami,
                    before: before,
                    height: [nil, .high, .centimetres(100)].randomElement(using: &random) ?? nil,
                    arrival: [nil, .expected(minute(time + 20)), .confirmed].randomElement(using: &random) ?? nil,
                    kind: word
                )
            case .rain:
                let before = rain
                if word != .withdrawn { rain = WarningLevel.allCases.randomElement(using: &random) ?? .none }
                return Reports.rain(time, rain, before: before, kind: word)
            }
        }
    }

    @Test(arguments: Kind.allCases)
    func anyOrderEndsInTheSameFactsAndTellsNoMoreThanTheOrderOfTime(_ kind: Kind) {
        var random = SeededRandom(seed: 51)
        for _ in 0..<1500 {
            let history = Self.history(kind, &random)
            let inTime = Story(history)
            let shuffled = Story(history.shuffled(using: &random))
            #expect(shuffled.state.effective == inTime.state.effective, "\(history)")
            #expect(shuffled.state.latest == inTime.state.latest)
            let kinds = Set(history.map(\.source.bulletin))
            #expect(shuffled.told.count <= Self.most(history), "\(shuffled.told)")
            if kinds.count == 1 { #expect(shuffled.told.count <= inTime.told.count) }
        }
    }

    /// Telegrams that never came, that came twice and in any order.
    @Test(arguments: Kind.allCases)
    func lossAndRepetitionNeverMakeMoreAlertsThanThereAreChanges(_ kind: Kind) {
        var random = SeededRandom(seed: 56)
        for _ in 0..<1200 {
            let history = Self.history(kind, &random)
            // The newest of each kind of bulletin came; of the others some.
            let newest = Dictionary(grouping: history, by: \.source.bulletin).compactMapValues(\.last)
            let came = history.filter { newest[$0.source.bulletin] == $0 || Bool.random(using: &random) }
            let twice = came + came.filter { _ in Bool.random(using: &random) }
            let story = Story(twice.shuffled(using: &random))
            #expect(story.state.effective == Story(history).state.effective, "\(history)")
            #expect(story.told.count <= Self.most(came), "\(story.told) of \(came)")
        }
    }

    /// Of two kinds of bulletin either may come first: no more is told than by each alone, and one word for the step from
    /// one to the other, which a withdrawal may take back.
    private static func most(_ history: [HazardReport]) -> Int {
        let kinds = Dictionary(grouping: history.filter { $0.role != .reference }, by: \.source.bulletin)
        let steps = (kinds.count - 1) * (1 + history.count { $0.kind == .withdrawn })
        // An open chain tells of what is below the minimum, too. Each bulletin may open and close what another told.
        let alone = kinds.values.reduce(0) {
            $0 + max(Story($1, minimum: Measure(rawValue: 1)).told.count, Story($1).told.count)
        }
        return kinds.count > 1 ? max(alone + steps, history.count) : alone
    }

    @Test(arguments: Kind.allCases)
    func duplicatesNeverMakeAnAlert(_ kind: Kind) {
        var random = SeededRandom(seed: 52)
        for _ in 0..<800 {
            let history = Self.history(kind, &random).shuffled(using: &random)
            var story = Story([])
            var seen: [HazardReport] = []
            for report in history {
                story.tell(report)
                seen.append(report)
                let told = story.told.count
                for again in seen.shuffled(using: &random).prefix(3) { story.tell(again) }
                #expect(story.told.count == told, "\(history)")
            }
        }
    }

    @Test(arguments: Kind.allCases)
    func noReportMakesMoreThanOneAlertAndAChainIsWellFormed(_ kind: Kind) {
        var random = SeededRandom(seed: 53)
        for _ in 0..<800 {
            let history = Self.history(kind, &random).shuffled(using: &random)
            let story = Story(history)
            #expect(story.told.count + story.reasons.count == history.count)
            #expect(story.state.revision == story.told.count)
            var isOpen = false
            for change in story.told {
                switch change {
                case .new: isOpen = true
                case .raised, .lowered, .detailed, .corrected: #expect(isOpen, "\(story.told)")
                case .ended, .withdrawn:
                    #expect(isOpen, "\(story.told)")
                    isOpen = false
                }
            }
            #expect((story.state.announced != nil) == isOpen)
        }
    }

    @Test(arguments: Kind.allCases)
    func whatResidentsWereToldIsWhatHoldsAtTheEnd(_ kind: Kind) {
        var random = SeededRandom(seed: 54)
        for _ in 0..<1500 {
            let story = Story(Self.history(kind, &random))
            // A digest alone tells nothing.
            guard let facts = story.state.effective,
                let report = story.state.latest.values.first(where: { $0.role != .reference }),
                let minimum = rules.minimum(for: report)
            else {
                #expect(story.state.announced == nil, "all is withdrawn")
                continue
            }
            if let announced = story.state.announced {
                #expect(announced.facts.measure == facts.measure)
                #expect(announced.peak >= announced.facts.measure)
            } else {
                #expect(facts.measure < minimum, "an event above the minimum is announced")
            }
        }
    }

    @Test func aStateComesBackFromItsStoredForm() throws {
        var random = SeededRandom(seed: 55)
        for kind in Kind.allCases {
            for _ in 0..<100 {
                let state = Story(Self.history(kind, &random)).state
                #expect(try JSONDecoder().decode(HazardState.self, from: JSONEncoder().encode(state)) == state)
            }
        }
    }
}
