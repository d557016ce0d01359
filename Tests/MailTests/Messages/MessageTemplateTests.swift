// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Testing

@testable import Mail

@Suite struct MessageTemplateTests {
    static let hole = MessageTemplate.unsubscribeHole

    static let bodies = [
        "", "\n", ".", ".\n", "\n.\n", "..\n.\n", "a\rb\r\nc\nd", "\r", "\r\r\n\n", "no line end", "trailing blank \n",
        String(repeating: "長い行", count: 1_700), String(repeating: "x", count: 5_000) + "\n",
        String(repeating: "y", count: 998) + "\n", String(repeating: "z", count: 999) + "\n",
        "From here on\nFrom there\n", "--shirase-0123\n", "=3D =?UTF-8?B?44GC?=\n", "配信停止: \(hole)\n",
        hole, "\(hole)\(hole)", "a\(hole)b\(hole)\n", "前\(hole)\n後\(hole)終", String(repeating: "字", count: 400) + hole,
    ]

    private func expected(_ body: String, link: String) -> String {
        var text = body.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\r", with: "\n")
        if !text.hasSuffix("\n") { text += "\n" }
        return text.replacingOccurrences(of: Self.hole, with: link)
    }

    @Test(arguments: BodyEncoding.allCases)
    func everyBodyReadsBackAsItWasWritten(_ encoding: BodyEncoding) throws {
        var mails: [[UInt8]] = []
        var wanted: [(String, String?)] = []
        for body in Self.bodies {
            // Each length of link modulo 3 takes another way through base64.
            for number in 0..<4 {
                let link = "https://city.example.jp/u?a=1&b=\(String(repeating: "k", count: number))"
                let html: String? = number == 3 ? nil : "<p>\(body)</p>"
                let recipient = try Sample.recipient(number, link: link)
                mails.append(
                    try Sample.mail(Sample.content(text: body, html: html), encoding: encoding, recipient: recipient)
                )
                let escaped = link.replacingOccurrences(of: "&", with: "&amp;")
                wanted.append((expected(body, link: link), html.map { expected($0, link: escaped) }))
            }
        }
        for (mail, wanted) in zip(try PythonMail.read(mails), wanted) {
            #expect(mail.defects.isEmpty)
            #expect(mail.text == wanted.0)
            #expect(mail.html == wanted.1)
        }
        for mail in mails { expectWireForm(mail) }
    }

    @Test(arguments: BodyEncoding.allCases)
    func aDetachedCopyWritesTheSameOctets(_ encoding: BodyEncoding) throws {
        for body in Self.bodies {
            let template = try MessageTemplate(Sample.content(text: body, html: "<p>\(body)</p>"), encoding: encoding)
            let copy = template.detached()
            #expect(copy.isEightBit == template.isEightBit)
            for number in 0..<3 {
                let link = "https://city.example.jp/u?a=1&b=\(String(repeating: "k", count: number))"
                let recipient = try Sample.recipient(number, link: link)
                var (one, other): ([UInt8], [UInt8]) = ([], [])
                template.append(to: &one, for: recipient)
                copy.append(to: &other, for: recipient)
                #expect(one == other && !one.isEmpty)
            }
        }
    }

    @Test func theIdsOfASeriesAreThoseThatAreBuiltOneByOne() throws {
        let series = try MessageID.Series(left: "20261126.a-1", domain: "city.example.jp")
        let id = try MessageID(left: "20261126.a-1.0af3", domain: "city.example.jp")
        #expect(try series.id("0af3") == id)
        #expect(try series.detached().id("0af3") == id)
        for last in ["", ".", "a.", "a b", "a>\r\nBcc: x", "é", String(repeating: "a", count: 250)] {
            #expect(throws: MessageError.invalidMessageID) { try series.id(last) }
        }
        for (left, domain) in [("", "a.jp"), ("a..b", "a.jp"), ("a", ""), ("a", "a b"), ("a\r\nb", "a.jp")] {
            #expect(throws: MessageError.invalidMessageID) { try MessageID.Series(left: left, domain: domain) }
        }
    }

    @Test func everyLanguageReadsBackInBothEncodings() throws {
        for encoding in BodyEncoding.allCases {
            let mails = try Sample.languages.map { tag, subject, body in
                try Sample.mail(
                    Sample.content(subject: subject, text: body, html: "<p>\(body)</p>", tag: tag),
                    encoding: encoding
                )
            }
            for (mail, sample) in zip(try PythonMail.read(mails), Sample.languages) {
                #expect(mail.defects.isEmpty)
                #expect(mail.values("Subject") == [sample.subject])
                #expect(mail.values("Content-Language") == [sample.tag])
                #expect(mail.text == sample.body)
                #expect(mail.html == "<p>\(sample.body)</p>\n")
                #expect(mail.structure == ["multipart/alternative", "text/plain", "text/html"])
            }
        }
    }

    @Test func theHeadersThatEveryMailNeedsStandThereOnce() throws {
        let mail = try #require(try PythonMail.read([Sample.mail(Sample.content(html: "<p>x</p>"))]).first)
        for name in [
            "From", "To", "Date", "Message-ID", "Subject", "MIME-Version", "List-Id", "List-Unsubscribe",
            "List-Unsubscribe-Post",
        ] {
            #expect(mail.values(name).count == 1, "\(name)")
        }
        #expect(mail.to == ["user1@example.jp"])
        #expect(mail.values("Message-ID") == ["<r1.1@city.example.jp>"])
        #expect(mail.values("Date") == ["Fri, 20 Nov 2026 10:00:00 +0900"])
        #expect(mail.values("List-Unsubscribe") == ["<https://city.example.jp/u/x1>"])
        #expect(mail.values("List-Unsubscribe-Post") == ["List-Unsubscribe=One-Click"])
        #expect(mail.values("List-Id") == ["気象の知らせ <weather.alerts.city.example.jp>"])
        #expect(mail.values("Auto-Submitted") == ["auto-generated"])
        #expect(mail.values("MIME-Version") == ["1.0"])
    }

    @Test func theListHeadersStandOnOneLineEach() throws {
        let link = "https://city.example.jp/" + String(repeating: "u", count: 400)
        let mail = String(
            decoding: try Sample.mail(Sample.content(), recipient: Sample.recipient(link: link)),
            as: UTF8.self
        )
        let lines = mail.components(separatedBy: "\r\n")
        #expect(lines.contains("List-Unsubscribe: <\(link)>"))
        #expect(lines.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"))
    }

    @Test func aMailOfNoListHasNoListHeaders() throws {
        var content = Sample.content()
        content.listID = nil
        content.autoSubmitted = false
        let mail = try #require(try PythonMail.read([Sample.mail(content)]).first)
        #expect(mail.headers.allSatisfy { !$0[0].lowercased().hasPrefix("list-") })
        #expect(mail.values("Auto-Submitted").isEmpty)
    }

    @Test func theSameRenderingForTheSameRecipientIsTheSameBytes() throws {
        let content = Sample.content(html: "<p>\(Self.hole)</p>")
        #expect(try Sample.mail(content) == Sample.mail(content))
        #expect(try Sample.mail(content) != Sample.mail(content, recipient: Sample.recipient(2)))
    }

    @Test func copiesDifferOnlyInTheirRecipientsParts() throws {
        let template = try MessageTemplate(Sample.content(html: "<p>x</p>"), encoding: .base64)
        let mails = try [Sample.recipient(1, link: "https://a.jp/1"), Sample.recipient(2, link: "https://a.jp/2")].map {
            recipient in
            var bytes: [UInt8] = []
            template.append(to: &bytes, for: recipient)
            return String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        }
        let differing = zip(mails[0], mails[1]).filter { $0.0 != $0.1 }.map { $0.0.prefix { $0 != ":" } }
        #expect(mails[0].count == mails[1].count)
        #expect(differing == ["To", "Message-ID", "List-Unsubscribe"])
    }

    @Test func eightBitIsSaidOnlyOfWhatIsEightBit() throws {
        let ascii = Sample.content(text: "plain\n", html: "<p>plain</p>\n")
        let japanese = Sample.content(text: "文\n", html: "<p>\(String(repeating: "長", count: 400))</p>\n")
        let long = Sample.content(text: String(repeating: "\(Self.hole) ", count: 2))
        let templates = try [ascii, japanese, long].map { try MessageTemplate($0, encoding: .eightBit) }
        #expect(templates.map(\.isEightBit) == [false, true, false])
        let mails = try PythonMail.read([ascii, japanese, long].map { try Sample.mail($0, encoding: .eightBit) })
        #expect(mails.map(\.encodings) == [["", "7bit", "7bit"], ["8bit", "8bit", "base64"], ["base64"]])
    }

    @Test(arguments: [
        "Subject", "TO", "From", "bcc", "Message-Id", "Content-Type", "List-Unsubscribe", "DKIM-Signature", "X Y", "X:",
        "", "X\r\nY", "日本",
        "Auto-Submitted", "Resent-To",
    ])
    func aHeaderThatIsTakenOrMalformedIsRefused(_ name: String) {
        #expect(throws: MessageError.self) {
            try MessageTemplate(Sample.content(extraHeaders: [(name, "value")]), encoding: .base64)
        }
    }

    @Test func anExtraHeaderIsWrittenOnceAndEncoded() throws {
        let mail = try #require(
            try PythonMail.read([Sample.mail(Sample.content(extraHeaders: [("X-Alert", "地震 5弱")]))]).first
        )
        #expect(mail.values("X-Alert") == ["地震 5弱"])
        #expect(throws: MessageError.headerNotAllowed("x-alert")) {
            try MessageTemplate(Sample.content(extraHeaders: [("X-Alert", "a"), ("x-alert", "b")]), encoding: .base64)
        }
    }

    @Test func whatCannotBeAMailIsRefused() throws {
        let long = String(repeating: "字", count: 200_001)
        let cases: [(MessageTemplate.Content, MessageError)] = [
            (Sample.content(subject: " \u{3000}"), .emptySubject),
            (Sample.content(subject: ""), .emptySubject),
            (Sample.content(subject: String(repeating: "長い件名", count: 600)), .headersTooLong),
            (Sample.content(text: "a\0b"), .nulInBody),
            (Sample.content(html: "a\0b"), .nulInBody),
            (Sample.content(text: long), .bodyTooLong),
            (Sample.content(tag: ""), .invalidLanguageTag),
            (Sample.content(tag: "ja\r\nBcc: x"), .invalidLanguageTag),
            (Sample.content(tag: "ja_JP"), .invalidLanguageTag),
        ]
        for (content, error) in cases {
            #expect(throws: error) { try MessageTemplate(content, encoding: .base64) }
        }
        var content = Sample.content()
        content.listID = (label: "x", identifier: "a b")
        #expect(throws: MessageError.invalidListIdentifier) { try MessageTemplate(content, encoding: .base64) }
    }

    @Test(arguments: [
        "javascript:alert(1)", "https://a.jp/ b", "https://a.jp/\r\nX: y", "https://a.jp/>", "https://a.jp/\"",
        "https://a.jp/é",
        "ftp://a.jp/", "https://a.jp/\(String(repeating: "a", count: 512))",
        "https://a.jp/\(String(repeating: "&", count: 120))",
    ])
    func aLinkThatCouldBreakOutIsRefused(_ link: String) {
        #expect(throws: MessageError.invalidUnsubscribeURL) { try Sample.recipient(link: link) }
    }

    private func expectWireForm(_ mail: [UInt8]) {
        #expect(Array(mail.suffix(2)) == Array("\r\n".utf8))
        var stuffed: [UInt8] = []
        // It refuses bare CR, bare LF and lines of more than 998 octets.
        #expect(DotStuffing.append(mail, to: &stuffed))
    }
}

@Suite struct MailDateTests {
    @Test(
        arguments: [
            (0, "Thu, 01 Jan 1970 09:00:00 +0900"),
            (951_750_000, "Tue, 29 Feb 2000 00:00:00 +0900"),
            (1_709_132_400, "Thu, 29 Feb 2024 00:00:00 +0900"),
            (1_704_034_799, "Sun, 31 Dec 2023 23:59:59 +0900"),
            (1_704_034_800, "Mon, 01 Jan 2024 00:00:00 +0900"),
            (4_107_510_000, "Mon, 01 Mar 2100 00:00:00 +0900"),
        ] as [(Int, String)]
    )
    func isWrittenInJapansTime(_ seconds: Int, _ text: String) {
        #expect(MailDate.text(Date(timeIntervalSince1970: Double(seconds) + 0.9)) == text)
    }

    @Test func agreesWithTheSystemsCalendar() {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 9 * 3_600)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss Z"
        var generator = SeededGenerator(seed: 5322)
        for _ in 0..<500 {
            let date = Date(timeIntervalSince1970: Double(Int.random(in: 0...8_000_000_000, using: &generator)))
            #expect(MailDate.text(date) == formatter.string(from: date))
        }
    }
}
