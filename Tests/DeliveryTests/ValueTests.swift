// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import TestSupport
import Testing

@testable import Delivery

@Suite struct ReplyTests {
    @Test(arguments: [
        ("550 5.1.1 <taro@example.jp>: Recipient address rejected", "550 5.1.1 (address) Recipient address rejected"),
        ("taro＠example.jp gone", "(address) gone"), ("taro﹫example.jp", "(address)"),
        ("mailto:taro%40example.jp?subject=x", "(address)"), ("rfc822;taro+40example.jp", "(address)"),
        ("a\u{0}b\u{1B}[31m\r\nc", "a b [31m c"), ("残高　不足", "残高 不足"), ("", ""),
    ])
    func aReplyKeepsNoAddressAndNoControlCharacter(_ text: String, _ kept: String) {
        #expect(Outcome.Reply(stage: "rcpt", code: 550, enhanced: nil, detail: text).detail == kept)
    }

    @Test func aReplyIsCut() {
        let long = String(repeating: "長い返事 ", count: 100)
        #expect(Outcome.Reply(stage: "data", code: nil, enhanced: nil, detail: long).detail.count == 200)
    }
}

@Suite struct RetryScheduleTests {
    @Test func pausesDoubleUpToTheLongest() {
        let schedule = RetrySchedule(first: .seconds(2), longest: .seconds(600))
        let middle = (1...12).map { schedule.pause(after: $0, random: 0.5).seconds }
        #expect(middle.prefix(9) == [2, 4, 8, 16, 32, 64, 128, 256, 512])
        #expect(middle.dropFirst(9).allSatisfy { $0 == 600 })
        #expect(schedule.pause(after: 1_000_000, random: 0.5) == .seconds(600))
        #expect(schedule.pause(after: 0, random: 0.5) == .seconds(2))
    }

    @Test func theJitterIsAQuarterUpOrDown() {
        var random = SeededRandom(seed: 85)
        for attempt in 1...30 {
            let middle = RetrySchedule().pause(after: attempt, random: 0.5).seconds
            let pause = RetrySchedule().pause(after: attempt, random: .random(in: 0..<1, using: &random)).seconds
            #expect(pause >= middle * 0.749 && pause <= middle * 1.251)
        }
    }
}

@Suite struct ReleaseTests {
    private let test: TestDelivery

    init() throws { test = try TestDelivery() }

    @Test func aDrillCannotBeReleasedToTheLiveWorldNorTheOtherWayRound() throws {
        let drill = try test.alert("drill", status: .exercise)
        let live = try test.alert("live")
        let fault = #expect(throws: Release<Live>.Fault.self) { try test.release(Live.self, of: drill) }
        #expect(fault?.description == "alert drill has status Exercise and cannot be released to the live world")
        #expect(throws: Release<Drill>.Fault.self) { try test.release(Drill.self, of: live) }
        #expect(try test.release(Drill.self, of: drill).alert == drill.id)
        for status in [AlertStatus.test, .system, .draft] {
            let alert = try test.alert("other", status: status)
            #expect(throws: Release<Live>.Fault.self) { try test.release(Live.self, of: alert) }
            #expect(throws: Release<Drill>.Fault.self) { try test.release(Drill.self, of: alert) }
        }
    }

    @Test func theHashCoversTextLanguageAndScopeAndNotTheirOrder() {
        let renderings = TestDelivery.renderings("a")
        let hash = ContentHash.of(renderings, scope: "mail")
        #expect(hash.utf8.count == 64 && ContentHash.of(renderings.reversed(), scope: "mail") == hash)
        var others: Set<String> = [hash]
        others.insert(ContentHash.of(renderings, scope: "mail "))
        others.insert(ContentHash.of(Array(renderings.dropLast()), scope: "mail"))
        for index in renderings.indices {
            var changed = renderings
            changed[index].content[0] ^= 1
            others.insert(ContentHash.of(changed, scope: "mail"))
            changed = renderings
            changed[index].language += "x"
            others.insert(ContentHash.of(changed, scope: "mail"))
        }
        #expect(others.count == 9)
        // Where one part ends and the next begins is part of it.
        let left = [Rendering(language: "a", content: [98, 99])]
        let right = [Rendering(language: "ab", content: [99])]
        #expect(ContentHash.of(left, scope: "") != ContentHash.of(right, scope: ""))
    }
}
