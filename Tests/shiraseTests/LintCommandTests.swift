// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10)))
struct LintCommandTests {
    private static let good = "{今|いま}すぐ {高|たか}い ところへ {逃|に}げて ください。\n"

    /// Runs with a text on standard input.
    private func run(_ arguments: [String], input: String) throws -> Program.Result {
        let folder = try TemporaryFolder()
        let file = try folder.file("input", input)
        let process = Program.process(["lint-ja"] + arguments)
        let output = folder.url.appendingPathComponent("out")
        let errors = folder.url.appendingPathComponent("err")
        for file in [output, errors] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        process.standardInput = try FileHandle(forReadingFrom: file)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.start()
        process.awaitEnd()
        return Program.Result(
            status: process.terminationStatus,
            output: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8)
        )
    }

    @Test(arguments: [[], ["-"]])
    func readsStandardInput(arguments: [String]) throws {
        let result = try run(arguments, input: Self.good)
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output.hasSuffix("0 blocking, 0 advice\n"))
    }

    @Test func aBlockingRuleEndsWith65AndAdviceWithZero() throws {
        let folder = try TemporaryFolder()
        let bad = try folder.file("bad.txt", "17:30に逃げる。\n")
        let result = try Program.run(["lint-ja", bad.path])
        #expect(result.status == 65)
        #expect(result.output.contains("bad.txt:1:1: EJ13 blocking: "))
        #expect(result.output.contains("; write {午後|ごご}5{時|じ}30{分|ぷん}"))
        let advice = try folder.file("advice.txt", "キャンセルして ください。\n")
        #expect(try Program.run(["lint-ja", advice.path]).status == 0)
    }

    @Test func aMissingFileEndsWith66AndTheOthersAreLookedAt() throws {
        let folder = try TemporaryFolder()
        let good = try folder.file("good.txt", Self.good)
        let result = try Program.run(["lint-ja", "/nowhere.txt", good.path, folder.url.path])
        #expect(result.status == 66)
        #expect(result.errors.contains("/nowhere.txt: is no file that can be read"))
        #expect(result.output.contains("0 blocking"))
    }

    @Test func tooMuchAndOtherEncodingsAreRefused() throws {
        let folder = try TemporaryFolder()
        let long = try folder.file("long.txt", String(repeating: "a", count: 1 << 20) + "b")
        let tooLong = try Program.run(["lint-ja", long.path])
        #expect(tooLong.status == 65)
        #expect(tooLong.errors.contains("more than 1048576 bytes"))
        let url = folder.url.appendingPathComponent("sjis.txt")
        try Data([0x94, 0xF0, 0x93, 0xEF]).write(to: url)
        let encoded = try Program.run(["lint-ja", url.path])
        #expect(encoded.status == 65)
        #expect(encoded.errors.contains("is not UTF-8"))
        #expect(try Program.run(["lint-ja", "--as", "poem"]).status == 64)
        #expect(try Program.run(["lint-ja", "--city", "nowhere"]).status == 78)
    }

    @Test func jsonHasFindingsReadingsAndWords() throws {
        let result = try run(["--json"], input: "北方町で 逃げて ください。")
        #expect(result.status == 65)
        let files = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]]
        )
        let file = try #require(files.first)
        #expect(file["blocked"] as? Bool == true)
        let findings = try #require(file["findings"] as? [[String: Any]])
        let first = try #require(findings.first { $0["rule"] as? String == "EJ05" })
        #expect(first["suggestion"] as? String == "{北方町|ぼっけまち}")
        let place = try #require(first["place"] as? [String: Int])
        #expect(place == ["line": 1, "column": 1, "offset": 0, "length": 3])
        let readings = try #require(file["readings"] as? [[String: Any]])
        #expect(readings.first?["source"] as? String == "gazetteer")
    }

    @Test func readingsPrintTheTextAndWhatIsStillWrong() throws {
        let result = try run(["--readings"], input: "{今|いま}すぐ北方町から離れてください。")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == "{今|いま}すぐ {北方町|ぼっけまち}から {離|はな}れて ください。\n")
        #expect(result.errors.contains("check 離 はな (mecab)") || !result.errors.contains("check"))
        let wrong = try run(["--readings"], input: "17:30です。")
        #expect(wrong.status == 65)
        #expect(wrong.output == "17:30です。\n")
        #expect(wrong.errors.contains("EJ13"))
    }

    @Test func phraseFilesAreReadPhraseByPhrase() throws {
        let result = try Program.run(["lint-ja", RepositoryRoot.appending("Locales/ui/ja-simple.po").path])
        #expect(result.status == 0, "\(result.output)")
        let folder = try TemporaryFolder()
        let file = try folder.file(
            "ja-simple.po",
            """
            msgid ""
            msgstr "Language: ja\\nContent-Type: text/plain; charset=UTF-8\\n"

            msgctxt "a.lead"
            msgid "逃げてください。"
            msgstr "{h, select, x {逃げる。} other {｛逃｜に｝げて ください。}}"

            """
        )
        let bad = try Program.run(["lint-ja", file.path])
        #expect(bad.status == 65)
        #expect(bad.output.contains(":4: a.lead: EJ07 blocking"))
    }

    /// The demonstration's messages as residents read them: action first, terms explained.
    @Test(arguments: ["01-VXSE51", "02-VXSE53", "03-VPWW55", "04-VTSE41"])
    func wholeMessagesBeginWithTheActionAndExplainTheirTerms(telegram: String) throws {
        let html = try Program.run([
            "render", "--telegram", RepositoryRoot.appending("Cities/ichikawa/demo/\(telegram).xml").path, "--lang",
            "ja-simple", "--shape", "html",
        ])
        let body = try #require(html.output.range(of: "<body")).lowerBound
        let text = String(html.output[body...].drop { $0 != ">" }.dropFirst())
            .replacing("\n", with: " ")
            .replacing(/<ruby>([^<]*)<rp>\(<\/rp><rt>([^<]*)<\/rt><rp>\)<\/rp><\/ruby>/) {
                "{\($0.output.1)|\($0.output.2)}"
            }
            .replacing(/<\/(p|li|h1|h2|dt|dd|td|th|tr|div)>/, with: "\n")
            .replacing(/<[^>]*>/, with: "")
        // What is read first: the sentences before the first heading.
        let lead = try #require(text.components(separatedBy: "{今|いま} すること").first)
        #expect(lead.count < text.count)
        let result = try run(["--json"], input: lead)
        #expect(!result.output.contains("\"rule\":\"EJ20\""), "\(lead)")
        #expect(!result.output.contains("\"rule\":\"EJ17\""), "\(lead)")
    }
}
