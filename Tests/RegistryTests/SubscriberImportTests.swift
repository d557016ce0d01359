// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Localization
import Registry
import StorageTestSupport
import TestSupport
import Testing

@Suite(.eachEngine, .timeLimit(.minutes(10))) struct SubscriberImportTests {
    private let test: TestRegistry

    init() throws { test = try TestRegistry() }

    private static let header = "email,language,topics,areas,thresholds\n"

    private func known(_ address: String) throws -> Known? { try test.all()[address] }

    @Test func goodRowsAreKeptAndEachBadOneIsToldByItsLine() throws {
        let report = try test.run(
            Self.header + """
                a@example.jp,ja,earthquake,,
                not-an-address,ja,earthquake,,
                b@example.jp,xx,earthquake,,
                c@example.jp,en,earthquake;cooking,,
                d@example.jp,en,,,
                e@example.jp,en,crime,東京,
                f@example.jp,en,crime,,earthquake=4
                g@example.jp,en,earthquake,,earthquake=9
                h@example.jp,en,earthquake,,strong
                i@example.jp,en,earthquake
                j@example.jp,en,earthquake,,,extra
                k@example.jp,zh-Hans,weather|crime,八幡,weather=4

                """
        )
        #expect(report.added == 2 && report.replaced == 0)
        #expect(report.faults.map(\.line) == Array(3...12))
        #expect(try test.all().keys.sorted() == ["a@example.jp", "k@example.jp"])
        #expect(
            try known("k@example.jp")?.subscriptions == [
                Subscription(topic: .weather, area: towns[0], threshold: Measure(rawValue: 4)),
                Subscription(topic: .crime, area: towns[0], threshold: Measure(rawValue: 1)),
            ]
        )
        #expect(
            try known("a@example.jp")?.subscriptions == [
                Subscription(topic: .earthquake, area: city, threshold: SeismicIntensity.four.measure)
            ],
            "no area means the whole city, no threshold the city's default"
        )
    }

    @Test func allFaultsOfARowAreToldAtOnce() throws {
        let fault = try test.run(Self.header + "nobody,klingon,cooking,東京,x\n").faults.first
        for column in ["email", "language", "topics", "areas", "thresholds"] {
            #expect(fault?.reason.contains("\(column): ") == true)
        }
    }

    @Test func anUnreadableAreaNeverWidensToTheWholeCity() throws {
        #expect(try test.run(Self.header + "a@example.jp,ja,crime,nowhere,\n").added == 0)
        #expect(try test.run(Self.header + "a@example.jp,ja,crime,1220300.2720001;nowhere,\n").added == 0)
        #expect(try test.run(Self.header + "a@example.jp,ja,crime,,crime@nowhere=1\n").added == 0)
        #expect(try test.all().isEmpty)
    }

    @Test func columnsMayStandInAnyOrderAndCase() throws {
        let report = try test.run("Topics, EMAIL ,language\nearthquake,a@example.jp,en\n")
        #expect(report.added == 1 && report.faults.isEmpty)
    }

    @Test(arguments: [
        ("", "empty"), ("\n\n", "empty"), ("email,language\n", "'topics' is missing"),
        ("language,topics\n", "'email' is missing"), ("email,topics\n", "'language' is missing"),
        ("email,language,topics,email\n", "'email' appears twice"),
        ("email,language,topics,phone\n", "unknown column 'phone'"), ("email,\"language\n", "cannot be read"),
    ])
    func aFileWithoutAUsableFirstRowStoresNothing(_ csv: String, _ reason: String) throws {
        let fault = #expect(throws: ImportFault.self) { try test.run(csv) }
        #expect(fault?.reason.contains(reason) == true, "\(fault?.reason ?? "")")
    }

    @Test func noAddressStandsInAnyFault() throws {
        let headerless = #expect(throws: ImportFault.self) { try test.run("taro@example.jp,ja,earthquake\n") }
        #expect(headerless?.description.contains("taro") == false)
        let swapped = try test.run(
            "language,email,topics,areas,thresholds\ntaro@example.jp,ja,taro＠example.jp,taro@example.jp,taro@example.jp=4\n"
        )
        #expect(swapped.faults.count == 1)
        #expect(swapped.faults.first?.description.contains("taro") == false, "\(swapped.faults)")
        #expect(swapped.faults.first?.reason.contains("(an address, it seems)") == true)
    }

    @Test func faultsHoldNoControlCharacters() throws {
        let report = try test.run(Self.header + "a@example.jp,\"j\u{1B}[31m\na\u{0}\",earthquake,,\n")
        #expect(report.faults.count == 1)
        #expect(report.faults.first?.reason.unicodeScalars.allSatisfy { $0.value >= 0x20 } == true)
    }

    @Test func quotesLineEndsAndAByteOrderMarkAreRead() throws {
        let csv =
            "\u{FEFF}\"email\",\"language\",\"topics\",\"areas\"\r\n\"a@example.jp\",\"ja\",\"earthquake;crime\",\"\"\r\n\r\n"
            + "b@example.jp,ja,\"crime\n;weather\",八幡\r\nc@example.jp,ja,crime,八幡"
        let report = try test.run(csv)
        #expect(report.faults.map(\.line) == [4], "\(report.faults)")
        #expect(report.added == 2)
    }

    @Test func aQuoteThatIsNeverClosedCostsItsOwnLineOnly() throws {
        let rows = (0..<300).map { "u\($0)@example.jp,ja,earthquake,,\n" }.joined()
        let report = try test.run(
            Self.header + "\"broken@example.jp,ja,earthquake,,\n" + rows + "x@example.jp,\"ja,crime,,"
        )
        #expect(report.added == 300)
        #expect(report.faults.map(\.line) == [2, 303])
    }

    @Test func textBesideQuotesIsAFault() throws {
        let report = try test.run(
            Self.header + "\"a@example.jp\"x,ja,crime,,\nb\"@example.jp,ja,crime,,\n\"c@example.jp\",ja,crime,,\n"
        )
        #expect(report.faults.map(\.line) == [2, 3] && report.added == 1)
    }

    @Test func bytesThatAreNotUTF8AreToldAndCostTheirLineOnly() throws {
        // 八幡 in Shift_JIS.
        let bytes =
            [UInt8]((Self.header + "a@example.jp,ja,crime,").utf8) + [0x94, 0xAA, 0x94, 0xA6, 0x2C, 0x0A]
            + [UInt8]("b@example.jp,ja,crime,八幡,\n".utf8)
        let report = try test.run(bytes)
        #expect(report.added == 1)
        #expect(report.faults.first?.line == 2 && report.faults.first?.reason.contains("Shift_JIS") == true)
    }

    @Test func longFieldsManyFieldsAndNULAreRefusedByLine() throws {
        let long = String(repeating: "a", count: 100_000)
        let report = try test.run(
            Self.header + "\(long)@example.jp,ja,crime,,\n\"\(long)\",ja,crime,,\n" + String(repeating: ",", count: 500)
                + "\na\0b@example.jp,ja,crime,,\ngood@example.jp,ja,crime,,\n"
        )
        #expect(report.faults.map(\.line) == [2, 3, 4, 5])
        #expect(report.added == 1)
    }

    @Test func anAddressThatStandsTwiceIsTakenOnceAndTold() throws {
        let report = try test.run(
            Self.header
                + "a@example.jp,ja,crime,,\nA@EXAMPLE.jp,en,weather,,\nb@example.jp,ja,crime,,\na@example.jp,ko,crime,,\n"
        )
        #expect(report.added == 2)
        #expect(
            report.faults.map(\.description) == [
                "line 3: email: the same address stands on line 2", "line 5: email: the same address stands on line 2",
            ]
        )
        #expect(try known("a@example.jp")?.language == "ja")
    }

    @Test func aKnownAddressIsReplacedAndOneThatLeftIsRefused() throws {
        let id = try test.add("left@example.jp")
        try test.add("known@example.jp")
        _ = try test.registry.leave(token: try test.token(id), now: start)
        let report = try test.run(
            Self.header + "left@example.jp,ja,crime,,\nknown@example.jp,en,crime,,\nnew@example.jp,ja,crime,,\n"
        )
        #expect(report.added == 1 && report.replaced == 1)
        #expect(report.faults.map(\.line) == [2])
        #expect(report.faults.first?.reason.contains("has left") == true)
        #expect(try test.all().keys.sorted() == ["known@example.jp", "new@example.jp"])
    }

    @Test func aFileOfSeveralTransactionsKeepsCountAndLines() throws {
        var csv = Self.header
        for number in 0..<2500 {
            csv += number % 500 == 7 ? "broken-\(number),ja,crime,,\n" : "u\(number)@example.jp,ja,crime,,\n"
        }
        let report = try test.run(csv)
        #expect(report.added == 2495)
        #expect(report.faults.map(\.line) == [9, 509, 1009, 1509, 2009])
        let again = try test.run(csv)
        #expect(again.added == 0 && again.replaced == 2495)
    }

    @Test func areasMayDifferByTopic() throws {
        let report = try test.run(
            Self.header + """
                a@example.jp,ja,weather;earthquake,,weather@八幡=3;weather@1220300.2720002=4;earthquake=5-
                b@example.jp,ja,weather;earthquake,1220300.2720003,weather@八幡=3
                c@example.jp,ja,weather,,weather@八幡=3;weather=4

                """
        )
        #expect(report.added == 2 && report.faults.map(\.line) == [4])
        #expect(
            try known("a@example.jp")?.subscriptions == [
                Subscription(topic: .weather, area: towns[0], threshold: Measure(rawValue: 3)),
                Subscription(topic: .weather, area: towns[1], threshold: Measure(rawValue: 4)),
                Subscription(topic: .earthquake, area: city, threshold: SeismicIntensity.fiveLower.measure),
            ]
        )
        #expect(
            try known("b@example.jp")?.subscriptions == [
                Subscription(topic: .weather, area: towns[0], threshold: Measure(rawValue: 3)),
                Subscription(topic: .earthquake, area: towns[2], threshold: SeismicIntensity.four.measure),
            ],
            "a topic that names its areas is not meant in those of the row"
        )
    }

    @Test func randomBytesNeverStopTheImport() throws {
        var random = SeededRandom(seed: 72)
        let pieces = ["\"", ",", "\n", "\r", "a@example.jp", "ja", "crime", ";", "=", "@", "八幡", "\u{FEFF}", "'", "\0"]
        for _ in 0..<300 {
            var bytes = [UInt8](Self.header.utf8)
            for _ in 0..<Int.random(in: 0...40, using: &random) {
                bytes += [UInt8]((pieces.randomElement(using: &random) ?? "").utf8)
                if Int.random(in: 0..<12, using: &random) == 0 {
                    bytes.append(UInt8.random(in: 0...255, using: &random))
                }
            }
            let report = try test.run(bytes)
            let lines = bytes.reduce(2) { $0 + ($1 == 10 || $1 == 13 ? 1 : 0) }
            #expect(report.faults.allSatisfy { (2...lines).contains($0.line) && !$0.reason.contains("a@example") })
        }
    }
}

@Suite(.eachEngine, .timeLimit(.minutes(10))) struct SubscriberExportTests {
    private let test: TestRegistry

    init() throws { test = try TestRegistry() }

    @Test func anExportIsReadableByPeople() throws {
        try test.add(
            "a@example.jp",
            .japanese,
            [
                Subscription(topic: .earthquake, area: city, threshold: SeismicIntensity.fiveLower.measure),
                Subscription(topic: .weather, area: city, threshold: Measure(rawValue: 4)),
            ]
        )
        try test.add(
            "b@example.jp",
            .easyJapanese,
            [
                Subscription(topic: .weather, area: towns[0], threshold: Measure(rawValue: 3)),
                Subscription(topic: .weather, area: towns[1], threshold: Measure(rawValue: 4)),
            ]
        )
        #expect(
            try test.export() == "email,language,topics,areas,thresholds,quiet\r\n"
                + "a@example.jp,ja,earthquake;weather,1220300,earthquake=5-;weather=4,\r\n"
                + "b@example.jp,ja-simple,weather,,weather@1220300.2720001=3;weather@1220300.2720002=4,\r\n"
        )
    }

    @Test func whoLeftIsNotExported() throws {
        let id = try test.add("left@example.jp")
        _ = try test.registry.leave(token: try test.token(id), now: start)
        #expect(try test.export().split(separator: "\r\n").count == 1)
    }

    @Test func anExportReadBackGivesTheSameSubscriptions() throws {
        var random = SeededRandom(seed: 73)
        let areas = [city] + towns
        let scales: [Topic: [String]] = [
            .earthquake: ["1", "3", "4", "5-", "5+", "6-", "6+", "7"], .weather: ["2", "3", "4", "5"],
            .tsunami: ["forecast", "advisory", "warning", "major-warning"], .crime: ["1"],
        ]
        let starts = ["u", "=u", "+u", "-u", "'u", "'=u", "''+u", "=", "a,b", "\"q", "u'"]
        for number in 0..<400 {
            var subscriptions: Set<Subscription> = []
            for topic in scales.keys.sorted(by: { $0.rawValue < $1.rawValue }) where Bool.random(using: &random) {
                let uniform = Bool.random(using: &random)
                let one = scales[topic]?.randomElement(using: &random) ?? "1"
                for area in areas where Bool.random(using: &random) {
                    let text = uniform ? one : scales[topic]?.randomElement(using: &random) ?? "1"
                    let threshold = try #require(Measure(threshold: text, topic: topic))
                    subscriptions.insert(Subscription(topic: topic, area: area, threshold: threshold))
                }
            }
            if subscriptions.isEmpty {
                subscriptions = [Subscription(topic: .crime, area: city, threshold: Measure(rawValue: 1))]
            }
            try test.add("\(starts[number % starts.count])\(number)@example.jp", .english, Array(subscriptions))
        }
        let exported = try test.export()
        let again = try TestRegistry()
        let report = try again.run(exported)
        #expect(report.faults.isEmpty && report.added == 400, "\(report.faults.prefix(3))")
        #expect(try again.all() == test.all())
        #expect(try again.export() == exported)
    }

    @Test func nothingExportedIsAFormula() throws {
        for (number, start) in ["=", "+", "-", "'=", "''-", "'"].enumerated() {
            try test.add("\(start)cmd\(number)@example.jp")
        }
        for line in try test.export().split(separator: "\r\n") {
            #expect(line.first.map { "=+-@\t".contains($0) } == false, "\(line)")
        }
    }
}
