// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Foundation
import TestSupport
import Testing

/// Laws that hold for every history, whatever it is and in whatever order it arrives.
@Suite(.timeLimit(.minutes(1))) struct FoldLawTests {
    enum Kind: CaseIterable { case earthquake, tsunami, rain }

    /// A history in the order of its reports: times ascend, a bulletin's own reports are told apart by them.
    private static func history(_ kind: Kind, _ random: inout SeededRandom) -> [HazardReport] {
        var time = 0
        var rain = WarningLevel.none
        var tsunami = TsunamiGrade.none
        return (0..<Int.random(in: 1...8, using: &random)).map { number in
            time += Int.random(in: 1...9, using: &random)
            let word: HazardReport.Kind =
                switch Int.random(in: 0..<10, using: &random) {
                case 0: .withdrawn
                case 1, 2: .corrected
                default: .issued
                }
            switch kind {
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
            // Of two kinds of bulletin either may come first: no more is told than by each alone, and one word for the
            // step from one to the other, which a withdrawal may take back.
            let kinds = Dictionary(grouping: history, by: \.source.bulletin)
            let steps = kinds.count - 1 + (kinds.count - 1) * history.filter { $0.kind == .withdrawn }.count
            // An open chain tells of what is below the minimum, too.
            let most = kinds.values.reduce(0) { $0 + Story($1, minimum: Measure(rawValue: 1)).told.count } + steps
            #expect(shuffled.told.count <= most, "\(shuffled.told)")
            if kinds.count == 1 { #expect(shuffled.told.count <= inTime.told.count) }
        }
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
            guard let facts = story.state.effective, let report = story.state.latest.values.first,
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
