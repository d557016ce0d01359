// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Testing

@testable import Mail

/// The conversation against a model of a server, over a wire that carries any number of octets at a time and may break.
@Suite struct ChunkingModelTests {
    /// One session from its beginning to its end.
    private struct Session {
        private(set) var server: ModelServer
        private(set) var outcomes: [UInt64: [SMTPOutcome]] = [:]
        private(set) var mails: [UInt64: ModelServer.Mail] = [:]

        private var conversation: SMTPConversation
        private var generator: SeededGenerator
        private var toServer: [UInt8] = []
        private var toClient: [UInt8] = []
        private let count: UInt64

        init(_ moods: ModelServer.Moods, window: Int, count: UInt64, seed: UInt64) {
            server = ModelServer(moods, seed: seed ^ 0x5EED)
            generator = SeededGenerator(seed: seed)
            var capabilities = SMTPCapabilities()
            capabilities.pipelining = true
            capabilities.chunking = true
            conversation = SMTPConversation(capabilities: capabilities, window: window)
            self.count = count
        }

        var failure: SMTPFailure? { conversation.failure }

        /// - Parameter lifetime: the octets, of both directions, after which the wire breaks; nil for none.
        mutating func run(lifetime: Int?) {
            var left = lifetime ?? .max
            while conversation.failure == nil {
                submitSome()
                carry(&left)
                if left == 0 || (server.isClosed && toClient.isEmpty) { conversation.end(.connectionLost) }
                collect()
                if mails.count == Int(count), conversation.inFlight == 0 { break }
            }
            // What was on its way may still reach the server.
            if Bool.random(using: &generator) { _ = server.receive(toServer) }
            collect()
        }

        private mutating func submitSome() {
            while conversation.hasRoom, mails.count < Int(count), Int.random(in: 0..<4, using: &generator) > 0 {
                let tag = UInt64(mails.count + 1)
                // Content that would do harm as commands.
                let lines = [
                    "MAIL FROM:<x@y.jp>", "RCPT TO:<x@y.jp>", "BDAT 3 LAST", "RSET", "QUIT", ".", "tag \(tag)",
                ]
                let text = lines.shuffled(using: &generator).map { $0 + "\r\n" }.joined()
                let mail = ModelServer.Mail(
                    sender: "b-\(tag)@a.jp",
                    recipients: ["r\(tag)@b.jp"],
                    content: Array(text.utf8)
                )
                mails[tag] = mail
                var transaction = SMTPTransaction()
                transaction.tag = tag
                transaction.sender = mail.sender
                transaction.recipient = Sample.address(mail.recipients[0])
                transaction.content = mail.content
                conversation.submit(transaction)
            }
        }

        /// Moves some octets one step on, each way.
        private mutating func carry(_ left: inout Int) {
            if conversation.hasOutput {
                let limit = amount(left)
                let bytes = conversation.withUnsent { Array($0.prefix(limit)) }
                conversation.wrote(bytes.count)
                toServer += bytes
                left -= bytes.count
            }
            let arriving = amount(toServer.count)
            toClient += server.receive(Array(toServer.prefix(arriving)))
            toServer.removeFirst(arriving)
            let coming = min(amount(toClient.count), left)
            toClient.prefix(coming).withUnsafeBytes { conversation.receive($0) }
            toClient.removeFirst(coming)
            left -= coming
        }

        private mutating func amount(_ most: Int) -> Int {
            min(
                most,
                Int.random(in: 0..<10, using: &generator) == 0 ? .max : Int.random(in: 0...300, using: &generator)
            )
        }

        private mutating func collect() {
            while let (tag, outcome) = conversation.nextCompletion() { outcomes[tag, default: []].append(outcome) }
        }
    }

    private static let moods: [ModelServer.Moods] = [
        .init(),
        .init(refusesCommand: 20, refusesContent: 20),
        .init(refusesCommand: 30, praisesRefusedChunk: 100),
        .init(refusesCommand: 10, refusesContent: 10, praisesRefusedChunk: 50, closes: 1, vanishes: 2),
    ]

    @Test(arguments: [false, true])
    func whatTheClientSaysIsWhatTheServerDid(_ breaks: Bool) {
        var seen: Set<String> = []
        var generator = SeededGenerator(seed: 3030)
        for round in 0..<2_000 {
            let moods = Self.moods[round % Self.moods.count]
            let window = Int.random(in: 1...8, using: &generator)
            var session = Session(moods, window: window, count: 12, seed: UInt64(round))
            session.run(lifetime: breaks ? Int.random(in: 1...4_000, using: &generator) : nil)
            let accepted = session.server.accepted
            #expect(Set(accepted).count == accepted.count, "round \(round): the server has a mail twice")
            #expect(session.outcomes.count == session.mails.count, "round \(round)")
            for (tag, mail) in session.mails {
                guard let outcome = session.outcomes[tag]?.first, session.outcomes[tag]?.count == 1 else {
                    Issue.record("round \(round): mail \(tag) has not one outcome")
                    continue
                }
                let isThere = accepted.contains(mail)
                switch outcome {
                case .accepted: #expect(isThere, "round \(round): mail \(tag) was not accepted")
                case .permanent, .transient, .notSent: #expect(!isThere, "round \(round): mail \(tag) was accepted")
                case .unknown: break
                }
                seen.insert("\(kind(outcome)) \(isThere)")
            }
            // Nothing but what was sent, and each to its own recipient.
            #expect(Set(accepted).isSubset(of: session.mails.values), "round \(round): transactions were mixed")
            if moods.closes == 0, !breaks {
                #expect(session.failure == nil && session.mails.count == 12, "round \(round)")
            }
        }
        // The wire without breaks still ends where the server closes.
        let all: Set = [
            "accepted true", "permanent false", "transient false", "notSent false", "unknown false", "unknown true",
        ]
        #expect(seen == all)
    }

    private func kind(_ outcome: SMTPOutcome) -> String {
        switch outcome {
        case .accepted: "accepted"
        case .permanent: "permanent"
        case .transient: "transient"
        case .notSent: "notSent"
        case .unknown: "unknown"
        }
    }
}
