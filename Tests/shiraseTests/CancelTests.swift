// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Delivery
import Foundation
import Mailbox
import TestSupport
import Testing

@testable import shirase

@Suite(.timeLimit(.minutes(10)))
struct CancelTests {
    private static let recipients = 1_500

    /// A withdrawal (取消) in the midst of a fan-out stops it, and reaches exactly those who got it.
    @Test func aWithdrawalReachesThoseWhoGotItAndNobodyElse() async throws {
        let allowance = Allowance(200)
        let site = try await Site(faults: allowance.faults)
        try site.importResidents(Self.recipients, languages: ["en"])
        let process = try site.serve()
        defer { process.terminate() }
        _ = try await site.webPort()
        let first = try String(contentsOf: site.telegram("VPWW55"), encoding: .utf8)
        let alert = DemoTelegrams.moved(first, by: -120)
        let withdrawn = DemoTelegrams.moved(first, by: -60)
            .replacing("<InfoType>発表</InfoType>", with: "<InfoType>取消</InfoType>")
        #expect(try site.run("intake", try site.folder.file("1.xml", alert).path).status == 0)
        try await site.mailbox.store.waitForCount(200)
        #expect(try site.run("intake", try site.folder.file("2.xml", withdrawn).path).output.contains("alert "))
        // What is tried anew before the stop is seen goes through, and belongs to those who got it.
        allowance.lift()
        let accounts = try await eventually("both are finished") {
            let accounts = try site.accounts()
            return accounts.count == 2 && accounts.allSatisfy { $0.state == "finished" } ? accounts : nil
        }
        let (cancel, cancelled) = (accounts[0], accounts[1])
        #expect(cancelled.settled["cancelled"] ?? 0 > 0)
        #expect(cancelled.stopReason?.hasPrefix("cancelled by ") == true)
        #expect(cancel.audience == cancelled.settled["sent"] && cancel.settled["sent"] == cancel.audience)

        func recipients(_ isCancel: Bool) -> [String] {
            site.mailbox.store.mails.filter { mail in
                let subject = mail.decoded.subject.uppercased()
                return (subject.contains("WITHDRAWN") || subject.contains("CANCEL")) == isCancel
            }.flatMap(\.envelopeTo)
        }
        #expect(Set(recipients(true)) == Set(recipients(false)))
        #expect(Set(recipients(true)).count == recipients(true).count && recipients(true).count >= 200)
        #expect(recipients(true).count < Self.recipients)
        #expect(try site.run("ledger", "verify").status == 0)
    }
}
