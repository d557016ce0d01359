// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10)))
struct DemoTests {
    /// The whole corridor, as somebody sees it who tries the program for the first time.
    @Test func playsEverythingAndEveryMailArrives() throws {
        let result = try Program.run(["demo", "--exit"])
        #expect(result.status == 0, "\(result.errors)")
        let line = try #require(result.output.split(separator: "\n").last)
        let summary = try #require(
            line.wholeMatch(of: /accepted (\d+) of (\d+), languages (\d+), alerts (\d+), seconds [\d.]+/)
        )
        #expect(summary.output.1 == summary.output.2)
        #expect(Int(summary.output.1) ?? 0 > 1_000)
        #expect(summary.output.3 == "16")
        #expect(summary.output.4 == "4")
    }

    /// A phrase that went stale: the alert goes out all the same, in other languages, and both reports name the phrase.
    @Test func stalePhraseFallsBackAndIsNamed() throws {
        let folder = try TemporaryFolder()
        for name in ["Cities", "Templates", "Locales"] {
            try FileManager.default.copyItem(
                at: RepositoryRoot.appending(name),
                to: folder.url.appendingPathComponent(name)
            )
        }
        let file = folder.url.appendingPathComponent("Locales/alerts/en.po")
        let text = try String(contentsOf: file, encoding: .utf8)
        let entry = "msgctxt \"earthquake.action.aftershocks\""
        #expect(text.contains(entry))
        try text.replacing(entry, with: "#, fuzzy\n\(entry)").write(to: file, atomically: true, encoding: .utf8)

        let result = try Program.run(
            ["demo", "--exit", "--verbose"],
            environment: ["SHIRASE_RESOURCES": folder.url.path]
        )
        #expect(result.status == 0, "\(result.errors)")
        let report = result.errors.split(separator: "\n").filter { $0.hasPrefix("shirase: phrases: en:") }
        #expect(report.count == 1)
        #expect(report.first?.contains("earthquake.action.aftershocks (stale)") == true)
        let logged = result.errors.split(separator: "\n").filter { $0.contains("earthquake.action.aftershocks") }
        #expect(logged.contains { $0.contains("phrases are missing") && $0.contains("ja-simple") })
    }

    /// A demo may be played again in its folder, and leaves other folders alone.
    @Test func playsAgainInItsOwnFolderOnly() throws {
        let folder = try TemporaryFolder()
        let own = folder.url.appendingPathComponent("demo").path
        for _ in 1...2 {
            let result = try Program.run(["demo", "--exit", "--directory", own])
            #expect(result.status == 0, "\(result.errors)")
        }
        _ = try folder.file("precious", "data")
        let other = try Program.run(["demo", "--exit", "--directory", folder.url.path])
        #expect(other.status == 77)
        #expect(FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("precious").path))
    }
}
