// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Testing

@testable import Mailbox

@Suite struct DecodedMailTests {
    private func decode(_ text: String) -> DecodedMail {
        ReceivedMail(
            sequence: 1,
            envelopeFrom: "",
            envelopeTo: [],
            data: Array(text.replacingOccurrences(of: "\n", with: "\r\n").utf8),
            size: 0,
            messageID: "",
            receivedAt: Date(timeIntervalSince1970: 0),
            commandCount: 3,
        ).decoded
    }

    @Test func readsBothFormsOfAnAlternative() {
        let mail = decode(
            """
            From: =?UTF-8?B?5biC5bed5biC?= <a@b.jp>
            Subject: =?UTF-8?B?6YG/6Zuj?=
             =?utf-8?q?=E6=8C=87=E7=A4=BA_x?= plain
            Content-Language: ja-simple
            Content-Type: multipart/alternative;
             boundary="b1"

            preamble
            --b1
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: base64

            6YG/6Zuj
            44GX44Gm
            --b1
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            <p>=E9=81=BF=
            =E9=9B=A3</p>
            --b1--
            after
            """
        )
        #expect(mail.subject == "避難指示 x plain")
        #expect(mail.from == "市川市 <a@b.jp>")
        #expect(mail.contentLanguage == "ja-simple")
        #expect(mail.text == "避難して")
        #expect(mail.html == "<p>避難</p>")
    }

    @Test func aPlainMailIsItsText() {
        let mail = decode("subject: a\nX: b\n\nline\n文\n")
        #expect(mail.subject == "a")
        #expect(mail.text == "line\n文\n")
        #expect(mail.html == nil)
    }

    @Test(arguments: [
        ("=?UTF-8?B?44GC?= =?UTF-8?B?44GE?=", "あい"), ("=?UTF-8?B?44GC?= x", "あ x"),
        ("x =?UTF-8?Q?a=5Fb_c?=", "x a_b c"),
        ("=?UTF-8?B?4w==?= =?UTF-8?B?gYI=?=", "あ"), ("=?ISO-8859-1?Q?=E9?=", "é"),
        ("=?KOI8-R?B?44GC?=", "=?KOI8-R?B?44GC?="),
        ("=?UTF-8?B?!!?=", "=?UTF-8?B?!!?="), ("=?", "=?"), ("=?a?b?c", "=?a?b?c"), ("a=?=?b", "a=?=?b"), ("", ""),
    ])
    func encodedWordsAreReadBack(_ written: String, _ text: String) {
        #expect(EncodedWordReader.decoded(written) == text)
    }

    @Test func nestingAndPartsHaveTheirLimits() {
        var deep = "text"
        for level in 0..<50 {
            deep = "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n\(deep)\n--b\(level)--\n"
        }
        #expect(decode(deep).text == nil)
        let many =
            "Content-Type: multipart/mixed; boundary=b\n\n"
            + String(repeating: "--b\nContent-Type: image/png\n\nx\n", count: 1_000)
        #expect(decode(many + "--b\n\ntext\n--b--\n").text == nil)
    }

    @Test func randomOctetsNeverCrashIt() {
        var state: UInt64 = 7
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let words = [
            "Content-Type: multipart/mixed; boundary=b\n", "\n", "--b\n", "--b--\n", "--b", ":", " ", "=?UTF-8?B?",
            "?=", "=", "\r",
            "Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: quoted-printable\n", "Message-ID: <a",
            "\0", "é", "boundary=\"\n",
        ]
        for _ in 0..<3_000 {
            let text = (0..<random(40)).map { _ in words[random(words.count)] }.joined()
            let mail = decode(text)
            #expect(mail.headers.count <= 200)
            _ = HeaderBlock.messageID(of: Array(text.utf8))
        }
    }
}
