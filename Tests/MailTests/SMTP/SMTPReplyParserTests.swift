// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Testing

@testable import Mail

@Suite struct SMTPReplyParserTests {
    private func parse(_ text: String, pieces: Int = .max) throws -> [SMTPReply] {
        var parser = SMTPReplyParser()
        var replies: [SMTPReply] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(pieces))
            piece.withUnsafeBytes { parser.append($0) }
            while let reply = try parser.next() { replies.append(reply) }
            rest = rest.dropFirst(piece.count)
        }
        return replies
    }

    @Test(arguments: [1, 2, 3, 5, .max])
    func cutsRepliesWhateverThePieces(_ pieces: Int) throws {
        let text = "220 mx ESMTP\r\n250-mx\r\n250-SIZE 100\r\n250 8BITMIME\r\n354\r\n550 5.1.1 <a@b.jp>: unknown\n"
        let replies = try parse(text, pieces: pieces)
        #expect(replies.map(\.code) == [220, 250, 354, 550])
        #expect(replies[1].lines == ["mx", "SIZE 100", "8BITMIME"])
        #expect(replies[2].text == "")
        #expect(replies[3].enhancedCode == EnhancedStatusCode(5, 1, 1))
        #expect(replies[3].text == "5.1.1 <a@b.jp>: unknown")
    }

    @Test(
        arguments: [
            ("250 2.0.0 Ok", EnhancedStatusCode(2, 0, 0)),
            ("550 5.7.515 denied", EnhancedStatusCode(5, 7, 515)),
            ("451 4.7.1", EnhancedStatusCode(4, 7, 1)),
            ("250-2.1.0 a\r\n250 2.1.0 b", EnhancedStatusCode(2, 1, 0)),
            ("250 Ok", nil), ("250 2.0 x", nil), ("250 2.0.0.0 x", nil), ("250 3.0.0 x", nil), ("250 2.0.1234 x", nil),
            ("250 2..0 x", nil), ("250 2.a.0 x", nil), ("250 22.0.0 x", nil), ("250", nil),
        ] as [(String, EnhancedStatusCode?)]
    )
    func readsTheEnhancedCode(_ line: String, _ code: EnhancedStatusCode?) throws {
        #expect(try parse(line + "\r\n").first?.enhancedCode == code)
    }

    @Test(
        arguments: [
            ("\r\n", .malformed), ("25\r\n", .malformed), ("abc hello\r\n", .malformed), ("150 x\r\n", .malformed),
            ("650 x\r\n", .malformed), ("2500 x\r\n", .malformed), ("250_x\r\n", .malformed),
            ("250-a\r\n251 b\r\n", .malformed),
            ("250-a\r\nb\r\n", .malformed), ("HTTP/1.1 200 OK\r\n", .malformed),
        ] as [(String, SMTPReplyError)]
    )
    func refusesWhatIsNoReply(_ text: String, _ error: SMTPReplyError) {
        #expect(throws: error) { try parse(text) }
    }

    @Test func refusesMoreThanItsLimits() {
        let line = "250 " + String(repeating: "x", count: 4_096 - 4 - 1)
        #expect(throws: SMTPReplyError.lineTooLong) { try parse(line + "\r\n") }
        #expect(throws: SMTPReplyError.lineTooLong) { try parse(line + "x", pieces: 1_000) }
        #expect(throws: SMTPReplyError.tooManyLines) { try parse(String(repeating: "250-x\r\n", count: 101)) }
    }

    @Test func takesTheLongestThatIsAllowed() throws {
        let line = "250 " + String(repeating: "x", count: 4_096 - 4 - 2)
        #expect(try parse(line + "\r\n").count == 1)
        #expect(try parse(String(repeating: "250-x\r\n", count: 99) + "250 x\r\n").first?.lines.count == 100)
    }

    @Test func whatIsPrintedHidesAddressesAndControls() throws {
        let reply = try #require(try parse("550 5.1.1 <taro@docomo.ne.jp>: User\u{1B}[2J unknown\r\n").first)
        #expect(reply.description == "550 5.1.1 <…> User\u{FFFD}[2J unknown")
        #expect(reply.text.contains("taro@docomo.ne.jp"))
        let long = "450 " + String(repeating: "x", count: 190) + " taro.yamada@docomo.ne.jp"
        #expect(try parse(long + "\r\n").first?.description.contains("taro") == false)
    }

    @Test func randomOctetsNeverCrashIt() {
        var generator = SeededGenerator(seed: 321)
        let likely = Array("2345 0-.\r\n\n\r".utf8)
        for _ in 0..<3_000 {
            var parser = SMTPReplyParser()
            var total = 0
            do {
                for _ in 0..<Int.random(in: 1...6, using: &generator) {
                    let bytes = (0..<Int.random(in: 0...80, using: &generator)).map { _ in
                        Bool.random(using: &generator)
                            ? likely.randomElement(using: &generator) ?? 0
                            : UInt8.random(in: 0...255, using: &generator)
                    }
                    bytes.withUnsafeBytes { parser.append($0) }
                    while let reply = try parser.next() {
                        #expect((200..<600).contains(reply.code))
                        total += reply.lines.count + reply.description.count
                    }
                }
            } catch {
                continue
            }
            #expect(total >= 0)
        }
    }
}

@Suite struct SMTPCapabilitiesTests {
    private func reply(_ lines: String...) -> SMTPReply {
        SMTPReply(code: 250, bytes: Array(lines.joined(separator: "\n").utf8))
    }

    @Test func readsWhatEHLOOffers() {
        let offered = SMTPCapabilities(
            ehlo: reply("mx", "pipelining", "SIZE 1000", "8BITMIME", "X-NEW a", "ENHANCEDSTATUSCODES", "CHUNKING")
        )
        #expect(offered.pipelining && offered.eightBitMIME && offered.enhancedStatusCodes && offered.chunking)
        #expect(offered.offersSize && offered.maximumSize == 1_000)
    }

    @Test func aSizeOfNoneOrZeroIsNoLimit() {
        for line in ["SIZE", "SIZE 0", "SIZE x", "SIZE -1"] {
            let offered = SMTPCapabilities(ehlo: reply("mx", line))
            #expect(offered.offersSize && offered.maximumSize == nil)
        }
    }

    @Test func theServersOwnNameOffersNothing() {
        #expect(SMTPCapabilities(ehlo: reply("PIPELINING")) == SMTPCapabilities())
    }
}
