// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Testing

@testable import Mail

/// Thousands of made-up mails, read back by Python's `email` package: no defect, and the very text that was written.
@Suite struct GeneratedMailTests {
    /// Every script of the service, and what breaks encoders: 異体字, decomposed and half-width kana, emoji of several
    /// scalars, text from right to left, joiners, and what means something elsewhere.
    private static let words = [
        "避難", "葛\u{E0100}飾", "辻\u{E0101}", "か\u{3099}け", "ﾋﾅﾝ", "①②㈱", "〜−‖", "𠮷野家", "𩸽", "髙﨑", "大雨警報",
        "지진", "주의보", "海啸", "海嘯", "สึนามิ", "น้ำท่วม", "ភ្លៀងធ្លាក់", "ဆူနာမီ", "सुनामी", "Цунами", "động đất", "evacuação", "¡ahora!",
        "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇯🇵", "🌊", "e\u{301}\u{323}", "שלום", "مرحبا", "\u{200F}", "a\u{200D}b", "{{name}}", "{{{x}}}",
        "%s%n", "$(reboot)", "<script>", "&amp;", "=?UTF-8?B?44GC?=", "=?", "?=", "=3D", "=\u{A0}=", "\"q\"", "'s",
        "a,b;c:d",
        "(comment)", "\\", "<a@b>", "From", ".", "..", "--", "--shirase", "x", "level 4", "5-lower",
        "https://example.jp/?a=1&b=2",
    ]

    private static func text(_ count: Int, _ random: inout SeededGenerator) -> String {
        (0..<count).map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ")
    }

    /// A body of lines; one in two hundred has ten thousand characters.
    private static func body(_ number: Int, _ random: inout SeededGenerator) -> String {
        if number.isMultiple(of: 200) {
            var long = ""
            while long.count < 10_000 { long += text(20, &random) + (Bool.random(using: &random) ? "\n" : " ") }
            return long + "\n"
        }
        return (0..<Int.random(in: 1...8, using: &random)).map { _ in
            text(Int.random(in: 0...12, using: &random), &random)
        }.joined(separator: ["\n", "\r\n", "\r", "\n\n"].randomElement(using: &random) ?? "\n") + "\n"
    }

    private static func withLineFeeds(_ text: String) -> String {
        text.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\r", with: "\n")
    }

    @Test func fiveThousandMailsReadBackAsTheyWereWritten() throws {
        var random = SeededGenerator(seed: 5_000)
        for start in stride(from: 0, to: 5_000, by: 1_000) {
            var mails: [[UInt8]] = []
            var wanted: [(subject: String, text: String, html: String?)] = []
            for number in start..<(start + 1_000) {
                let subject = "s" + Self.text(Int.random(in: 1...9, using: &random), &random) + "e"
                let body = Self.body(number, &random)
                let html: String? = Bool.random(using: &random) ? "<p>\(body)</p>\n" : nil
                mails.append(
                    try Sample.mail(
                        Sample.content(subject: subject, text: body, html: html),
                        encoding: Bool.random(using: &random) ? .base64 : .eightBit,
                        recipient: Sample.recipient(number)
                    )
                )
                wanted.append((subject, Self.withLineFeeds(body), html.map(Self.withLineFeeds)))
            }
            let read = try PythonMail.read(mails)
            #expect(read.count == mails.count)
            for (number, (mail, wanted)) in zip(read, wanted).enumerated() {
                #expect(mail.defects.isEmpty, "\(start + number): \(mail.defects)")
                #expect(mail.values("Subject") == [wanted.subject], "\(start + number)")
                #expect(mail.text == wanted.text, "\(start + number)")
                #expect(mail.html == wanted.html, "\(start + number)")
                #expect(mail.to == ["user\(start + number)@example.jp"])
            }
            for mail in mails { try expectLimits(mail) }
        }
    }

    /// RFC 5322 section 2.1.1 for every line, RFC 2047 section 2 for those of the headers, and no bare CR or LF.
    private func expectLimits(_ mail: [UInt8]) throws {
        let text = String(decoding: mail, as: UTF8.self)
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.dropLast().allSatisfy { $0.last == "\r" })
        #expect(lines.allSatisfy { String($0).utf8.count <= 999 })
        for line in lines.prefix(while: { $0.count > 1 }) {
            let header = String(line).trimmingCharacters(in: .newlines)
            #expect(header.utf8.allSatisfy { $0 < 0x80 }, "\(header)")
            let mayBeLong = ["List-Unsubscribe", "Message-ID", "To"].contains { header.hasPrefix($0) }
            #expect(header.utf8.count <= (mayBeLong ? 998 : 78), "\(header)")
        }
    }

    /// What would begin another header or end the message is refused, wherever it stands.
    @Test(arguments: [
        "\r", "\n", "\r\nBcc: x@example.jp", "\u{0}", "\u{2028}", "\u{2029}", "\u{85}", "\u{B}", "\u{7F}", "\u{1B}[2J",
    ])
    func whatBreaksALineIsRefusedInEveryHeader(_ evil: String) {
        for place in ["a\(evil)b", "\(evil)b", "a\(evil)"] {
            #expect(throws: MessageError.self) { try Sample.mail(Sample.content(subject: place)) }
            #expect(throws: MessageError.self) {
                try Sample.mail(Sample.content(extraHeaders: [("X-Note", place)]))
            }
        }
    }
}
