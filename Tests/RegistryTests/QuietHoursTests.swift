// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Registry
import TestSupport
import Testing

@Suite struct QuietHoursTests {
    /// 2026-11-26 in Japan, at a minute of the day.
    private static func japan(_ hour: Int, _ minute: Int, second: Double = 0, day: Int = 0) -> Date {
        // Midnight there is 15:00 UTC of the day before.
        Date(timeIntervalSince1970: 1_795_618_800 + Double(day * 86_400 + hour * 3_600 + minute * 60) + second)
    }

    @Test func anchorIsMidnightInJapan() {
        #expect(Self.japan(0, 0).formatted(.iso8601) == "2026-11-25T15:00:00Z")
    }

    @Test(arguments: [
        ("22:00-07:00", "22:00-07:00"), ("7:05-8:00", "07:05-08:00"), ("22:00-24:00", "22:00-00:00"),
        ("00:00-23:59", "00:00-23:59"),
    ])
    func isReadAndWritten(_ text: String, _ written: String) throws {
        let hours = try #require(QuietHours(text))
        #expect(hours.description == written)
        #expect(QuietHours(written) == hours)
    }

    @Test(arguments: [
        "", "22:00", "22:00-", "-07:00", "22:00-22:00", "00:00-24:00", "25:00-07:00", "22:60-07:00", "24:01-07:00",
        "22-7", "22:0-7:00", "22:00-07:00-08:00", "２２:00-07:00", "+2:00-07:00", "22:00–07:00", "a:00-07:00",
        "1222:00-07:00",
    ])
    func isRefused(_ text: String) {
        #expect(QuietHours(text) == nil)
    }

    @Test func minutesOutsideADayAreNone() {
        #expect(QuietHours(from: -1, until: 5) == nil && QuietHours(from: 5, until: 1_440) == nil)
        #expect(QuietHours(from: 5, until: 5) == nil)
    }

    @Test func nightsSpanMidnight() throws {
        let night = try #require(QuietHours("22:00-07:00"))
        #expect(night.resumption(at: Self.japan(21, 59, second: 59.9)) == nil)
        #expect(night.resumption(at: Self.japan(22, 0)) == Self.japan(7, 0, day: 1))
        #expect(night.resumption(at: Self.japan(23, 59, second: 59)) == Self.japan(7, 0, day: 1))
        #expect(night.resumption(at: Self.japan(0, 0, day: 1)) == Self.japan(7, 0, day: 1))
        #expect(night.resumption(at: Self.japan(6, 59, second: 59.9, day: 1)) == Self.japan(7, 0, day: 1))
        #expect(night.resumption(at: Self.japan(7, 0, day: 1)) == nil)
    }

    @Test func anEndIsRoundedUpToFiveMinutes() throws {
        let noon = try #require(QuietHours("12:00-13:01"))
        #expect(noon.resumption(at: Self.japan(12, 30)) == Self.japan(13, 5))
        #expect(noon.resumption(at: Self.japan(13, 1)) == nil, "they end when they end, all the same")
    }

    /// Against the plainest reading: walk on minute by minute until it is quiet no more.
    @Test(arguments: 0..<200) func agreesWithAWalkThroughTheMinutes(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let from = Int.random(in: 0..<1_440, using: &random)
        let until = (from + Int.random(in: 1..<1_440, using: &random)) % 1_440
        let hours = try #require(QuietHours(from: from, until: until))
        func isQuiet(_ minute: Int) -> Bool {
            from < until ? (from..<until).contains(minute % 1_440) : !(until..<from).contains(minute % 1_440)
        }
        for _ in 0..<20 {
            let minute = Int.random(in: 0..<1_440, using: &random)
            var end = minute
            while isQuiet(end) { end += 1 }
            let rounded = (end + 4) / 5 * 5
            let found = hours.resumption(at: Self.japan(0, minute, second: Double.random(in: 0..<60, using: &random)))
            #expect(found == (end == minute ? nil : Self.japan(0, rounded)), "\(hours) at minute \(minute)")
        }
    }
}
