// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Mail

/// What is promised of the headers of a message, whatever stands in subject, name, label and extra header; the fuzzer
/// holds us to that, and so do the tests.
enum HeaderProperty {
    /// The first promise that these bytes break; nil where all are kept. NUL parts the four texts.
    static func fault(in data: Data) -> String? {
        guard let text = String(validating: data, as: UTF8.self) else { return nil }
        let fields = text.unicodeScalars.split(separator: "\0", omittingEmptySubsequences: false)
            .map { String(String.UnicodeScalarView($0)) }
        let subject = fields[0]
        let name = fields.count > 1 ? fields[1] : ""
        let label = fields.count > 2 ? fields[2] : ""
        let extra = fields.count > 3 && !fields[3].isEmpty ? fields[3] : "x"
        let values = [subject, name, label, extra]
        let template: MessageTemplate
        do throws(MessageError) {
            template = try MessageTemplate(try content(subject, name, label, extra), encoding: .base64)
        } catch {
            switch error {
            case .controlCharacter: return values.contains(where: breaksLines) ? nil : "refused without a control"
            case .emptySubject: return subject.contains { !$0.isWhitespace } ? "a subject called empty" : nil
            case .headersTooLong: return data.count > 1000 ? nil : "short headers called too long"
            default: return "refused for another reason: \(error)"
            }
        }
        guard !values.contains(where: breaksLines) else { return "a control character passes" }
        var bytes: [UInt8] = []
        guard let recipient = try? recipient() else { return "no recipient" }
        template.append(to: &bytes, for: recipient)
        return fault(of: bytes, values)
    }

    private static func content(
        _ subject: String,
        _ name: String,
        _ label: String,
        _ extra: String
    ) throws(MessageError) -> MessageTemplate.Content {
        guard let address = try? EmailAddress(parsing: "alert@city.example.jp") else { throw .emptySubject }
        return MessageTemplate.Content(
            fromAddress: address,
            fromName: name,
            subject: subject,
            text: "x",
            date: Date(timeIntervalSince1970: 0),
            listID: (label, "weather.lists.example.jp"),
            extraHeaders: [("X-Extra", extra)],
            languageTag: "ja"
        )
    }

    private static func recipient() throws -> MessageTemplate.Recipient {
        try MessageTemplate.Recipient(
            address: EmailAddress(parsing: "resident@example.jp"),
            messageID: "1@example.jp",
            unsubscribeURL: "https://example.jp/u"
        )
    }

    /// Controls of ASCII and of Latin 1, and Unicode's own ends of lines and paragraphs.
    private static func breaksLines(_ text: String) -> Bool {
        text.unicodeScalars.contains {
            $0.properties.generalCategory == .control || [0x2028, 0x2029].contains($0.value)
        }
    }

    private static let names = [
        "From", "Subject", "Date", "MIME-Version", "Content-Language", "List-Id", "Auto-Submitted", "X-Extra",
        "Content-Type", "Content-Transfer-Encoding", "To", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post",
    ]

    private static func fault(of bytes: [UInt8], _ values: [String]) -> String? {
        guard bytes.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 0x0D || $0 == 0x0A }) else {
            return "a byte that is no printable ASCII"
        }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { return "headers without an end" }
        let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
        guard lines.allSatisfy({ line in !line.utf8.contains { $0 == 0x0D || $0 == 0x0A } }) else {
            return "an end of line that is not CRLF"
        }
        guard lines.allSatisfy({ $0.utf8.count <= 78 }) else { return "a line of more than 78 octets" }
        guard lines.allSatisfy({ $0.contains { $0 != " " } }) else { return "a line of nothing but spaces" }
        var fields: [(name: String, value: String)] = []
        for line in lines {
            if line.hasPrefix(" "), let last = fields.indices.last {
                fields[last].value += line
            } else {
                guard let colon = line.firstIndex(of: ":") else { return "a line without a name" }
                fields.append((String(line[..<colon]), String(line[line.index(after: colon)...])))
            }
        }
        guard fields.map(\.name) == names else { return "other headers than were written: \(fields.map(\.name))" }
        let read = fields.map { HeaderText.decoded($0.value) }
        guard read[1] == values[0] else { return "the subject is read as something else" }
        guard read[7] == values[3] else { return "the extra header is read as something else" }
        for (index, name, inner) in [
            (0, values[1], "alert@city.example.jp"), (5, values[2], "weather.lists.example.jp"),
        ] {
            guard HeaderText.phrase(fields[index].value, angled: inner) == name else {
                return "the name of \(fields[index].name) is read as something else"
            }
        }
        return nil
    }
}

/// Reads header values as RFC 2047 and RFC 5322 have them.
private enum HeaderText {
    /// Free text, its encoded words decoded; nil where one is not UTF-8 by itself.
    static func decoded(_ value: String) -> String? {
        var result = ""
        var wasEncoded = false
        for (index, word) in value.dropFirst().split(separator: " ", omittingEmptySubsequences: false).enumerated() {
            if word.hasPrefix("=?"), word.hasSuffix("?="), word.utf8.count > 12 {
                guard word.utf8.count <= 75, word.hasPrefix("=?UTF-8?B?"),
                    let octets = Data(base64Encoded: String(word.dropFirst(10).dropLast(2))),
                    let text = String(validating: octets, as: UTF8.self)
                else { return nil }
                // White space between two encoded words is none.
                if index > 0, !wasEncoded { result += " " }
                result += text
                wasEncoded = true
            } else {
                if index > 0 { result += " " }
                result += word
                wasEncoded = false
            }
        }
        return result
    }

    /// The display name before an address or identifier.
    static func phrase(_ value: String, angled inner: String) -> String? {
        let value = value.trimmingCharacters(in: [" "])
        if value == inner || value == "<\(inner)>" { return "" }
        guard value.hasSuffix(" <\(inner)>") else { return nil }
        let phrase = String(value.dropLast(inner.utf8.count + 3))
        guard phrase.hasPrefix("\"") else { return decoded(" " + phrase) }
        guard phrase.utf8.count > 1, phrase.hasSuffix("\"") else { return nil }
        var text = ""
        var isEscaped = false
        for character in phrase.dropFirst().dropLast() {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                if character == "\"", !isEscaped { return nil }
                text.append(character)
                isEscaped = false
            }
        }
        return text
    }
}
