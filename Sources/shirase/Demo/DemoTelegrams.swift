// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// The telegrams of the demonstration, moved to the present: a service refuses to wake people with the past.
struct DemoTelegrams {
    struct Step: Sendable {
        let name: String
        let bytes: Data
    }

    let steps: [Step]

    /// - Parameters:
    ///   - folder: the XML files, played by name.
    ///   - now: when the last of them is to have been reported.
    init(folder: URL, now: Date) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".xml") }
            .sorted()
        guard !names.isEmpty else { throw Failure(.missingInput, "no telegrams in \(folder.path)") }
        let texts = try names.map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
        let latest = texts.compactMap(Self.reportTime).max() ?? now
        // Whole minutes, as telegrams have them, and never ahead of the clock.
        let shift = (now.timeIntervalSince(latest) / 60).rounded(.down) * 60
        steps = zip(names, texts).map { name, text in
            Step(name: name, bytes: Data(Self.moved(text, by: shift).utf8))
        }
    }

    private static func reportTime(_ text: String) -> Date? {
        guard let start = text.range(of: "<ReportDateTime>"), let end = text.range(of: "</ReportDateTime>") else {
            return nil
        }
        return try? Date(String(text[start.upperBound..<end.lowerBound]), strategy: .iso8601)
    }

    /// Every time and every event number of a telegram, by the same shift.
    static func moved(_ text: String, by shift: TimeInterval) -> String {
        let times = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|\+09:00)/
        let events = /<EventID>(\d{14})<\/EventID>/
        return text.replacing(times) { match in
            let written = String(match.output)
            guard let date = try? Date(written, strategy: .iso8601) else { return written }
            return written.hasSuffix("Z")
                ? date.addingTimeInterval(shift).formatted(.iso8601) : japanese(date.addingTimeInterval(shift))
        }.replacing(events) { match in
            let digits = Array(match.output.1)
            func part(_ range: Range<Int>) -> String { String(digits[range]) }
            let written =
                "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))+09:00"
            guard let date = try? Date(written, strategy: .iso8601) else { return String(match.output.0) }
            let moved = japanese(date.addingTimeInterval(shift)).prefix(19).filter(\.isNumber)
            return "<EventID>\(moved)</EventID>"
        }
    }

    private static func japanese(_ date: Date) -> String {
        let zone = TimeZone(secondsFromGMT: 9 * 3600) ?? .gmt
        return date.formatted(Date.ISO8601FormatStyle(timeZoneSeparator: .colon, timeZone: zone))
    }
}
