// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Testing

@testable import Mailbox

@Suite struct ReceiverSessionTests {
    private static let hello = "EHLO c.example\r\n"
    private static let envelope = "MAIL FROM:<a@b.jp>\r\nRCPT TO:<c@d.jp>\r\nDATA\r\n"

    /// What is said to `text` after the greeting, and what was stored, fed in pieces of `size`.
    private func talk(
        _ text: [UInt8],
        size: Int = .max,
        faults: MailboxFaults? = nil,
    ) -> (codes: [String], stored: [(ReceivedEnvelope, [UInt8], Int)], closed: Bool) {
        var session = ReceiverSession(hostName: "test", faults: faults)
        var actions = session.begin()
        var rest = text[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(size))
            actions += piece.withUnsafeBytes { session.receive($0) }
            rest = rest.dropFirst(piece.count)
        }
        var codes: [String] = []
        var stored: [(ReceivedEnvelope, [UInt8], Int)] = []
        for action in actions {
            switch action {
            case .reply(let text), .delayedReply(let text, _): codes.append(String(text.prefix(3)))
            case .store(let envelope, let content, let count): stored.append((envelope, content, count))
            case .close: break
            }
        }
        return (codes, stored, actions.contains(.close))
    }

    @Test(arguments: [1, 2, 3, 7, 64, .max])
    func aPipelinedSessionReadsAlikeInAnyPieces(_ size: Int) {
        let text = Self.hello + Self.envelope + "x: y\r\n\r\n..\r\n.\r\n" + Self.envelope + ".\r\n" + "NOOP\r\nQUIT\r\n"
        let result = talk(Array(text.utf8), size: size)
        #expect(result.codes == ["220", "250", "250", "250", "354", "250", "250", "250", "354", "250", "250", "221"])
        #expect(result.stored.map(\.1) == [Array("x: y\r\n\r\n.\r\n".utf8), []])
        #expect(result.stored.map(\.2) == [3, 3])
        #expect(result.stored.first?.0.to == ["c@d.jp"])
        #expect(result.closed)
    }

    @Test(arguments: [
        ("x\n", "550"), ("x\r\ny\n", "550"), ("x\ry\r\n", "550"), ("x\r\n\n.\n", "550"), ("x\n.\r\ny", "550"),
        (".x\ny\r\n", "550"), ("x\r\n\r\n..\r\n", "250"),
    ])
    func contentIsHeldToItsLines(_ content: String, _ code: String) {
        expectContent(content + (content.hasSuffix("\r\n") ? "" : "\r\n"), code)
    }

    @Test(arguments: [("", 998, "250"), ("", 999, "550"), (".", 998, "250"), (".", 999, "550"), ("..", 997, "250")])
    func aLineHasAtMost998Octets(_ start: String, _ length: Int, _ code: String) {
        expectContent(start + String(repeating: "x", count: length) + "\r\n", code)
    }

    @Test(arguments: [(10_485, "250"), (10_486, "552"), (12_000, "552")])
    func contentHasAtMostAMebibyte(_ lines: Int, _ code: String) {
        expectContent(String(repeating: String(repeating: "x", count: 98) + "\r\n", count: lines), code)
    }

    private func expectContent(_ content: String, _ code: String) {
        for size in [1_000, 65_536, .max] {
            let result = talk(Array((Self.hello + Self.envelope + content + ".\r\nNOOP\r\n").utf8), size: size)
            #expect(result.codes == ["220", "250", "250", "250", "354", code, "250"])
            #expect(result.stored.count == (code == "250" ? 1 : 0))
        }
    }

    @Test(arguments: [
        ("MAIL FROM:<a@b.jp>", "503"), ("EHLO", "501"), ("HELO x", "250"), ("BOGUS", "500"), ("VRFY a", "252"),
        ("RSET", "250"),
        ("EHLO x\r\nRCPT TO:<a@b.jp>", "503"), ("EHLO x\r\nDATA", "503"), ("EHLO x\r\nMAIL FROM:a@b.jp", "501"),
        ("EHLO x\r\nMAIL FROM:<a b@c.jp>", "501"), ("EHLO x\r\nMAIL FROM:<a@b.jp> SIZE=9999999", "552"),
        ("EHLO x\r\nMAIL FROM:<a@b.jp> SIZE=x", "501"), ("EHLO x\r\nMAIL FROM:<a@b.jp> BODY=9BIT", "501"),
        ("EHLO x\r\nMAIL FROM:<a@b.jp> SMTPUTF8", "555"), ("EHLO x\r\nMAIL FROM:<a@b.jp> SIZE=3 BODY=8BITMIME", "250"),
        ("EHLO x\r\nMAIL FROM:<>", "250"), ("EHLO x\r\nMAIL FROM:<>\r\nMAIL FROM:<>", "503"),
        ("EHLO x\r\nMAIL FROM:<>\r\nDATA", "554"), ("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<>", "501"),
        ("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<\"a> b\"@c.jp>", "250"),
        ("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<a@b.jp>x", "501"),
        ("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<a@b.jp>\r\nDATA now", "501"),
        ("EHLO \u{1}", "500"),
        ("EHLO " + String(repeating: "x", count: 2_000), "500"),
    ])
    func commandsAreTakenInTheirOrderAndForm(_ commands: String, _ code: String) {
        #expect(talk(Array((commands + "\r\n").utf8)).codes.last == code)
    }

    @Test func aCommandThatEndsInLineFeedAloneIsRefused() {
        #expect(talk(Array("EHLO x\nNOOP\r\n".utf8)).codes == ["220", "500", "250"])
    }

    @Test func theHundredAndFirstRecipientIsRefused() {
        let text = Self.hello + "MAIL FROM:<>\r\n" + String(repeating: "RCPT TO:<a@b.jp>\r\n", count: 101)
        let codes = talk(Array(text.utf8)).codes
        #expect(codes.filter { $0 == "250" }.count == 102)
        #expect(codes.last == "452")
    }

    @Test func aSenderWithoutSenseIsLeft() {
        let result = talk(Array(String(repeating: "x\r\n", count: 100).utf8))
        #expect(result.closed)
        #expect(result.codes.last == "421")
        #expect(result.codes.count == 22)
    }

    @Test func aLineWithoutEndIsCutOff() {
        #expect(talk([UInt8](repeating: 0x41, count: 100_000), size: 1_000).closed)
    }

    @Test(arguments: MailboxStage.allCases)
    func aFaultIsSaidInsteadAndNothingIsDone(_ stage: MailboxStage) {
        let text = Self.hello + Self.envelope + "x\r\n.\r\nRSET\r\n"
        let result = talk(Array(text.utf8), faults: { asked, _ in asked == stage ? .reply("499 no") : nil })
        #expect(result.codes.contains("499"))
        #expect(result.stored.isEmpty == ![.greeting, .reset].contains(stage))
    }

    @Test func faultsMayCloseWithOrWithoutStoring() {
        let text = Array((Self.hello + Self.envelope + "x\r\n.\r\nNOOP\r\n").utf8)
        for (fault, stored, last) in [
            (MailboxFault.drop, 0, "354"), (.acceptAndDrop, 1, "354"), (.replyAndClose("421 x"), 0, "421"),
        ] {
            let result = talk(text, faults: { stage, _ in stage == .content ? fault : nil })
            #expect(result.closed)
            #expect(result.stored.count == stored)
            #expect(result.codes.last == last)
        }
    }

    @Test func randomOctetsNeverCrashIt() {
        var state: UInt64 = 42
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let words = [
            "EHLO x\r\n", "MAIL FROM:<", "a@b.jp>", "\r\n", "RCPT TO:<", "DATA\r\n", ".\r\n", "\r\n.\r\n", ".", "\"",
            "\\", "\n", "\r", "RSET\r\n",
            "MAIL FROM:<>\r\n", "RCPT TO:<c@d.jp>\r\n", " SIZE=1", "QUIT\r\n", "\0", "é",
        ]
        for _ in 0..<3_000 {
            let text = (0..<random(40)).flatMap { _ in
                random(8) == 0 ? [UInt8(random(256))] : Array(words[random(words.count)].utf8)
            }
            let result = talk(text, size: 1 + random(30))
            #expect(result.codes.first == "220")
        }
    }
}
