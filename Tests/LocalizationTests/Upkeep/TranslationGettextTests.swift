// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization
import TestSupport
import Testing

/// gettext's own tools as judges of what is merged and extracted.
@Suite(.enabled(if: Gettext.isPresent, "skipped: gettext is not installed"))
struct TranslationGettextTests {
    private static let made = Result {
        try MadeLocales([
            .japanese: MadeLocales.entry("a", "新しい一\\n二行", "新しい一\\n二行", before: "#. First.\n#. More.\n")
                + MadeLocales.entry("b", "{n, plural, other {#通}}", "{n, plural, other {#通}}")
                + MadeLocales.entry("c", "三", "三"),
            .english: MadeLocales.entry(
                "old",
                "古\\n\\\"い\\\"",
                "old\\nand",
                before: "# A word.\n#, fuzzy\n#| msgid \"前\"\n"
            )
                + MadeLocales.entry("b", "{n, plural, other {#通}}", "{n, plural, one {#} other {#}}")
                + MadeLocales.entry("a", "一\\n二行", "one\\ntwo", before: "# signed-off-by: C, 2026-11-22\n"),
        ])
    }

    @Test func msgfmtTakesWhatIsMerged() throws {
        #expect(try Gettext.complaint(about: try Self.made.get().merged(.english)) == nil)
    }

    /// We write as msgcat does, obsolete entries and former texts included.
    @Test func msgcatChangesNothing() throws {
        let text = try Self.made.get().merged(.english)
        #expect(try Gettext.run("msgcat", ["--no-wrap"], input: text).output == text)
        let wrapped = try Gettext.run("msgcat", ["--width=20"], input: text).output
        #expect(try POFile(parsing: wrapped) == (try POFile(parsing: text)))
    }

    /// msgmerge with our template comes to the same file as our own merge.
    @Test func msgmergeWithTheTemplateChangesNothing() throws {
        let made = try Self.made.get()
        let text = try made.merged(.english)
        let template = try #require(made.translations.template(.alerts, uses: [:]))
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("alerts.pot")
        try Data(template.utf8).write(to: file)
        let language = folder.url.appendingPathComponent("en.po")
        try Data(text.utf8).write(to: language)
        let answer = try Gettext.run(
            "msgmerge",
            ["--quiet", "--no-wrap", "--no-fuzzy-matching", "--previous", "-o", "-", language.path, file.path],
            input: nil
        )
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(answer.output == text)
    }

    @Test(arguments: CatalogDomain.allCases)
    func templatesOfTheRepositorySuitEveryLanguage(domain: CatalogDomain) throws {
        let translations = TranslationFolder(directory: RepositoryRoot.appending("Locales"))
        let template = try #require(
            translations.template(domain, uses: ["tsunami.lead.warning": ["a.yaml", "b.yaml"]])
        )
        #expect(try Gettext.run("msgcat", ["--no-wrap"], input: template).output == template)
        let parsed = try POFile(parsing: template)
        #expect(parsed.entries.allSatisfy { $0.translation.isEmpty && !$0.source.isEmpty && $0.comments.isEmpty })
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("\(domain).pot")
        try Data(template.replacing("#: a.yaml b.yaml\n", with: "").utf8).write(to: file)
        for language in translations.languages where language != .japanese {
            let path = RepositoryRoot.appending("Locales/\(domain)/\(language).po").path
            let answer = try Gettext.run(
                "msgmerge",
                ["--quiet", "--no-wrap", "--no-fuzzy-matching", "-o", "-", path, file.path],
                input: nil
            )
            let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
            #expect(try POFile(parsing: answer.output) == (try POFile(parsing: text)), "\(language)")
        }
    }
}
