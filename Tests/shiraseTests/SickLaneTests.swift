// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Delivery
import Foundation
import Mailbox
import TestSupport
import Testing

@testable import shirase

/// P4 end to end: a relay of `lanes.file` that takes connections and never says a word costs the other lanes nothing.
@Suite(.timeLimit(.minutes(10)))
struct SickLaneTests {
    private static let each = 1_200

    @Test func laneWhoseRelayIsStalledHoldsUpNobodyElse() async throws {
        let site = try await Site(keepContent: false)
        // Nobody waits so long for a greeting.
        let stalled = LocalMailbox(faults: { stage, _ in stage == .greeting ? .delay(milliseconds: 3_600_000) : nil })
        let port = try await stalled.start()
        _ = try site.folder.file(
            "lanes.yaml",
            """
            relays:
              stalled: {host: 127.0.0.1, port: \(port), security: none}
            lanes:
              - {name: sick, domains: [sick.example], relays: {stalled: 1}, connections: 4}
              - {name: rest, connections: 4}
            """
        )
        let config = try String(contentsOf: site.config, encoding: .utf8)
        try (config + "\nlanes:\n  file: lanes.yaml\n").write(to: site.config, atomically: true, encoding: .utf8)
        var residents = "email,language,topics\n"
        for number in 0..<2 * Self.each {
            let domain = number.isMultiple(of: 2) ? "sick.example" : "well.example"
            residents += "r\(number)@\(domain),ja,tsunami\n"
        }
        let imported = try site.run("subscribers", "import", try site.folder.file("residents.csv", residents).path)
        #expect(imported.status == 0, "\(imported.errors)")
        #expect(try site.run("intake", try site.telegram("VTSE41").path).status == 0)

        let process = try site.serve()
        let account = try await eventually("the sound lane has all of its mails recorded") {
            try site.accounts().first { $0.byLane["rest"]?["sent"] == Self.each }
        }
        // As dead as it is, it would end when its connections do.
        kill(process.processIdentifier, SIGKILL)
        process.awaitEnd()
        try await stalled.stop()

        #expect(account.state == "sending" && account.open == Self.each)
        #expect(account.byLane["sick"]?["total"] == Self.each && account.byLane["sick"]?["sent"] == 0)
        #expect(site.mailbox.store.count == Self.each)
        #expect(site.mailbox.store.mails.allSatisfy { $0.envelopeTo.joined().hasSuffix("@well.example") })
        #expect(stalled.store.count == 0)
        let shown = try site.run("ledger", "show", "--release", account.alert)
        #expect(shown.output.contains("\n  rest: \(Self.each): sent \(Self.each)"), "\(shown.output)")
        #expect(shown.output.contains("\n  sick: \(Self.each): \n"), "\(shown.output)")
        #expect(shown.output.contains("open \(Self.each)"), "\(shown.output)")
        #expect(try site.run("ledger", "verify").status == 0)
    }
}
