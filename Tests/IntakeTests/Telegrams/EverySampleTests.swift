// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Intake
import TestSupport
import Testing

/// Every telegram that there is: read without error, and to the facts that another parser reads.
@Suite("Every sample", .enabled(if: SharedData.isPresent, SharedData.absent))
struct EverySampleTests {
    private static let files =
        (SharedData.files(in: "jma/samples", containing: [".xml"])
        + SharedData.files(in: "jma/real", containing: [".xml"]))
        .sorted { $0.path < $1.path }

    /// The kinds of the samples of which the envelope is enough.
    private static let envelopeOnly: Set<String> = []

    @Test func isReadWithoutErrorAndCounted() throws {
        var table: [String: [String: Int]] = [:]
        let filter = CityFilter(scope: .ichikawa)
        for file in Self.files {
            let telegram = try TelegramReader().read(Data(contentsOf: file))
            let title = telegram.envelope.title
            #expect(telegram.kind.isRead || Self.envelopeOnly.contains(title), "\(title)")
            #expect((telegram.body == nil) == (telegram.envelope.infoType == .withdrawn), "\(file.lastPathComponent)")
            let became =
                switch filter.decide(telegram) {
                case .reports(let reports): "about the city (\(reports.count))"
                case .notConcerned: "not concerned"
                }
            table[telegram.kind.name, default: [:]][became, default: 0] += 1
        }
        #expect(Self.files.count >= 364)
        for (kind, counts) in table.sorted(by: { $0.key < $1.key }) {
            let cells = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            print("\(kind): \(cells.joined(separator: ", "))")
        }
    }

    @Test func saysWhatAnotherParserReads() throws {
        let expected = try Python.lines("read_telegrams.py", Self.files.map(\.path))
        var wanted: [String: [String]] = [:]
        for line in expected {
            let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
            guard parts.count == 2, !parts[1].hasPrefix("= ") else { continue }
            wanted[parts[0], default: []].append(parts[1].trimmingCharacters(in: .whitespaces))
        }
        #expect(wanted.count > 150)
        var compared = 0
        for file in Self.files {
            let telegram = try TelegramReader().read(Data(contentsOf: file))
            guard let lines = telegram.facts else { continue }
            let mine = lines.map { $0.trimmingCharacters(in: .whitespaces) }
            #expect(mine.sorted() == (wanted[file.lastPathComponent] ?? []).sorted(), "\(file.lastPathComponent)")
            compared += lines.count
        }
        #expect(compared > 4_000)
    }
}

extension Telegram {
    /// Its facts in the form of `read_telegrams.py`; nil for kinds that are compared elsewhere.
    fileprivate var facts: [String]? {
        switch body {
        case let body as WeatherWarnings:
            body.municipalities.map { area in
                let kinds = area.kinds.map { "\($0.code):\($0.status):\($0.condition):\($0.lastCode)" }
                return "\(area.code) \(kinds.joined(separator: " "))"
            }
        case let body as LandslideWarning: body.areas.map { "\($0.code) \($0.kindCode)" }
        case let body as RiverForecast: body.stretches.map { "\($0.code) \($0.kindCode) \($0.kindName)" }
        case let body as HypocentreReport:
            body.earthquake.hypocentre.map { ["\($0.epicentre.code) \($0.epicentre.name)"] } ?? []
        case let body as LongPeriodMotion:
            body.regions.map {
                "\($0.code) \($0.maximumClass.map(String.init) ?? "") \($0.maximumIntensity?.code ?? "")"
            }
        case let body as EarlyWarning: body.regions.map { "\($0.code) \($0.kindCode) \($0.from?.code ?? "0")" }
        case let body as TsunamiInformation:
            body.coasts.map { "coast \($0.code) \($0.kindCode)" }
                + body.measurements.map { "gauge \($0.code) \($0.height.map(Self.metres) ?? "-")" }
        case let body as TornadoWatch: body.areas.map { "\($0.code) \($0.name)" }
        case let body as RecordRain: body.areas.map { "\($0.code) \($0.name)" }
        case let body as WeatherFlash:
            body.observations.compactMap(\.value).map {
                ($0.quantity == .rainfall ? "Precipitation " : "SnowfallDepth ") + Self.plain($0.number)
            }
                + envelope.headlineItems.map { item in
                    "\(item.kinds.first?.condition ?? "") \(item.areas.map(\.code.rawValue).joined(separator: " "))"
                }
        case let body as VolcanoBulletin:
            body.items.map { "\($0.kindCode) \($0.kindName) \($0.areas.map(\.code.rawValue).joined(separator: " "))" }
        case let body as GreatEarthquakeAdvisory: ["\(body.code) \(body.word)"]
        case let body as Outlook where kind.name != "VPWP50":
            body.possibilities.map { "\($0.area) \($0.element) \($0.rank)" }
        default: nil
        }
    }

    private static func plain(_ number: Double) -> String {
        number == number.rounded() ? String(Int(number)) : String(number)
    }

    private static func metres(_ height: TsunamiFacts.Height) -> String {
        switch height {
        case .centimetres(let value), .above(let value), .below(let value): plain(Double(value) / 100)
        case .huge, .high, .unknown: "nan"
        }
    }
}
