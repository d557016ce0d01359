// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import TestSupport
import Testing

@testable import Mail

@Suite struct DotStuffingTests {
    @Test(arguments: [
        ("a\r\n", "a\r\n.\r\n"),
        (".\r\n", "..\r\n.\r\n"),
        ("..\r\n", "...\r\n.\r\n"),
        ("a.b\r\n.c\r\n\r\n.\r\nd\r\n", "a.b\r\n..c\r\n\r\n..\r\nd\r\n.\r\n"),
        ("\r\n", "\r\n.\r\n"),
        (String(repeating: "x", count: 998) + "\r\n", String(repeating: "x", count: 998) + "\r\n.\r\n"),
    ])
    func stuffsDotsAtTheBeginningOfLines(_ content: String, _ wire: String) {
        var buffer: [UInt8] = []
        #expect(DotStuffing.append(Array(content.utf8), to: &buffer))
        #expect(String(decoding: buffer, as: UTF8.self) == wire)
    }

    @Test(arguments: [
        "a", "a\n", "a\r", "\n", "a\rb\r\n", "a\r\nb\n", "a\r\r\n", String(repeating: "x", count: 999) + "\r\n",
    ])
    func refusesWhatIsNotLines(_ content: String) {
        var buffer = Array("before".utf8)
        #expect(!DotStuffing.append(Array(content.utf8), to: &buffer))
        #expect(buffer == Array("before".utf8))
    }

    /// The quick look agrees with the slow one: whatever it lets through is lines, with nothing to stuff.
    @Test func theQuickLookLetsNothingThrough() {
        var random = SeededRandom(seed: 5321)
        let pieces = ["\r\n", "\r\n", "\r\n.", "\r", "\n", ".", "a", "a.", String(repeating: "b", count: 60)]
        var plain = 0
        for round in 0..<20_000 {
            // Most rounds are good but for one place.
            let weights = round.isMultiple(of: 4) ? pieces.count : 2
            var content = ""
            for _ in 0..<Int.random(in: 1...40, using: &random) {
                content += String(repeating: "x", count: Int.random(in: 0...80, using: &random))
                content += pieces[Int.random(in: 0..<weights, using: &random)]
            }
            content += round.isMultiple(of: 7) ? pieces[Int.random(in: 0..<pieces.count, using: &random)] : "x\r\n"
            let bytes = Array(content.utf8)
            let isPlain = bytes.withUnsafeBytes(PlainLines.areAll)
            plain += isPlain ? 1 : 0
            if isPlain {
                #expect(isMadeOfLines(bytes) && !content.hasPrefix(".") && !content.contains("\n."))
            }
            var buffer: [UInt8] = []
            #expect(DotStuffing.append(bytes, to: &buffer) == isMadeOfLines(bytes))
            #expect(DotStuffing.isMadeOfLines(bytes) == isMadeOfLines(bytes))
        }
        #expect(plain > 5_000)
    }

    /// Whatever stands at whatever place of a block.
    @Test func everyPlaceIsLookedAt() {
        let good = Array((String(repeating: String(repeating: "x", count: 28) + "\r\n", count: 10)).utf8)
        #expect(good.withUnsafeBytes(PlainLines.areAll))
        for index in good.indices {
            for octet in ["\r", "\n"].flatMap(\.utf8) where good[index] != octet {
                var bad = good
                bad[index] = octet
                #expect(!bad.withUnsafeBytes(PlainLines.areAll), "\(octet) at \(index)")
            }
            var dotted = good
            dotted[index] = UInt8(ascii: ".")
            let isFront = index.isMultiple(of: 30)
            let isInside = index % 30 < 28
            #expect(dotted.withUnsafeBytes(PlainLines.areAll) == (isInside && !isFront), "a dot at \(index)")
        }
    }

    @Test(arguments: [(900, true), (960, true), (998, true), (999, false), (1_100, false)])
    func aLongLineIsLookedAtMoreClosely(_ length: Int, _ isLine: Bool) {
        for before in 0..<70 {
            let text = String(repeating: "y", count: before) + "\r\n" + String(repeating: "x", count: length) + "\r\n"
            #expect(DotStuffing.isMadeOfLines(Array(text.utf8)) == isLine)
        }
    }

    /// Octet by octet, as RFC 5321 words it.
    private func isMadeOfLines(_ bytes: [UInt8]) -> Bool {
        var length = 0
        var last: UInt8 = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\n"):
                guard last == UInt8(ascii: "\r"), length <= 999 else { return false }
                length = 0
            default:
                guard last != UInt8(ascii: "\r") else { return false }
                length += 1
            }
            last = byte
        }
        return length == 0
    }
}
