// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Storage
import StorageTestSupport
import TestSupport
import Testing

@Suite(.eachEngine, .timeLimit(.minutes(10))) struct SQLValueTests {
    private let test: TestDatabase

    init() throws { test = try TestDatabase() }

    private func stored(_ value: SQLValue) throws -> SQLRow {
        try #require(try test.database.read { try $0.firstRow("SELECT $1", [value]) })
    }

    @Test(arguments: [
        SQLValue.null, .integer(0), .integer(.min), .integer(.max), .real(0.1), .real(-.greatestFiniteMagnitude),
        .text(""), .text("市川市 👨‍👩‍👧‍👦 e\u{301} \u{10FFFF}"), .text("'; --"), .text("\u{1}\r\n\t"),
        .text(String(repeating: "長", count: 100_000)), .bytes([]), .bytes([0]), .bytes([0, 255, 0]),
        .bytes((0...255).map { UInt8($0) }),
        .bytes([UInt8](repeating: 7, count: 1 << 20)),
    ])
    func valuesComeBackAsTheyWere(_ value: SQLValue) throws {
        #expect(try stored(value).values == [value])
    }

    @Test func randomValuesComeBackAsTheyWere() throws {
        var random = SeededRandom(seed: 20_240_101)
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let text = String(decoding: bytes, as: UTF8.self).filter { $0 != "\0" }
            for value in [SQLValue(bytes), SQLValue(text), .integer(Int64.random(in: .min ... .max, using: &random))] {
                #expect(try stored(value).values == [value])
            }
        }
    }

    @Test(arguments: [
        0, 0.001, 0.0005, 1_700_000_000.123, 1_700_000_000.9996, -86_400.5, 253_402_300_799.999, 1e9 + 1.0 / 3,
    ])
    func datesComeBackToTheMillisecond(_ seconds: Double) throws {
        let date = Date(timeIntervalSince1970: seconds)
        let back = try stored(SQLValue(date)).date(0)
        #expect(abs(back.timeIntervalSince(date)) <= 0.00051)
        #expect(try stored(SQLValue(back)).date(0) == back, "a second trip changes nothing")
    }

    @Test func datesSortAsTheyPass() throws {
        let dates = [-5.0, 0, 0.002, 1e9].map { SQLValue(Date(timeIntervalSince1970: $0)) }
        let sorted = try test.database.read { session in
            try session.rows(
                "SELECT * FROM (VALUES ($1), ($2), ($3), ($4)) AS instants ORDER BY 1",
                [dates[2], dates[0], dates[3], dates[1]]
            )
        }
        #expect(sorted.flatMap(\.values) == dates)
    }

    @Test func aTextWithNULIsRefusedNotCut() throws {
        let error = #expect(throws: StorageError.self) { try stored(.text("before\0after")) }
        #expect(error?.code == .unexpectedValue)
    }

    @Test func absenceIsNull() throws {
        #expect(SQLValue(String?.none) == .null && SQLValue(Int?.none) == .null && SQLValue(Date?.none) == .null)
        let row = try stored(nil)
        #expect(try row.optionalText(0) == nil)
        #expect(try row.optionalInteger(0) == nil)
        #expect(try row.optionalDate(0) == nil)
    }

    @Test func aReaderThatExpectsAnotherTypeIsToldTheColumn() throws {
        let row = SQLRow(values: ["text", 5, nil])
        #expect(throws: StorageError.self) { try row.integer(0) }
        #expect(throws: StorageError.self) { try row.text(1) }
        #expect(throws: StorageError.self) { try row.bytes(2) }
        let error = #expect(throws: StorageError.self) { try row.date(2) }
        #expect(error?.description == "database (unexpectedValue): column 2 does not hold an integer")
    }
}
