// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Testing

@testable import Mail

@Suite struct HeaderWriterTests {
    /// Characters that encoders are known to break: ZWJ sequences, variation selectors, NFD kana, marks, RTL.
    static let hard = [
        "👨‍👩‍👧‍👦", "👩🏽‍🚒", "🏳️‍🌈", "🇯🇵", "葛\u{E0100}", "辻\u{E0101}", "か\u{3099}", "は\u{309A}", "ﾊﾞ", "ﾋﾟ", "é", "e\u{301}",
        "שלום", "مرحبا", "\u{200F}", "नि", "กำ", "က်", "ក្រ", "한", "\u{1112}\u{1161}\u{11AB}", "𠮷", "髙", "①", "～", "—", "ÿ",
        "a", "B", " ", "=?", "?=", "=", "_", "\"", "\\", "<", ">", "@", ",", ":", ";", "(", ")", "%", "&", "'", "-",
        ".",
    ]

    @Test func everySubjectReadsBackAsItWasWritten() throws {
        var generator = SeededGenerator(seed: 2047)
        var subjects =
            Sample.languages.map(\.subject) + [
                "plain", "Two words", "a=?b", "=?UTF-8?B?44GC?=", "ends with space ", " begins", "two  blanks",
                String(repeating: "word ", count: 40) + "end", String(repeating: "x", count: 200),
                "e\u{301}" + String(repeating: "\u{301}", count: 80),
            ]
        for _ in 0..<300 {
            let length = Int.random(in: 1...60, using: &generator)
            let text = (0..<length).map { _ in Self.hard.randomElement(using: &generator) ?? "" }.joined()
            if text.contains(where: { !$0.isWhitespace }) { subjects.append(text) }
        }
        let mails = try subjects.map { try Sample.mail(Sample.content(subject: $0)) }
        for (subject, mail) in zip(subjects, try PythonMail.read(mails)) {
            #expect(mail.defects.isEmpty)
            #expect(mail.values("Subject") == [subject])
        }
        for mail in mails { expectFolded(mail) }
    }

    @Test func everyFromNameReadsBackAsItWasWritten() throws {
        let names =
            ["", "City", "City of Ichikawa", "Ichikawa, City", "a \"b\" \\c", "=?x", "市川市 防災", "市川市（防災）🚒"]
            + ["a.b", String(repeating: "long name ", count: 12) + "x", String(repeating: "市川市", count: 20)]
        let mails = try names.map { name in
            var content = Sample.content()
            content.fromName = name
            return try Sample.mail(content)
        }
        for (name, mail) in zip(names, try PythonMail.read(mails)) {
            #expect(mail.defects.isEmpty)
            #expect(mail.fromName == name)
            #expect(mail.fromAddress == "alert@city.example.jp")
        }
        for mail in mails { expectFolded(mail) }
    }

    @Test func noEncodedWordSplitsACharacter() throws {
        for (_, subject, _) in Sample.languages {
            let text = subject + "👨‍👩‍👧‍👦葛\u{E0100}" + subject
            let parts = try EncodedWord.words(for: text, firstOctets: 33).map { word in
                #expect(word.utf8.count <= 75)
                let data = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
                return try #require(String(data: data, encoding: .utf8))
            }
            #expect(parts.joined() == text)
            // A character that was split would count twice.
            #expect(parts.reduce(0) { $0 + $1.count } == text.count)
        }
    }

    @Test(arguments: [
        "a\rb", "a\nb", "a\r\nBcc: x@y.jp", "a\0b", "a\u{85}b", "a\u{2028}b", "a\u{2029}b", "a\u{7F}", "a\tb",
        "a\u{1B}b",
    ])
    func whatCouldBeginALineIsRefused(_ value: String) {
        var nameContent = Sample.content()
        nameContent.fromName = value
        var listContent = Sample.content()
        listContent.listID = (label: value, identifier: "a.example.jp")
        let contents = [
            Sample.content(subject: value), nameContent, listContent, Sample.content(extraHeaders: [("X-Note", value)]),
        ]
        for (content, header) in zip(contents, ["Subject", "From", "List-Id", "X-Note"]) {
            #expect(throws: MessageError.controlCharacter(header: header)) {
                try MessageTemplate(content, encoding: .base64)
            }
        }
    }

    private func expectFolded(_ mail: [UInt8]) {
        let text = String(decoding: mail, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else {
            Issue.record("no end of headers")
            return
        }
        for line in text[..<end.lowerBound].components(separatedBy: "\r\n") {
            #expect(line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
            #expect(line.utf8.count <= (line.contains("=?") ? 76 : 78))
        }
    }
}
