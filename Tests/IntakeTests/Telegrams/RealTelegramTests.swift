// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Intake
import TestSupport
import Testing

/// Every official sample and every real telegram of earthquakes and tsunami warnings, compared with what `xmllint` reads.
@Suite("Real telegrams", .enabled(if: SharedData.isPresent, SharedData.absent))
struct RealTelegramTests {
    static func files(_ kinds: [String]) -> [URL] {
        SharedData.files(in: "jma/samples", containing: kinds) + SharedData.files(in: "jma/real", containing: kinds)
    }

    static let seismic = files(["_VXSE51", "_VXSE53"])
    static let tsunami = files(["_VTSE41"])

    private func read(_ file: URL) throws -> Telegram {
        try TelegramReader().read(Data(contentsOf: file))
    }

    @Test func coverAllThatThereAre() {
        #expect(Self.seismic.count >= 85)
        #expect(Self.tsunami.count >= 19)
    }

    /// A place by code with its intensity; nothing promises that a code comes once.
    private struct Place: Equatable {
        let code: String
        var intensity = ""
    }

    /// What xmllint finds of an earthquake bulletin.
    private struct Seismic {
        var maximum: String?
        var regions: [Place] = []
        var municipalities: [Place] = []
        var magnitudes: [XMLLint.Line] = []
        var coordinates: [XMLLint.Line] = []

        init(_ file: URL) throws {
            var isRegion = true
            for line in try XMLLint.select(
                [
                    "Observation/MaxInt", "Pref/Area/Code", "Pref/Area/MaxInt", "Area/City/Code", "Area/City/MaxInt",
                    "Area/City/Condition", "Body/Earthquake/Magnitude", "Hypocenter/Area/Coordinate",
                ],
                in: file
            ) {
                switch (line.name, line.text.count) {
                case ("Magnitude", _): magnitudes.append(line)
                case ("Coordinate", _): coordinates.append(line)
                case ("Code", 3):
                    regions.append(Place(code: line.text))
                    isRegion = true
                case ("Code", _):
                    municipalities.append(Place(code: line.text))
                    isRegion = false
                case ("Condition", _): municipalities[municipalities.count - 1].intensity = "!5-"
                case ("MaxInt", _) where regions.isEmpty: maximum = line.text
                case ("MaxInt", _) where isRegion: regions[regions.count - 1].intensity = line.text
                case ("MaxInt", _): municipalities[municipalities.count - 1].intensity = line.text
                default: Issue.record("unexpected \(line)")
                }
            }
        }
    }

    @Test(arguments: seismic)
    func earthquakesAreReadAsXMLLintReadsThem(_ file: URL) throws {
        let telegram = try read(file)
        let expected = try Seismic(file)
        let observation: IntensityObservation?
        var earthquakes: [ObservedEarthquake] = []
        switch telegram.body {
        case let flash as IntensityFlash:
            #expect(telegram.kind.name == "VXSE51" && file.lastPathComponent.contains("VXSE51"))
            observation = flash.observation
        case let bulletin as HypocentreAndIntensity:
            #expect(telegram.kind.name == "VXSE53" && file.lastPathComponent.contains("VXSE53"))
            observation = bulletin.observation
            earthquakes = bulletin.earthquakes
        case nil:
            #expect(telegram.envelope.infoType == .withdrawn)
            observation = nil
        default:
            Issue.record("\(telegram.kind) is not seismic")
            return
        }
        #expect(observation?.maximum?.code == expected.maximum)
        let regions = (observation?.regions ?? []).map { Place(code: $0.code, intensity: $0.maximum?.code ?? "") }
        #expect(regions == expected.regions)
        let municipalities = (observation?.municipalities ?? []).map {
            Place(code: $0.code.rawValue, intensity: $0.intensity?.code ?? "")
        }
        #expect(municipalities == expected.municipalities)
        #expect(earthquakes.count == expected.magnitudes.count)
        #expect(earthquakes.count == expected.coordinates.count)
        for (earthquake, (magnitude, coordinate)) in zip(earthquakes, zip(expected.magnitudes, expected.coordinates)) {
            let hypocentre = try #require(earthquake.hypocentre)
            #expect(spoken(hypocentre.magnitude) == magnitude.attribute("description"))
            #expect(coordinate.attribute("description").hasSuffix(spoken(hypocentre.depth)))
            #expect(spoken(hypocentre.coordinates) == coordinate.text.prefix(11))
        }
    }

    @Test(arguments: seismic)
    func theReportOfAPlaceThatWasShakenNamesWhatTheTelegramNames(_ file: URL) throws {
        let telegram = try read(file)
        let expected = try Seismic(file)
        guard
            let place = (expected.municipalities.isEmpty ? expected.regions : expected.municipalities)
                .min(by: { $0.code < $1.code })
        else { return }
        let scope = CityScope.ichikawa.with {
            $0.municipality = AreaCode(rawValue: place.code)
            $0.seismicRegion = place.code
        }
        let report = try #require(CityFilter(scope: scope).decide(telegram).report)
        let facts = try #require(report.earthquake)
        #expect(facts.maximumIntensity?.code == expected.maximum)
        #expect(facts.cityIntensity?.code == place.intensity)
        #expect(facts.hypocentre.map { spoken($0.magnitude) } == expected.magnitudes.first?.attribute("description"))
        if let depth = facts.hypocentre?.depth, let coordinate = expected.coordinates.first {
            #expect(coordinate.attribute("description").hasSuffix(spoken(depth)))
        }
        #expect(report.source.bulletin == (expected.municipalities.isEmpty ? "VXSE51" : "VXSE53"))
        #expect(report.subject == .event(telegram.envelope.eventIDs[0]))
    }

    @Test(arguments: tsunami)
    func tsunamiAreReadAsXMLLintReadsThem(_ file: URL) throws {
        let telegram = try read(file)
        guard let forecast = telegram.body as? TsunamiForecast else {
            Issue.record("\(telegram.kind) is not VTSE41")
            return
        }
        var codes: [String] = []
        var heights: [String: XMLLint.Line] = [:]
        var magnitudes: [String] = []
        for line in try XMLLint.select(
            [
                "Forecast/Item/Area/Code", "Category/Kind/Code", "Category/LastKind/Code", "MaxHeight/TsunamiHeight",
                "Body/Earthquake/Magnitude",
            ],
            in: file
        ) {
            switch line.name {
            case "Code": codes.append(line.text)
            case "TsunamiHeight": heights[codes[codes.count - 3]] = line
            default: magnitudes.append(line.attribute("description"))
            }
        }
        // Table 警報等情報要素／津波警報・注意報・予報, written down a second time.
        let grades: [String: String] = [
            "00": "none", "50": "none", "60": "none", "71": "forecast", "72": "forecast", "73": "forecast",
            "62": "advisory", "51": "warning", "52": "major-warning", "53": "major-warning",
        ]
        #expect(forecast.coasts.count * 3 == codes.count)
        for (index, coast) in forecast.coasts.enumerated() {
            #expect(coast.code.rawValue == codes[index * 3])
            #expect(coast.grade.name == grades[codes[index * 3 + 1]])
            #expect(coast.previousGrade.name == grades[codes[index * 3 + 2]])
            #expect(coast.height.map(spoken) == heights[coast.code.rawValue]?.attribute("description"))
            let scope = CityScope.ichikawa.with { $0.tsunamiRegion = coast.code.rawValue }
            let facts = try #require(CityFilter(scope: scope).decide(telegram).report?.tsunami)
            #expect(facts.grade == coast.grade && facts.height == coast.height)
            #expect((facts.origin.map { [spoken($0.magnitude)] } ?? magnitudes) == magnitudes)
        }
        #expect(forecast.earthquakes.compactMap { $0.hypocentre.map { spoken($0.magnitude) } } == magnitudes)
    }

    /// The magnitude as JMA writes it in a description.
    private func spoken(_ magnitude: Hypocentre.Magnitude) -> String {
        switch magnitude {
        case .tenths(let tenths): wide("Ｍ\(tenths / 10)．\(tenths % 10)")
        case .overEight: "Ｍ８を超える巨大地震"
        case .unknown: "Ｍ不明"
        }
    }

    private func spoken(_ depth: Hypocentre.Depth) -> String {
        switch depth {
        case .veryShallow: "ごく浅い"
        case .kilometres(let kilometres):
            wide("深さ\(kilometres < 100 ? "　" : "")\(kilometres)ｋｍ")
        case .sevenHundredOrMore: "深さ７００ｋｍ以上"
        case .unknown: "深さ不明"
        }
    }

    private func spoken(_ point: Hypocentre.Coordinates?) -> String {
        guard let point else { return "" }
        func part(_ value: Double, _ digits: Int) -> String {
            let tenths = Int((abs(value) * 10).rounded())
            let whole = String(tenths / 10)
            let zeros = String(repeating: "0", count: digits - whole.count)
            return "\(value < 0 ? "-" : "+")\(zeros)\(whole).\(tenths % 10)"
        }
        // Longitudes of Japan and its neighbours are written with three digits, and so are those of the west.
        return part(point.latitude, 2) + part(point.longitude, 3)
    }

    private func spoken(_ height: TsunamiFacts.Height) -> String {
        switch height {
        case .huge: "巨大"
        case .high: "高い"
        case .centimetres(let centimetres): metres(centimetres)
        case .below(let centimetres): metres(centimetres) + "未満"
        case .above(let centimetres): metres(centimetres) + "超"
        case .unknown: ""
        }
    }

    private func metres(_ centimetres: Int) -> String {
        wide(centimetres % 100 == 0 ? "\(centimetres / 100)ｍ" : "\(centimetres / 100)．\(centimetres % 100 / 10)ｍ")
    }

    /// ASCII digits in full width.
    private func wide(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    (0x30...0x39).contains(scalar.value)
                        ? Unicode.Scalar(scalar.value - 0x30 + 0xFF10) ?? scalar : scalar
                }
            )
        )
    }
}
