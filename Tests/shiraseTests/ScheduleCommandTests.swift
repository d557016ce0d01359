// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import Delivery
import Foundation
import Mailbox
import TestSupport
import Testing

@testable import shirase

/// Alerts approved for a time, from the command to the mail.
@Suite(.timeLimit(.minutes(10)))
struct ScheduleCommandTests {
    private static func ahead(_ seconds: TimeInterval) -> String {
        Schedule.text(of: Date(timeIntervalSinceNow: seconds))
    }

    private func alert(_ site: Site) throws -> String {
        let result = try site.run("intake", "--json", try site.telegram("VXSE51").path)
        let line = try JSONDecoder().decode([String: String].self, from: Data(result.output.utf8))
        return try #require(line["alert"])
    }

    /// Approves it for a few seconds ahead; more of them where this machine takes long to read its city.
    private func approve(_ alert: String, on site: Site) throws -> Program.Result {
        var result = Program.Result(status: 1, output: "", errors: "")
        for seconds in [4.0, 8, 16, 32, 64, 128] {
            result = try site.run(
                "alert",
                "approve",
                "--by",
                "sato",
                "--by",
                "suzuki",
                "--at",
                Self.ahead(seconds),
                alert
            )
            guard result.errors.contains("has passed") else { break }
        }
        return result
    }

    @Test func itGoesOutAtItsTime() async throws {
        let site = try await Site.reviewing()
        let alert = try alert(site)
        #expect(try site.run("alert", "show", alert).output.contains("would reach now: 3\n"))
        let approved = try approve(alert, on: site)
        #expect(approved.status == 0, "\(approved.errors)")
        #expect(approved.output.contains("to 3 people, by sato, suzuki"))
        let listed = try site.run("alert", "scheduled").output
        #expect(listed.contains("\(alert) earthquake new") && listed.contains("to 3 people"))
        #expect(try !site.run("alert", "list").output.contains(alert))
        let process = try site.serve()
        defer { process.terminate() }
        try await site.mailbox.store.waitForCount(3)
        _ = try await eventually("it is released") { site.log().contains("scheduled alert released") ? true : nil }
        #expect(site.log().split(separator: "\n").filter { $0.contains("scheduled alert released") }.count == 1)
        #expect(try site.run("alert", "scheduled").output == "no alert waits for a time\n")
        #expect(try !site.run("status").output.contains("scheduled:"))
        let account = try #require(try site.accounts().first)
        #expect(account.audience == 3 && account.alert == alert)
        #expect(try site.run("ledger", "verify").status == 0)
    }

    @Test func whatWouldSaySomethingElseIsHeldWithAnAlarm() async throws {
        let site = try await Site.reviewing()
        let alert = try alert(site)
        let approved = try approve(alert, on: site)
        #expect(approved.status == 0, "\(approved.errors)")
        let file = site.folder.url.appendingPathComponent("city/profile.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        let changed = text.replacing("alertAddress: alerts@", with: "alertAddress: notices@")
        #expect(changed != text)
        try changed.write(to: file, atomically: true, encoding: .utf8)
        let process = try site.serve()
        _ = try await eventually("it is held") { site.log().contains("scheduled alert is held") ? true : nil }
        #expect(try site.run("alarm", "list").output.contains("schedule \(alert): it did not go out at"))
        #expect(try site.run("alert", "list").output.contains("not what was approved"))
        process.terminate()
        process.awaitEnd()
        #expect(site.mailbox.store.count == 0)
        #expect(try site.accounts().isEmpty)
    }

    @Test func itIsVisibleAndCanBeTakenBack() async throws {
        let site = try await Site.reviewing()
        let alert = try alert(site)
        let at = Self.ahead(3_600)
        #expect(try site.run("alert", "approve", "--by", "sato", "--by", "suzuki", "--at", at, alert).status == 0)
        let status = try site.run("status").output
        #expect(status.contains("scheduled:\n  \(alert) earthquake new"))
        let lines = status.split(separator: "\n")
        #expect(lines.firstIndex(of: "scheduled:") == 1, "before all else: \(status)")
        let json = try site.run("alert", "scheduled", "--json").output
        struct Line: Decodable {
            let alert: String
            let audience: Int
            let approvedBy: [String]
            let secondsLeft: Int
            let at: String
            let status: String
        }
        let line = try #require(try JSONDecoder().decode([Line].self, from: Data(json.utf8)).first)
        #expect(line.alert == alert && line.audience == 3 && line.approvedBy == ["sato", "suzuki"])
        #expect((1...3_600).contains(line.secondsLeft) && line.status == "Actual")
        #expect(try site.run("alert", "show", alert).output.contains("goes out at \(at), in "))
        let refused = try site.run("alert", "reject", alert)
        #expect(refused.status == 77 && refused.errors.contains("alert unschedule"))
        #expect(try site.run("alert", "unschedule", alert).status == 0)
        #expect(try site.run("alert", "list").output.contains("taken off its schedule"))
        #expect(try site.run("alert", "unschedule", alert).status == 77)
        #expect(try site.run("alert", "unschedule", "nothing.1").status == 66)
    }

    @Test func aTimeThatCannotBeIsRefused() async throws {
        let site = try await Site.reviewing()
        let alert = try alert(site)
        func approve(_ at: String) throws -> Program.Result {
            try site.run("alert", "approve", "--by", "sato", "--by", "suzuki", "--at", at, alert)
        }
        let past = try approve("2026-01-01T09:00+09:00")
        #expect(past.status == 77 && past.errors.contains("2026-01-01T09:00:00+09:00 has passed"), "\(past.errors)")
        let expired = try approve(Self.ahead(30 * 86_400))
        #expect(expired.status == 77 && expired.errors.contains("the alert has expired"))
        for text in ["tomorrow", "2026-12-01T09:00", "2026-02-30T09:00+09:00", "09:00"] {
            let result = try approve(text)
            #expect(result.status == 64 && result.errors.contains("give day, time and zone"), "\(result.errors)")
        }
        let alone = try site.run("alert", "approve", "--by", "sato", "--at", Self.ahead(60), alert)
        #expect(alone.status == 77 && alone.errors.contains("it takes 2"))
        #expect(try site.run("alert", "scheduled").output == "no alert waits for a time\n")
        #expect(try site.run("alert", "list").output.contains(alert))
    }

    @Test(arguments: [
        ("2026-12-01T09:00+09:00", 1_796_083_200.0), ("2026-12-01T00:00Z", 1_796_083_200),
        ("2026-12-01T09:00:30+09:00", 1_796_083_230),
    ])
    func timesAreReadWithTheirZone(_ text: String, _ seconds: Double) {
        #expect(AlertCommand.time(text)?.timeIntervalSince1970 == seconds)
    }
}
