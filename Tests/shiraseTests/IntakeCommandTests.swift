// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Mailbox
import TestSupport
import Testing

@testable import shirase

@Suite(.timeLimit(.minutes(10)))
struct IntakeCommandTests {
    /// Every file is answered, a bad one never stops the next, and the exit code says that there was one.
    @Test func oneBadFileNeverStopsTheNext() async throws {
        let site = try await Site()
        let broken = try site.folder.file("broken.xml", "<Report")
        let good = try site.telegram("VXSE51")
        let result = try site.run("intake", "--json", broken.path, good.path, good.path, "/nowhere.xml")
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].contains("\"disposition\":\"refused\""))
        #expect(lines[1].contains("\"disposition\":\"alert\""))
        #expect(lines[2].contains("\"disposition\":\"duplicate\""))
        #expect(result.errors.contains("/nowhere.xml"))
        #expect(result.status == 65)
    }

    /// 訓練: an alert is kept and marked, and with no drill relay nothing of it is sent; 試験 makes none.
    @Test func drillsAndTestsStayIn() async throws {
        let site = try await Site()
        try site.importResidents(3)
        let live = try String(contentsOf: site.telegram("VTSE41"), encoding: .utf8)
        let drill = try site.folder.file(
            "drill.xml",
            live.replacing("<Status>通常</Status>", with: "<Status>訓練</Status>")
        )
        let test = try site.folder.file("test.xml", live.replacing("<Status>通常</Status>", with: "<Status>試験</Status>"))
        let result = try site.run("intake", "--json", drill.path, test.path)
        #expect(result.output.contains("Exercise"))
        #expect(result.output.contains("試験"))
        let process = try site.serve()
        _ = try await eventually("the drill is recorded") {
            site.log().contains("drill recorded, not sent") ? true : nil
        }
        process.terminate()
        process.awaitEnd()
        #expect(site.mailbox.store.count == 0)
        #expect(try site.accounts().isEmpty)
        let status = try site.run("status")
        #expect(status.output.contains("rejected"))
    }

    /// A correction and a withdrawal each make one mail that refers to what it corrects.
    @Test func correctionAndWithdrawalFollow() async throws {
        let site = try await Site()
        try site.importResidents(2, languages: ["en"])
        let process = try site.serve()
        defer { process.terminate() }
        let first = try String(contentsOf: site.telegram("VPWW55"), encoding: .utf8)
        func later(_ text: String, minutes: Double) -> String {
            DemoTelegrams.moved(text, by: minutes * 60)
        }
        #expect(try site.run("intake", try site.folder.file("1.xml", later(first, minutes: -3)).path).status == 0)
        try await site.mailbox.store.waitForCount(2)
        let raised = later(first, minutes: -2).replacing("レベル４大雨危険警報", with: "レベル５大雨特別警報")
            .replacing("<Code>43</Code>", with: "<Code>33</Code>")
        #expect(try site.run("intake", try site.folder.file("2.xml", raised).path).output.contains("alert "))
        try await site.mailbox.store.waitForCount(4)
        let withdrawn = later(first, minutes: -1).replacing("<InfoType>発表</InfoType>", with: "<InfoType>取消</InfoType>")
        #expect(try site.run("intake", try site.folder.file("3.xml", withdrawn).path).output.contains("alert "))
        try await site.mailbox.store.waitForCount(6)
        let subjects = site.mailbox.store.mails.map { $0.decoded.subject }
        #expect(subjects[2].contains("5"))
        #expect(
            subjects[4].uppercased().contains("WITHDRAWN") || subjects[4].uppercased().contains("CANCEL"),
            "\(subjects)"
        )
        #expect(Set(site.mailbox.store.mails.map(\.messageID)).count == 6)
    }

    /// Several instances may hand in the same telegram at once: one alert comes out.
    @Test func sixInstancesAtOnceMakeOneAlert() async throws {
        let site = try await Site()
        let file = try site.telegram("VXSE51")
        let results = try await withThrowingTaskGroup(of: Program.Result.self) { group in
            for _ in 0..<6 { group.addTask { try site.run("intake", "--json", file.path) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.allSatisfy { $0.status == 0 }, "\(results.map(\.errors))")
        #expect(results.count { $0.output.contains("\"disposition\":\"alert\"") } == 1)
        #expect(results.count { $0.output.contains("\"disposition\":\"duplicate\"") } == 5)
    }
}
