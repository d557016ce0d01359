// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Delivery
import Foundation
import Testing

@Suite struct SuppressionLimitTests {
    @Test(arguments: [
        (0, 20), (1, 20), (1_999, 20), (2_000, 20), (2_100, 21), (2_199, 21), (100_000, 1_000), (.max, .max / 100),
    ])
    func onePercentOrTwentyWhicheverIsMore(_ subscribers: Int, _ limit: Int) {
        #expect(SuppressionLimit().perDay(of: subscribers) == limit)
    }

    @Test func theShareIsKeptBetweenNothingAndAll() {
        #expect(SuppressionLimit(percent: -5).perDay(of: 1_000_000) == 20)
        #expect(SuppressionLimit(percent: 500).perDay(of: 1_000) == 1_000)
        #expect(SuppressionLimit(percent: 50).perDay(of: 101) == 50)
    }

    @Test func whatWasSuppressedTodayCounts() {
        let limit = SuppressionLimit()
        #expect(limit.allows(20, today: 0, of: 100))
        #expect(!limit.allows(21, today: 0, of: 100))
        #expect(limit.allows(5, today: 15, of: 100))
        #expect(!limit.allows(6, today: 15, of: 100))
        #expect(!limit.allows(1, today: 400, of: 100))
        #expect(limit.allows(.max / 200, today: 0, of: .max))
    }

    @Test func aDayBeginsAtMidnightInJapan() throws {
        let midnight = try Date("2026-11-25T15:00:00Z", strategy: .iso8601)
        #expect(SuppressionLimit.startOfDay(midnight) == midnight)
        #expect(SuppressionLimit.startOfDay(midnight.addingTimeInterval(86_399)) == midnight)
        #expect(SuppressionLimit.startOfDay(midnight.addingTimeInterval(-1)) == midnight.addingTimeInterval(-86_400))
    }
}
