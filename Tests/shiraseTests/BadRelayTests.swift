// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Delivery
import Foundation
import Mailbox
import Synchronization
import TestSupport
import Testing

@testable import shirase

@Suite(.timeLimit(.minutes(10)))
struct BadRelayTests {
    /// A relay that refuses one for good, defers another once, and drops a third after it took the mail: everybody else
    /// gets theirs at once, the deferred one later, the third one twice under one Message-ID, and the ledger says it all.
    @Test func oneBadRecipientNeverStopsTheOthers() async throws {
        let deferrals = Tally()
        let drops = Tally()
        let site = try await Site(faults: { stage, envelope in
            switch (stage, envelope.to.last) {
            case (.rcpt, "r1@example.jp"): .reply("550 5.1.1 <r1@example.jp>: user unknown")
            case (.rcpt, "r2@example.jp") where deferrals.next() == 1: .reply("451 4.7.1 try later")
            case (.content, "r3@example.jp") where drops.next() == 1: .acceptAndDrop
            default: nil
            }
        })
        try site.importResidents(20)
        #expect(try site.run("intake", try site.telegram("VTSE41").path).status == 0)
        let process = try site.serve()
        let account = try await eventually("the release finishes") {
            try site.accounts().first { $0.state == "finished" }
        }
        process.terminate()
        process.awaitEnd()

        #expect(account.settled == ["sent": 19, "failed": 1, "expired": 0, "suppressed": 0, "cancelled": 0])
        let counts = Dictionary(grouping: site.mailbox.store.mails) { $0.envelopeTo.joined() }.mapValues(\.count)
        #expect(counts["r1@example.jp"] == nil)
        #expect(counts["r2@example.jp"] == 1)
        #expect(counts["r3@example.jp"] == 2)
        #expect(counts.filter { $0.value != 1 }.count == 1)
        #expect(Set(site.mailbox.store.mails.map(\.messageID)).count == 19)

        let refused = try site.run("ledger", "show", "--subscriber", "r1@example.jp")
        #expect(refused.output.contains(": failed at ") && refused.output.contains("(rcpt 550 5.1.1 unknown-user "))
        let watch = try site.run("release", "watch", account.alert, "--json")
        #expect(watch.status == 0 && watch.output.contains("\"settled\":20"), "\(watch.output)")
        #expect(try site.run("release", "watch", "nobody.knows.it").status == 66)
        #expect(!refused.output.contains("@"), "the ledger keeps an address: \(refused.output)")
        #expect(try site.run("ledger", "show", "--subscriber", "r2@example.jp").output.contains(": sent"))
        #expect(try site.run("ledger", "show", "--subscriber", "stranger@example.jp").status == 66)
        #expect(try site.run("ledger", "verify").status == 0)
        #expect(!site.log().contains("@example.jp"))
    }

    /// With the relay down nothing is lost: the alert waits, and goes when the relay is back.
    @Test func alertWaitsForARelayThatIsDown() async throws {
        let isDown = Switch(true)
        let site = try await Site(faults: { stage, _ in
            stage == .greeting && isDown.value ? .replyAndClose("421 4.3.2 shutting down") : nil
        })
        try site.importResidents(5)
        #expect(try site.run("intake", try site.telegram("VPWW55").path).status == 0)
        let process = try site.serve()
        _ = try await eventually("the log says that the relay is down") {
            site.log().contains("no connection to the relay") ? true : nil
        }
        #expect(try site.accounts().first?.open == 5)
        isDown.set(false)
        _ = try await eventually("the release finishes") { try site.accounts().first { $0.state == "finished" } }
        process.terminate()
        process.awaitEnd()
        #expect(site.mailbox.store.count == 5)
    }
}

/// Counts the calls from any thread.
private final class Tally: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}

/// On or off, from any thread.
private final class Switch: Sendable {
    private let state: Mutex<Bool>

    init(_ value: Bool) { state = Mutex(value) }

    var value: Bool { state.withLock { $0 } }

    func set(_ value: Bool) { state.withLock { $0 = value } }
}
