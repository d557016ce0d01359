// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Testing

@testable import Web

@Suite struct MailSummaryTests {
    @Test(arguments: [
        ("eq-1.abc@city.example", "eq-1"), ("a.b.c@x", "a.b"), ("plain@x", nil), (".x@y", nil), ("", nil), ("@", nil),
    ])
    func anAlertIsWhatPrecedesTheRecipient(messageID: String, alert: String?) {
        #expect(MailSummary.alert(messageID: messageID) == alert)
    }

    @Test(arguments: [(0.0, "09:00:00"), (54_000, "00:00:00"), (53_999.9, "23:59:59"), (1_795_391_647, "08:54:07")])
    func timesAreJapans(seconds: Double, text: String) {
        #expect(MailSummary.timeOfDay(Date(timeIntervalSince1970: seconds)) == text)
    }

    @Test(arguments: [
        ("<https://a.example/u/aabbccdd11>", "/u/aabbccdd11"),
        ("<mailto:a@b>, <https://a.example/base/u/aabbccdd11>", "/u/aabbccdd11"),
        ("<https://a.example/v/aabbccdd11>", nil), ("<https://a.example/u/a\"b>", nil), ("", nil), ("/u/", nil),
        ("<https://evil.example/u/..>", nil),
    ])
    func theStopLinkLeadsToThisServer(header: String, path: String?) {
        #expect(MailPage.stopPath(header) == path)
    }

    @Test func addressesAreEncoded() {
        #expect(Address.of("/m", []) == "/m")
        #expect(
            Address.of("/m", [("a", "x y&z=<\"'日"), ("b", "-._~")]) == "/m?a=x%20y%26z%3D%3C%22%27%E6%97%A5&b=-._~"
        )
    }
}
