// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Mail
import TestSupport

/// The bounces of sisimai's set-of-emails, with what sisimai says that they mean.
///
/// Reads the one thing that is asked of it: the reply that a bounce quotes. It is no reader of bounces.
struct BounceCorpus {
    /// A reply that a mail quotes, and sisimai's reason for it.
    struct Case: CustomStringConvertible {
        let file: String
        let reason: String
        let stage: SMTPStage?
        let diagnostic: String
        let status: EnhancedStatusCode?
        let provider: MailProvider

        var description: String {
            "\(file) \(reason): \(provider) \(stage?.rawValue ?? "?") \(diagnostic.prefix(120))"
        }
    }

    /// The rows whose reply stands in the mail.
    private(set) var cases: [Case] = []
    /// The rows of a refusal whose reply does not: the mail tells in its own words, or tells of no conversation.
    private(set) var silent: [String] = []

    /// What is no refusal.
    private static let others = ["feedback", "vacation", "delivered", "undefined"]

    init() throws {
        let table = try String(contentsOf: SharedData.appending("bounces/expected.tsv"), encoding: .utf8)
        var seen: [String: Int] = [:]
        for line in table.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 7, !Self.others.contains(fields[5]) else { continue }
            let (file, status, code, reason) = (fields[0], fields[3], fields[4], fields[5])
            let earlier = seen["\(file) \(code)", default: 0]
            seen["\(file) \(code)"] = earlier + 1

            let report = try Report(SharedData.appending("bounces/mail/\(file)"))
            guard let quote = report.reply(code: code, number: earlier) else {
                silent.append("\(file) \(reason)")
                continue
            }
            cases.append(
                Case(
                    file: file,
                    reason: reason,
                    stage: report.stage(of: quote.text, near: quote.lines),
                    diagnostic: quote.text,
                    // sisimai makes statuses up, 5.0.9xx, where there is none.
                    status: Self.status(status).flatMap { $0.subject == 0 && $0.detail >= 900 ? nil : $0 },
                    provider: report.provider
                )
            )
        }
    }

    private static func status(_ text: String) -> EnhancedStatusCode? {
        let numbers = text.split(separator: ".").compactMap { Int($0) }
        return numbers.count == 3 ? EnhancedStatusCode(numbers[0], numbers[1], numbers[2]) : nil
    }
}

/// The part of a bounce before the mail that is returned, line by line.
private struct Report {
    private let lines: [String]

    /// Where the returned mail begins.
    private static let ends = [
        "content-type: message/rfc822", "content-type: text/rfc822", "this is a copy of", "below this line",
        "message headers follow", "original message follows", "original message -----", "unsent message",
    ]

    init(_ file: URL) throws {
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            .replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        // Soft line breaks of quoted-printable.
        let unfolded = text.replacing(/=\n(?![ ])/, with: "").replacing("= ", with: " ").replacing("=3D", with: "=")
        let body = unfolded.split(separator: "\n\n", maxSplits: 1).last ?? ""
        let all = body.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines = Array(
            all.prefix { line in
                let lowered = line.lowercased()
                return !Self.ends.contains { lowered.contains($0) }
            }
        )
    }

    /// The reply with this code, continued to the next empty or unrelated line, and where it stands.
    func reply(code: String, number: Int) -> (text: String, lines: ClosedRange<Int>)? {
        // No code was found, yet a field may have one.
        if code.isEmpty {
            let field = lines.first { $0.contains(/^(?i)diagnostic-code:\s*smtp;\s*[45][0-9][0-9]/) }
            guard let field, let start = field.firstIndex(of: ";") else { return nil }
            let words = field[start...].dropFirst().drop(while: \.isWhitespace)
            return quotes(of: String(words.prefix(3)), where: { $0 == field }).first
        }
        let fields = quotes(of: code) { $0.lowercased().hasPrefix("diagnostic-code:") }
        if number < fields.count, fields[number].text.count > 8 { return fields[number] }
        var distinct: [(text: String, lines: ClosedRange<Int>)] = []
        for quote in quotes(of: code, where: { _ in true }) where !distinct.contains(where: { $0.text == quote.text }) {
            distinct.append(quote)
        }
        return number < distinct.count ? distinct[number] : nil
    }

    private func quotes(of code: String, where isStart: (String) -> Bool) -> [(text: String, lines: ClosedRange<Int>)] {
        lines.indices.compactMap { index in
            guard isStart(lines[index]), let start = Self.start(of: code, in: lines[index]) else { return nil }
            // "said: 550" at the end of a line goes on in the next.
            let isField = lines[index].lowercased().hasPrefix("diagnostic-code:")
            var text = String(lines[index][start...])
            var end = index
            while end + 1 < lines.count, Self.goesOn(lines[end + 1], after: lines[index], isField: isField, code: code)
            {
                end += 1
                text += " " + lines[end].trimmingCharacters(in: .whitespaces)
            }
            for stop in [" (in reply to", "\")", " Giving up on"] {
                if let range = text.range(of: stop) { text = String(text[..<range.lowerBound]) }
            }
            return (text, index...end)
        }
    }

    private static func start(of code: String, in line: String) -> String.Index? {
        var from = line.startIndex
        while let found = line[from...].range(of: code) {
            let before = found.lowerBound == line.startIndex ? " " : line[line.index(before: found.lowerBound)]
            let after = found.upperBound == line.endIndex ? " " : line[found.upperBound]
            if !before.isNumber, !".-/".contains(before), " -#:".contains(after) { return found.lowerBound }
            from = found.upperBound
        }
        return nil
    }

    private static func goesOn(_ line: String, after first: String, isField: Bool, code: String) -> Bool {
        let trimmed = line.trimmingCharacters(in: .whitespaces)
        if trimmed.isEmpty || trimmed.hasPrefix(">>>") || trimmed.hasPrefix("--") { return false }
        if isField { return line.first?.isWhitespace == true }
        if trimmed.hasPrefix("<<<") || trimmed.hasPrefix("... ") || trimmed.hasPrefix("Giving up") { return false }
        // Another reply, unless this one said that it goes on.
        if trimmed.contains(/^[45][0-9][0-9][ ]/), !first.contains("\(code)-") { return false }
        let indent = first.prefix { $0.isWhitespace }.count
        return line.prefix { $0.isWhitespace }.count >= indent && !line.contains(/^[A-Z][A-Za-z\-]+:[ ]/)
    }

    /// The command that was refused, as the mail tells it: by a transcript, beside the reply, or anywhere.
    func stage(of reply: String, near lines: ClosedRange<Int>) -> SMTPStage? {
        let answer = self.lines.firstIndex { $0.hasPrefix("<<<") && $0.contains(reply.prefix(20)) }
        if let answer,
            self.lines[answer...].contains(where: { $0.contains(/^<<< 5[05][34].*([Rr][Cc][Pp][Tt]|recipients)/) })
        {
            // Sendmail pipelines: DATA went out with RCPT, and is answered later, since no recipient was left.
            return .rcpt
        }
        if let answer, let command = self.lines[..<answer].last(where: { $0.hasPrefix(">>>") }) {
            let stages: [(String, SMTPStage)] = [(">>> rcpt", .rcpt), (">>> mail", .mail), (">>> data", .content)]
            return stages.first { command.lowercased().hasPrefix($0.0) }?.1
        }
        let around = self.lines[max(0, lines.lowerBound - 3)...min(self.lines.count - 1, lines.upperBound + 2)]
        return Self.stage(in: around.joined(separator: " ")) ?? Self.stage(in: self.lines.joined(separator: " "))
    }

    private static func stage(in text: String) -> SMTPStage? {
        let text = text.lowercased().replacing(/\s+/, with: " ")
        let told: [(String, SMTPStage)] = [
            ("end of data", .content), ("failed after i sent the message", .content), ("smtp command data", .content),
            ("in reply to data", .data), ("rcpt to", .rcpt), ("rcpt-to", .rcpt), ("does not like recipient", .rcpt),
            ("mail from:", .mail), ("in reply to mail from", .mail), ("does not like sender", .mail),
        ]
        return told.first { text.contains($0.0) }?.1
    }

    /// The provider of the recipient's domain, else of the first that has one.
    var provider: MailProvider {
        let recipients = lines.filter { $0.lowercased().hasPrefix("final-recipient:") }
        for line in recipients + lines {
            for host in line.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber && !".-".contains($0) })
            {
                var labels = host.split(separator: ".")[...]
                while labels.count > 1 {
                    let provider = MailProvider(domain: labels.joined(separator: "."))
                    if provider != .other { return provider }
                    labels = labels.dropFirst()
                }
            }
        }
        return .other
    }
}
