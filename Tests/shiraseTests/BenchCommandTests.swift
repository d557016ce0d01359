// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Mailbox
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10)))
struct BenchCommandTests {
    private struct Result: Decodable {
        let recipients: Int
        let rate: Double
        let firstMail: Double
        let peakMemory: Int
        let duplicates: Int
        let lost: Int
        let faults: [String]

        enum CodingKeys: String, CodingKey {
            case recipients, duplicates, lost, faults
            case rate = "messages_per_second"
            case firstMail = "first_mail_seconds"
            case peakMemory = "peak_memory_bytes"
        }
    }

    @Test func everyResidentGetsOneMailAndTheNumbersAreThere() async throws {
        let mailbox = LocalMailbox()
        let port = try await mailbox.start()
        let run = try Program.run([
            "bench", "fanout", "--recipients", "160", "--relay", "smtp://127.0.0.1:\(port)", "--connections", "3",
            "--json",
        ])
        #expect(run.status == 0, "\(run.errors)")
        let result = try JSONDecoder().decode(Result.self, from: Data(run.output.utf8))
        #expect(result.recipients == 160 && result.duplicates == 0 && result.lost == 0 && result.faults == [])
        #expect(result.rate > 0 && result.firstMail > 0 && result.peakMemory > 1_000_000)
        let mails = mailbox.store.mails
        #expect(mails.count == 160)
        #expect(Set(mails.map(\.messageID)).count == 160)
        #expect(Set(mails.map { $0.envelopeTo.joined() }).count == 160)
    }

    @Test(arguments: [
        ["--relay", "http://a:1"], ["--relay", "smtp://a"], ["--relay", "smtp://a:1", "--recipients", "0"], [],
        ["--relay", "smtp://a:1", "--workers", "2"],
    ])
    func whatCannotBeRunIsRefused(arguments: [String]) throws {
        #expect(try Program.run(["bench", "fanout"] + arguments).status == 64)
    }
}
