// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import TestSupport
import Testing

@testable import Sensors

@Suite struct ObservationBatchTests {
    private static func reading(_ changes: [String: String?] = [:]) -> String {
        var fields: [String: String?] = [
            "station": "\"yawata\"", "quantity": "\"rainfall\"", "value": "32.5", "at": "\"2026-11-05T09:10:00+09:00\"",
        ]
        fields.merge(changes) { $1 }
        let pairs = fields.compactMap { key, value in value.map { "\"\(key)\": \($0)" } }
        return "{" + pairs.joined(separator: ", ") + "}"
    }

    private static func batch(_ readings: String...) throws -> ObservationBatch {
        try ObservationBatch(Data("{\"readings\": [\(readings.joined(separator: ", "))]}".utf8))
    }

    @Test func aReadingIsRead() throws {
        let batch = try Self.batch(Self.reading(["unit": "\"mm/h\""]))
        let reading = try #require(batch.readings.first)
        #expect(reading.index == 0 && reading.observation.value == 32.5 && batch.refusals.isEmpty)
        #expect(reading.observation.gauge == rain.id && reading.observation.observedAt == minute(10))
    }

    @Test(
        arguments: [
            (["station": nil], "\"station\""), (["station": "7"], "\"station\""),
            (["quantity": "\"snow\""], "river-level"),
            (["value": "\"32\""], "number"), (["value": "true"], "number"), (["value": "null"], "number"),
            (["at": "\"2026-11-05T09:10:00\""], "zone"), (["at": "1793836800"], "zone"),
            (["unit": "\"inch\""], "mm/h"), (["unit": "null"], "mm/h"),
        ] as [([String: String?], String)]
    )
    func aBadOneIsRefusedAndTheNextIsRead(_ changes: [String: String?], says: String) throws {
        let batch = try Self.batch(Self.reading(changes), Self.reading(), "17")
        #expect(batch.readings.map(\.index) == [1])
        #expect(batch.refusals.map(\.index) == [0, 2])
        #expect(batch.refusals.first?.reason.contains(says) == true, "\(batch.refusals)")
    }

    @Test(arguments: ["", "[]", "{}", "{\"readings\": 3}", "{\"readings\": [", "\u{0}", "<Report/>"])
    func whatIsNoBatchIsRefusedWhole(_ text: String) {
        #expect(throws: ObservationBatch.Fault.self) { try ObservationBatch(Data(text.utf8)) }
    }

    @Test func crowdsAreRefused() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: ObservationBatch.Fault.self) { try ObservationBatch(Data("{\"readings\": \(deep)".utf8)) }
        let many = [String](repeating: "1", count: ObservationBatch.most + 1).joined(separator: ",")
        #expect(throws: ObservationBatch.Fault.self) { try ObservationBatch(Data("{\"readings\": [\(many)]}".utf8)) }
        let long = Data(count: ObservationBatch.longest + 1)
        #expect(throws: ObservationBatch.Fault.self) { try ObservationBatch(long) }
    }

    @Test func damageNeverCrashes() {
        var random = SeededRandom(seed: 5)
        let bytes = Array("{\"readings\": [\(Self.reading()), \(Self.reading())]}".utf8)
        for _ in 0..<5_000 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                damaged[Int.random(in: 0..<damaged.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            _ = try? ObservationBatch(Data(damaged))
        }
    }
}
