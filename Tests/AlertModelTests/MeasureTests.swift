// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Testing

@Suite struct MeasureTests {
    static let written: [Topic: [String]] = [
        .earthquake: ["1", "2", "3", "4", "5-", "5+", "6-", "6+", "7"],
        .tsunami: ["forecast", "advisory", "warning", "major-warning"],
        .weather: ["1", "2", "3", "4", "5"],
        .observation: ["1", "10", "50", "999"],
        .emergency: ["1"],
        .school: ["1"],
        .crime: ["1"],
        .magazine: ["1"],
    ]

    @Test(arguments: Topic.allCases)
    func thresholdsComeBackAsTheyWereWrittenAndAscend(_ topic: Topic) throws {
        let texts = try #require(Self.written[topic])
        let measures = try texts.map { try #require(Measure(threshold: $0, topic: topic)) }
        #expect(measures.map { $0.threshold(for: topic) } == texts)
        #expect(measures == measures.sorted() && Set(measures).count == measures.count)
        #expect(measures.allSatisfy { $0 > .none })
    }

    @Test(
        arguments: Topic.allCases,
        ["", "0", "-1", "+3", "8", "5", " 4", "4 ", "04", "!5-", "none", "Warning", "1000", "9999999999999999999", "五"]
    )
    func whatIsNotOnTheScaleIsNoThreshold(_ topic: Topic, _ text: String) {
        let onScale =
            Self.written[topic]?.contains(text) == true
            || topic == .observation && ["8", "5", "04", "+3"].contains(text)
        #expect((Measure(threshold: text, topic: topic) != nil) == onScale)
    }

    @Test func aPresumedFiveLowerMeetsAThresholdOfFiveLower() throws {
        let threshold = try #require(Measure(threshold: "5-", topic: .earthquake))
        #expect(SeismicIntensity.fiveLowerPresumed.measure >= threshold)
        #expect(SeismicIntensity.four.measure < threshold)
        #expect(SeismicIntensity.fiveUpper.measure > threshold)
    }

    @Test func aMeasureIsThatOfTheFactsInTheCity() {
        let weather = WeatherWarningFacts(code: "43", level: .danger, previousLevel: nil)
        #expect(Facts.weather(weather).measure == Measure(rawValue: 4))
        let quake = EarthquakeFacts(
            occurredAt: .distantPast,
            maximumIntensity: .seven,
            cityIntensity: nil,
            resolution: .municipality,
            hypocentre: nil,
            tsunamiComments: []
        )
        #expect(Facts.earthquake(quake).measure == .none, "a great earthquake elsewhere is nothing here")
        #expect(Facts.earthquake(quake).hazard.topic == .earthquake)
    }

    @Test func aBulletinIsMeasuredOnTheScaleOfItsTopicWhereItSaysSo() throws {
        var facts = BulletinFacts(hazard: .nankaiTrough, code: "120", name: "巨大地震警戒", phase: .inForce, level: 5)
        #expect(Facts.bulletin(facts).measure == Measure(rawValue: 5))
        facts.thresholdMeasure = SeismicIntensity.seven.measure.rawValue
        #expect(Facts.bulletin(facts).measure == SeismicIntensity.seven.measure && facts.level == 5)
        let again = try JSONDecoder().decode(BulletinFacts.self, from: JSONEncoder().encode(facts))
        #expect(again == facts)
        facts.phase = .over
        #expect(Facts.bulletin(facts).measure == .none)
    }

    @Test func aBulletinThatWasStoredBeforeItHadAMeasureIsRead() throws {
        let stored = """
            {"hazard":"nankai-trough","code":"120","name":"巨大地震警戒","phase":"in-force","level":5,"places":[],"values":[],
            "headline":""}
            """
        let facts = try JSONDecoder().decode(BulletinFacts.self, from: Data(stored.utf8))
        #expect(facts.thresholdMeasure == nil && Facts.bulletin(facts).measure == Measure(rawValue: 5))
    }
}

@Suite struct SeismicIntensityTests {
    @Test(arguments: [
        ("1", SeismicIntensity.one), ("１", .one), ("震度１", .one), ("2", .two), ("3", .three), ("震度４", .four),
        ("!5-", .fiveLowerPresumed), ("！５－", .fiveLowerPresumed), ("震度５弱以上未入電", .fiveLowerPresumed),
        ("5-", .fiveLower), ("５－", .fiveLower), ("5−", .fiveLower), ("５弱", .fiveLower), ("震度5弱", .fiveLower),
        ("5+", .fiveUpper), ("５＋", .fiveUpper), ("５強", .fiveUpper), ("6-", .sixLower), ("震度６弱", .sixLower),
        ("6+", .sixUpper), ("６強", .sixUpper), ("7", .seven), ("震度７", .seven),
    ])
    func codesAndNamesAreReadInBothWidths(_ text: String, _ intensity: SeismicIntensity) {
        #expect(SeismicIntensity(code: text) == intensity)
    }

    @Test(arguments: ["", "0", "5", "6", "8", "震度", "5弱強", "弱", "5--", "震度震度4", "４ ", "M4", "10"])
    func anythingElseIsRefused(_ text: String) {
        #expect(SeismicIntensity(code: text) == nil)
    }

    @Test func codesRoundTripAndTheScaleAscends() {
        #expect(SeismicIntensity.allCases.map { SeismicIntensity(code: $0.code) } == SeismicIntensity.allCases)
        #expect(SeismicIntensity.allCases == SeismicIntensity.allCases.sorted())
        #expect(SeismicIntensity.fiveLowerPresumed < .fiveLower)
    }
}

@Suite struct TsunamiGradeTests {
    @Test(arguments: [
        ("00", TsunamiGrade.none), ("50", .none), ("60", .none), ("51", .warning), ("52", .majorWarning),
        ("53", .majorWarning), ("62", .advisory), ("71", .forecast), ("72", .forecast), ("73", .forecast),
    ])
    func codesOfTheTableAreRead(_ code: String, _ grade: TsunamiGrade) {
        #expect(TsunamiGrade(code: code) == grade)
    }

    @Test func namesRoundTrip() {
        #expect(TsunamiGrade.allCases.map { TsunamiGrade(name: $0.name) } == TsunamiGrade.allCases)
        #expect(TsunamiGrade(code: "54") == nil && TsunamiGrade(name: "Warning") == nil)
    }
}
