// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import SafeXML
import Testing

@Suite("XMLDateTime")
struct XMLDateTimeTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0.0), ("2026-11-05T09:00:00+09:00", 1_793_836_800),
        ("2026-11-05T00:00:00Z", 1_793_836_800),
        ("2000-02-29T12:00:00Z", 951_825_600), ("2024-12-31T23:59:60Z", 1_735_689_600),
        ("2026-11-05T00:00:00.25Z", 1_793_836_800),
        ("2026-11-04T20:30:00-03:30", 1_793_836_800), ("1900-03-01T00:00:00Z", -2_203_891_200),
    ])
    func realTimesAreRead(text: String, seconds: Double) {
        #expect(XMLDateTime.date(text)?.timeIntervalSince1970 == seconds)
    }

    @Test(arguments: [
        "", "2026-11-05", "2026-11-05T09:00:00", "2026-11-05 09:00:00Z", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z", "2026-11-31T00:00:00Z", "2026-11-05T24:00:00Z", "2026-11-05T00:60:00Z",
        "2026-11-05T00:00:61Z",
        "2026-11-05T00:00:00+15:00", "2026-11-05T00:00:00+0900", "2026-11-05T00:00:00Z ", "2026-11-05T00:00:00.Z",
        "２０２６-11-05T00:00:00Z", "26-11-05T00:00:00Z", "-026-11-05T00:00:00Z", "2026-11-00T00:00:00Z",
    ])
    func whatIsNoTimeIsNot(text: String) {
        #expect(XMLDateTime.date(text) == nil)
    }

    @Test func agreesWithFoundation() {
        for day in stride(from: 0.0, to: 40_000, by: 17) {
            let date = Date(timeIntervalSince1970: day * 86_400 + 12_345)
            #expect(XMLDateTime.date(date.formatted(.iso8601)) == date)
        }
    }
}
