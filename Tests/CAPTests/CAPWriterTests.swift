// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import CAP
import Foundation
import TestSupport
import Testing

/// Generated alerts: written, judged by the schema, read back.
@Suite struct CAPWriterTests {
    private static let words = [
        "", "避難", "🌊", "a < b & c > d \"e\" 'f'", "]]>", "&amp;", "<alert/>", "\u{200F}שלום", "ｱｲｳ①〜", "line\r\nline",
        " spaced ", "{{template}}", "\u{2028}", "e\u{301}",
    ]

    private static func word(_ random: inout SeededRandom) -> String {
        // Space at the ends is not kept by readers of XML: no text of ours has any.
        let text = (0..<Int.random(in: 1...4, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
            .joined(separator: " x")
        return "w" + text.trimmingCharacters(in: .whitespacesAndNewlines) + "w"
    }

    private static func maybe(_ random: inout SeededRandom) -> String? {
        Bool.random(using: &random) ? word(&random) : nil
    }

    private static func named(_ random: inout SeededRandom) -> [CAPInfo.Named] {
        (0..<Int.random(in: 0...2, using: &random)).map { _ in .init(word(&random), word(&random)) }
    }

    private static func area(_ random: inout SeededRandom) -> CAPArea {
        func point() -> CAPArea.Point {
            .init(.random(in: -90...90, using: &random), .random(in: -180...180, using: &random))
        }
        var area = CAPArea(description: word(&random))
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            let open = (0..<Int.random(in: 3...6, using: &random)).map { _ in point() }
            area.polygons.append(open + [open[0]])
        }
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            area.circles.append(.init(point(), radius: .random(in: 0...500, using: &random)))
        }
        area.geocodes = named(&random)
        if Bool.random(using: &random) { area.altitude = 12.5 }
        return area
    }

    private static func date(_ random: inout SeededRandom) -> Date {
        Date(timeIntervalSince1970: Double(Int.random(in: 0...4_000_000_000, using: &random)))
    }

    static func message(_ number: Int, _ random: inout SeededRandom) -> CAPMessage {
        var message = CAPMessage(
            identifier: "ichikawa.\(number)",
            sender: "shirase@city.example.jp",
            sent: date(&random),
            status: AlertStatus.allCases.randomElement(using: &random) ?? .actual,
            kind: CAPMessage.Kind.allCases.randomElement(using: &random) ?? .alert,
            scope: CAPMessage.Scope.allCases.randomElement(using: &random) ?? .public
        )
        if message.scope == .restricted { message.restriction = word(&random) }
        if message.scope == .private { message.addresses = word(&random) }
        if message.kind != .alert {
            message.references = [.init(sender: "a@b", identifier: "x.1", sent: CAPWriter.time(date(&random)))]
        }
        message.source = maybe(&random)
        message.note = maybe(&random)
        message.codes = maybe(&random).map { [$0, $0] } ?? []
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            var info = CAPInfo(
                language: ["ja", "en-US", "zh-Hant", nil].randomElement(using: &random) ?? nil,
                categories: [CAPInfo.Category.allCases.randomElement(using: &random) ?? .met],
                event: word(&random),
                urgency: Urgency.allCases.randomElement(using: &random) ?? .unknown,
                severity: Severity.allCases.randomElement(using: &random) ?? .unknown,
                certainty: Certainty.allCases.randomElement(using: &random) ?? .unknown
            )
            info.responses = CAPInfo.Response.allCases.filter { _ in Int.random(in: 0...3, using: &random) == 0 }
            info.eventCodes = named(&random)
            info.effective = Bool.random(using: &random) ? date(&random) : nil
            info.expires = Bool.random(using: &random) ? date(&random) : nil
            info.senderName = maybe(&random)
            info.headline = maybe(&random)
            info.description = maybe(&random)
            info.instruction = maybe(&random)
            info.parameters = named(&random)
            for _ in 0..<Int.random(in: 0...2, using: &random) { info.areas.append(area(&random)) }
            message.infos.append(info)
        }
        return message
    }

    @Test func aThousandGeneratedAlertsComeBackAsTheyWere() throws {
        var random = SeededRandom(seed: 12)
        for number in 0..<1_000 {
            let message = Self.message(number, &random)
            #expect(try CAPReader().read(CAPWriter().write(message)) == message)
        }
    }

    @Test(.enabled(if: SharedData.isPresent, SharedData.absent))
    func aThousandGeneratedAlertsAreValidBySchema() throws {
        let folder = try TemporaryFolder()
        var random = SeededRandom(seed: 13)
        let files = try (0..<1_000).map { number in
            let file = folder.url.appendingPathComponent("\(number).xml")
            try CAPWriter().write(Self.message(number, &random)).write(to: file)
            return file
        }
        let faults = try XMLLint.faults(files, schema: SharedData.appending("cap/xsd/cap12.xsd"))
        #expect(faults.isEmpty, "\(faults.prefix(3))")
    }

    @Test func whatCAPForbidsIsNotWritten() throws {
        let good = CAPMessage(
            identifier: "a",
            sender: "b",
            sent: Date(timeIntervalSince1970: 0),
            status: .actual,
            kind: .alert
        )
        func refused(_ change: (inout CAPMessage) -> Void) -> Bool {
            var message = good
            change(&message)
            return (try? CAPWriter().write(message)) == nil
        }
        #expect(!refused { _ in })
        #expect(refused { $0.identifier = "a b" } && refused { $0.sender = "" } && refused { $0.identifier = "a,b" })
        #expect(refused { $0.kind = .cancel } && refused { $0.scope = .restricted } && refused { $0.scope = .private })
        #expect(refused { $0.note = "\u{0}" } && refused { $0.note = "\u{FFFE}" } && refused { $0.note = "\u{1B}" })
    }
}
