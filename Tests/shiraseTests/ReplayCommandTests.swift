// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Foundation
import TestSupport
import Testing

@testable import shirase

/// The replay lab, run as its user runs it.
@Suite(.timeLimit(.minutes(10)))
struct ReplayCommandTests {
    private struct Report: Decodable {
        struct Alert: Decodable {
            let change: String
            let hazard: String
            let rule: String
            let file: String
            let audience: Int
            let languages: [String: Int]
            let hold: String?
        }
        struct Counts: Decodable { let issued, held, recorded, shown, nothing: Int }
        struct Difference: Decodable { let onlyHere, onlyThere, otherwise: [Alert] }
        let files: Int
        let counts: Counts
        let alerts: [Alert]
        let difference: Difference?
    }

    private func report(_ arguments: [String]) throws -> Report {
        let result = try Program.run(["replay", "--json"] + arguments)
        #expect(result.status == 0, "\(result.errors)")
        return try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
    }

    private static let demo = RepositoryRoot.appending("Cities/ichikawa/demo").path
    private static let rules = RepositoryRoot.appending("Cities/ichikawa/rules.yaml")

    @Test func theDemonstrationMakesItsFourAlerts() throws {
        let report = try report([Self.demo])
        #expect(report.files == 4 && report.counts.issued == 4 && report.counts.held == 0)
        #expect(report.alerts.map(\.hazard) == ["earthquake", "earthquake", "heavy-rain", "tsunami"])
        #expect(report.alerts.map(\.rule) == ["earthquake", "earthquake", "level", "tsunami"])
        #expect(
            report.alerts.allSatisfy { $0.audience == $0.languages.values.reduce(0, +) && $0.languages.count == 16 }
        )
    }

    /// A drill is shown as one, and goes to nobody where the city only records drills.
    @Test func aDrillIsRecorded() throws {
        let folder = try TemporaryFolder()
        let drill = try MadeHistory.demo("04-VTSE41").replacing("<Status>通常</Status>", with: "<Status>訓練</Status>")
        _ = try folder.file("1.xml", drill)
        let text = try String(contentsOf: Self.rules, encoding: .utf8)
        let sending = try folder.file("send.yaml", text.replacing("drills: record", with: "drills: send"))
        let recorded = try report([folder.url.path])
        #expect(recorded.counts.issued == 0 && recorded.counts.recorded == 1 && recorded.alerts.count == 1)
        #expect(try report([folder.url.path, "--rules", sending.path]).counts.issued == 1)
        #expect(try Program.run(["replay", folder.url.path]).output.contains("a drill: recorded, sent to nobody"))
    }

    /// Twenty updates of one advisory: it began, and it is over.
    @Test func aNightOfTwentyUpdatesMakesTheMailsThatItsChangesDeserve() throws {
        let history = try MadeHistory()
        try history.tsunamiNight()
        let report = try report([history.folder.url.path])
        #expect(report.files == 21)
        #expect(report.alerts.map(\.change) == ["new", "ended"])
        #expect(report.counts.nothing == 19)
    }

    @Test func twoFilesOfRulesAreCompared() throws {
        let folder = try TemporaryFolder()
        let text = try String(contentsOf: Self.rules, encoding: .utf8)
        let stricter = try folder.file(
            "stricter.yaml",
            text.replacing("hazards: [earthquake], from: \"3\"", with: "hazards: [earthquake], from: \"6-\"")
                .replacing(
                    "hazards: [tsunami], from: advisory, action: issue",
                    with: "hazards: [tsunami], from: advisory, action: review"
                )
        )
        let report = try report([Self.demo, "--against", stricter.path])
        let difference = try #require(report.difference)
        #expect(difference.onlyHere.map(\.hazard) == ["earthquake", "earthquake"])
        #expect(difference.onlyThere.isEmpty)
        #expect(difference.otherwise.map(\.hazard) == ["tsunami"] && difference.otherwise[0].hold != nil)
        let reversed = try self.report([Self.demo, "--rules", stricter.path, "--against", Self.rules.path])
        #expect(reversed.counts.issued == 1 && reversed.counts.held == 1)
        #expect(reversed.difference?.onlyThere.count == 2)
    }

    @Test func aBadFileOfRulesIsToldWithLineAndKey() throws {
        let folder = try TemporaryFolder()
        let text = try String(contentsOf: Self.rules, encoding: .utf8)
        let bad = try folder.file("bad.yaml", text.replacing("from: advisory", with: "from: huge"))
        let result = try Program.run(["replay", Self.demo, "--rules", bad.path])
        #expect(result.status == 78)
        #expect(result.errors.contains("bad.yaml:") && result.errors.contains("rules[2].from"), "\(result.errors)")
    }

    @Test func whatCannotBeReadIsNamedAndNeverStopsTheRest() throws {
        let folder = try TemporaryFolder()
        _ = try folder.file("1.xml", "<Report")
        _ = try folder.file("2.xml", try MadeHistory.demo("01-VXSE51"))
        _ = try folder.file("3.txt", "not looked at")
        let result = try Program.run(["replay", folder.url.path, "--json"])
        #expect(result.status == 65)
        let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
        #expect(report.files == 2 && report.counts.issued == 1)
        #expect(result.errors.contains("1.xml"))
        #expect(try Program.run(["replay", "/nowhere"]).status == 66)
    }

    @Test func unknownKindsAreCountedAndNoFault() throws {
        let folder = try TemporaryFolder()
        let text = try MadeHistory.demo("01-VXSE51").replacing("<Title>震度速報</Title>", with: "<Title>未来の情報</Title>")
        _ = try folder.file("1.xml", text)
        let result = try Program.run(["replay", folder.url.path])
        #expect(result.status == 0)
        #expect(result.output.contains("未来の情報: 1, 0 (not read, kept)"))
    }

    @Test func thePageNeedsNothingElseAndEscapesWhatTelegramsSay() throws {
        let folder = try TemporaryFolder()
        let text = try MadeHistory.demo("03-VPWW55").replacing(
            "千葉県大雨警報・注意報</Title>",
            with: "千葉県&lt;script&gt;大雨</Title>"
        )
        _ = try folder.file("1.xml", text)
        _ = try folder.file("2.xml", try MadeHistory.demo("01-VXSE51"))
        let page = folder.url.appendingPathComponent("page.html")
        let result = try Program.run(["replay", folder.url.path, "--html", page.path, "--wording", "en,ja-simple"])
        #expect(result.status == 0, "\(result.errors)")
        let html = try String(contentsOf: page, encoding: .utf8)
        #expect(html.contains("<svg") && html.contains("<circle") && html.contains("default-src 'none'"))
        #expect(!html.contains("<script") && html.contains("&lt;script&gt;"))
        #expect(!html.contains("http://") && !html.contains("src="))
        #expect(html.contains("<pre lang=\"ja-simple\">"))
    }

    /// What the replay says of the decision, the service does: the same judge, the same order.
    @Test func theDeskDecidesAsTheReplayDoes() throws {
        let history = try MadeHistory()
        try history.tsunamiNight()
        let city = try City(profile: RepositoryRoot.appending("Cities/ichikawa"), resources: RepositoryRoot.url)
        let read = try ReplayHistory(paths: [history.folder.url.path, Self.demo], scope: city.scope)
        let run = try ReplayRun(read, judge: city.judge())
        let again = try ReplayRun(read, judge: city.judge())
        #expect(run.events.map(\.key) == again.events.map(\.key))
        #expect(!run.events.isEmpty && read.steps.map(\.sentAt) == read.steps.map(\.sentAt).sorted())
    }
}
