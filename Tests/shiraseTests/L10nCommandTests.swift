// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10)))
struct L10nCommandTests {
    /// A copy of the checkout's translations and templates, with one language changed as `change` says.
    private func site(
        _ change: (_ vi: inout String, _ ja: inout String) -> Void = { _, _ in }
    ) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for name in ["Cities", "Templates", "Locales"] {
            let copy = folder.url.appendingPathComponent(name)
            try FileManager.default.copyItem(at: RepositoryRoot.appending(name), to: copy)
        }
        var vi = try String(contentsOf: file("vi", folder), encoding: .utf8)
        var ja = try String(contentsOf: file("ja", folder), encoding: .utf8)
        change(&vi, &ja)
        try Data(vi.utf8).write(to: file("vi", folder))
        try Data(ja.utf8).write(to: file("ja", folder))
        return folder
    }

    private func file(_ language: String, _ folder: TemporaryFolder) -> URL {
        folder.url.appendingPathComponent("Locales/alerts/\(language).po")
    }

    private func run(_ arguments: String..., in folder: TemporaryFolder) throws -> Program.Result {
        try Program.run(["l10n"] + arguments + ["--resources", folder.url.path])
    }

    /// What is shipped has no error; what a warning says is for translators to judge.
    @Test func whatIsShippedPassesTheCheck() throws {
        let result = try Program.run(["l10n", "check"])
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.hasSuffix(" warnings\n"))
        #expect(result.output.contains("16 languages, 0 errors, "))
    }

    @Test func aFaultIsToldWithItsPlaceAndTheExitCodeIs65() throws {
        let folder = try site { vi, _ in
            vi.replace(/(msgstr "[^\n]*)\{place\}/, maxReplacements: 1) { "\($0.output.1){thanh_pho}" }
        }
        let text = try run("check", "vi", in: folder)
        #expect(text.status == 65)
        #expect(text.output.contains("Locales/alerts/vi.po:"))
        #expect(text.output.contains("error: the argument {thanh_pho} is not in the Japanese; remove it"))
        let json = try run("check", "vi", "--json", in: folder)
        #expect(json.status == 65)
        let findings = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
        #expect(findings?.contains { $0["rule"] as? String == "arguments" && $0["line"] is Int } == true)
        #expect(try run("check", "en", in: folder).status == 0)
    }

    @Test func warningsCountOnlyWhereTheyAreToCount() throws {
        let folder = try site { vi, _ in vi.replace("\"Last-Translator: the Shirase project\\n\"\n", with: "") }
        #expect(try run("check", "vi", in: folder).status == 0)
        #expect(try run("check", "vi", "--strict", in: folder).status == 65)
    }

    @Test func mergingWritesOnlyWhatChangesAndOnlyOnce() throws {
        let folder = try site { _, ja in
            ja.replace("msgid \"今すること\"\nmsgstr \"今すること\"", with: "msgid \"すること\"\nmsgstr \"すること\"")
        }
        let before = try String(contentsOf: file("vi", folder), encoding: .utf8)
        let dry = try run("merge", "vi", "--dry-run", in: folder)
        #expect(dry.status == 0)
        #expect(dry.output.contains("Locales/alerts/vi.po: frame.heading.actions: the Japanese has changed"))
        #expect(dry.output.contains("2 files, 1 would be written"))
        #expect(try String(contentsOf: file("vi", folder), encoding: .utf8) == before)
        #expect(try run("merge", "vi", in: folder).output.contains("2 files, 1 written"))
        let after = try String(contentsOf: file("vi", folder), encoding: .utf8)
        #expect(after.contains("#, fuzzy\n#| msgid \"今すること\"\nmsgctxt \"frame.heading.actions\"\nmsgid \"すること\"\n"))
        #expect(try run("merge", "vi", in: folder).output == "2 files, 0 written\n")
        #expect(try run("check", "vi", in: folder).status == 65)
        #expect(try run("merge", "vi", "--json", in: folder).output.contains("\"changes\":[]"))
    }

    @Test func templatesAreWrittenAndKeysCompared() throws {
        let folder = try site { _, ja in
            ja.replace("msgctxt \"frame.heading.actions\"", with: "msgctxt \"frame.heading.action\"")
        }
        let output = folder.url.appendingPathComponent("pot")
        let result = try run("extract", "--output", output.path, in: folder)
        #expect(result.status == 65)
        #expect(result.errors.contains("Templates/alerts/frame.yaml: frame.heading.actions: ja.po has no such key"))
        #expect(result.errors.contains("no Sources here"))
        let alerts = try String(contentsOf: output.appendingPathComponent("alerts.pot"), encoding: .utf8)
        #expect(alerts.contains("#: Templates/alerts/tsunami.yaml\nmsgctxt \"tsunami.lead.warning\"\n"))
        #expect(FileManager.default.fileExists(atPath: output.appendingPathComponent("ui.pot").path))
    }

    /// Every key that a template names is in the Japanese; those that nothing uses are named.
    @Test func theRepositorysTemplatesLackNoKey() throws {
        let result = try Program.run(["l10n", "extract"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(!result.output.contains("tsunami.lead.warning"))
        #expect(!result.output.contains("term.grade.warning"))
        #expect(!result.output.contains("ui.unsubscribe.done"))
    }

    @Test func whatNobodyHasReadIsShownSo() throws {
        let folder = try site { vi, _ in
            vi.replace(
                "msgctxt \"frame.exercise.mark\"",
                with: "# signed-off-by: Nguyen, 2026-11-20\nmsgctxt \"frame.exercise.mark\""
            )
        }
        let line = try run("stats", "vi", in: folder).output.split(separator: "\n").last ?? ""
        #expect(line.hasPrefix("vi "))
        #expect(line.contains("Nguyen 1; none of "))
        #expect(try run("stats", "en", in: folder).output.hasSuffix("  none\n"))
        let json = try run("stats", "--json", in: folder).output
        #expect(json.contains("\"signedOff\":{\"Nguyen\":1}"))
    }

    @Test func whatCannotBeDoneIsTold() throws {
        let folder = try TemporaryFolder()
        #expect(try run("check", in: folder).status == 66)
        #expect(try Program.run(["l10n", "check", "tlh"]).status == 64)
        let broken = try site { vi, _ in vi += "msgstr\n" }
        #expect(try run("merge", "vi", in: broken).status == 65)
        #expect(try run("check", "vi", in: broken).status == 65)
    }
}
