// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import TestSupport
import Testing

@testable import Mail

/// What holds of every refusal, whatever a server writes.
@Suite struct RefusalPropertyTests {
    private static let stages: [SMTPStage?] = SMTPStage.allCases + [nil]
    private static let pieces = [
        "user unknown", "Unknown user", "mailbox full", "quota", "blocked using", "SPF", "DMARC", "spam", "try again",
        "<a@b.jp>", "(address)", "@", "<", ">", ":", "5.1.1", "4.7.0", "550", "gsmtp", "[TSS04]", "does not exist",
        "this user doesn't have a", "  ", "\u{0}", "\u{FFFD}", "利用者", "https://x.jp/spam", "relay access denied", "\n",
    ]

    /// A refusal at random and what was asked.
    private struct Question {
        let stage: SMTPStage?
        let code: Int?
        let enhanced: EnhancedStatusCode?
        let text: String
        let provider: MailProvider

        init(using random: inout SeededRandom) {
            stage = RefusalPropertyTests.stages.randomElement(using: &random) ?? nil
            code = Bool.random(using: &random) ? Int.random(in: 400...599, using: &random) : nil
            enhanced =
                Bool.random(using: &random)
                ? EnhancedStatusCode(
                    Bool.random(using: &random) ? 4 : 5,
                    .random(in: 0...8, using: &random),
                    .random(in: 0...40, using: &random)
                ) : nil
            text = (0..<Int.random(in: 0...6, using: &random)).compactMap { _ in
                RefusalPropertyTests.pieces.randomElement(using: &random)
            }.joined(separator: Bool.random(using: &random) ? " " : "")
            provider = MailProvider.allCases.randomElement(using: &random) ?? .other
        }

        var refusal: Refusal {
            Refusal(stage: stage, code: code, enhancedCode: enhanced, text: text, provider: provider)
        }
    }

    @Test func whatIsSaidAfterDataOrBeforeRcptKillsNobody() {
        var random = SeededRandom(seed: 5_321)
        var unknown = 0
        for _ in 0..<4_000 {
            let question = Question(using: &random)
            let refusal = question.refusal
            if refusal.meaning == .unknownUser {
                unknown += 1
                // Yahoo looks mailboxes up when the content has come; elsewhere RCPT decides.
                let isLate = question.stage == .data || question.stage == .content
                #expect(
                    [.rcpt, nil].contains(question.stage) || isLate && question.text.lowercased().contains("this user")
                )
            }
            if let code = question.code, code < 500 { #expect(!refusal.isPermanent) }
            if let stage = question.stage, [.connect, .greeting, .ehlo, .tls, .auth].contains(stage) {
                #expect(!refusal.isPermanent)
                #expect([.rateLimited, .blocked, .badSender, .relayDenied, .serviceDown].contains(refusal.meaning))
            }
        }
        #expect(unknown > 100)
    }

    @Test func neitherCaseNorBlanksNorWhatIsBeyondTheLimitCount() {
        var random = SeededRandom(seed: 3_463)
        for _ in 0..<500 {
            let question = Question(using: &random)
            let text = question.text
            for other in [text.uppercased(), "  " + text.replacing(" ", with: "\t \n"), text + " 192.0.2.1 (#5.0.0)"] {
                let again = Refusal(
                    stage: question.stage,
                    code: question.code,
                    enhancedCode: question.enhanced,
                    text: other,
                    provider: question.provider
                )
                #expect(again == question.refusal, "\(other)")
            }
        }
        let filler = String(repeating: "x ", count: ReplyWords.limit / 2)
        let far = Refusal(stage: .rcpt, code: 550, enhancedCode: nil, text: filler + "user unknown", provider: .other)
        #expect(far.meaning == .unknown)
    }

    @Test func rawValuesAreWhatStoresKeep() {
        #expect(
            ReplyClass.allCases.map(\.rawValue) == [
                "unknown-user", "mailbox-full", "filtered", "rate-limited", "blocked", "bad-sender", "content-refused",
                "too-large", "bad-address", "relay-denied", "service-down", "unknown",
            ]
        )
    }
}
