// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Mail
import TestSupport
import Testing

/// Real replies, as bounces quote them, against what sisimai says that they mean.
@Suite("Replies in bounces", .enabled(if: SharedData.isPresent, SharedData.absent))
struct BounceCorpusTests {
    /// sisimai's reasons in our words.
    private static let meanings: [String: ReplyClass] = [
        "userunknown": .unknownUser, "hasmoved": .unknownUser, "suspend": .unknownUser,
        "mailboxfull": .mailboxFull, "filtered": .filtered,
        "blocked": .blocked, "badreputation": .blocked, "securityerror": .blocked,
        "authfailure": .badSender, "requireptr": .badSender, "rejected": .badSender,
        "spamdetected": .contentRefused, "contenterror": .contentRefused, "policyviolation": .contentRefused,
        "notcompliantrfc": .contentRefused,
        "mesgtoobig": .tooLarge, "exceedlimit": .tooLarge,
        "toomanyconn": .rateLimited, "speeding": .rateLimited, "ratelimited": .rateLimited,
        "norelaying": .relayDenied, "hostunknown": .badAddress, "notaccept": .badAddress,
        "expired": .serviceDown, "networkerror": .serviceDown, "systemerror": .serviceDown,
        "systemfull": .serviceDown, "mailererror": .serviceDown, "onhold": .serviceDown,
    ]

    private func meaning(of quoted: BounceCorpus.Case) -> ReplyClass {
        Refusal(
            stage: quoted.stage,
            diagnostic: quoted.diagnostic,
            status: quoted.status,
            provider: quoted.provider
        ).meaning
    }

    /// The floor is what is reached. The rest are differences of view, most of them over "user unknown" without a stage,
    /// where sisimai goes by the program that wrote the bounce.
    @Test func mostMeanWhatSisimaiSays() throws {
        let corpus = try BounceCorpus()
        let misses = corpus.cases.filter { Self.meanings[$0.reason] != meaning(of: $0) }
        let list = misses.map { "\(meaning(of: $0).rawValue) \($0)" }.joined(separator: "\n")
        #expect(corpus.cases.count >= 237)
        #expect(corpus.cases.count - misses.count >= 208, "\(list)")
    }

    /// The error that would cost a resident the alerts: a mailbox taken for dead that sisimai says is alive.
    @Test func fewLivingMailboxesAreTakenForDead() throws {
        let corpus = try BounceCorpus()
        let living = corpus.cases.filter { Self.meanings[$0.reason] != .unknownUser && meaning(of: $0) == .unknownUser }
        // In each the server says "no such user" and nobody says when.
        #expect(living.allSatisfy { $0.reason == "filtered" }, "\(living)")
        #expect(living.count <= 8, "\(living)")
        // Where it is told that the words came after DATA, none.
        #expect(!living.contains { $0.stage == .content || $0.stage == .data }, "\(living)")
    }
}
