// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization
import Testing

@Suite
struct TranslationMergeTests {
    private static let japanese =
        MadeLocales.entry("a", "新しい一", "新しい一", before: "#. First.\n") + MadeLocales.entry("b", "二", "二")
        + MadeLocales.entry("c", "三", "三", before: "#. Third.\n")

    private static func entries(_ text: String) throws -> POFile { try POFile(parsing: text) }

    @Test func aFileIsBroughtUpToTheJapanese() throws {
        let made = try MadeLocales([
            .japanese: Self.japanese,
            .english: MadeLocales.entry("old", "古", "old", before: "# signed-off-by: A, 2026-11-20\n")
                + MadeLocales.entry("empty", "空", "")
                + MadeLocales.entry("b", "二", "two", before: "# A remark.\n# signed-off-by: B, 2026-11-21\n")
                + MadeLocales.entry("a", "一", "one", before: "# signed-off-by: C, 2026-11-22\n#. Old note.\n"),
        ])
        let outcome = try made.translations.merge([.english])
        #expect(outcome.map(\.file) == ["Locales/alerts/en.po", "Locales/ui/en.po"])
        #expect(
            outcome[0].changes.map { "\($0.key ?? "") \($0.kind.rawValue)" }
                == ["a changed", "c added", "old retired", "empty dropped"]
        )
        #expect(outcome[1].changes.isEmpty)
        let text = try made.merged(.english)
        let expected =
            MadeLocales.header(.english) + """

                # void, the Japanese has changed since: signed off by C, 2026-11-22
                #. First.
                #, fuzzy
                #| msgid "一"
                msgctxt "a"
                msgid "新しい一"
                msgstr "one"

                # A remark.
                # signed-off-by: B, 2026-11-21
                msgctxt "b"
                msgid "二"
                msgstr "two"

                #. Third.
                msgctxt "c"
                msgid "三"
                msgstr ""

                # signed-off-by: A, 2026-11-20
                #~ msgctxt "old"
                #~ msgid "古"
                #~ msgstr "old"

                """
        #expect(text == expected)
    }

    /// What is brought up twice does not change the second time, and then nothing is written.
    @Test func theSecondTimeChangesNothing() throws {
        let made = try MadeLocales([
            .japanese: Self.japanese,
            .english: MadeLocales.entry("old", "古", "old") + MadeLocales.entry("a", "一", "one"),
        ])
        let text = try made.merged(.english)
        #expect(try made.translations.merge([.english]).allSatisfy { $0.changes.isEmpty && !$0.isNew })
        let file = made.folder.appendingPathComponent("alerts/en.po")
        let past = Date(timeIntervalSince1970: 1_000_000)
        try FileManager.default.setAttributes([.modificationDate: past], ofItemAtPath: file.path)
        #expect(try made.merged(.english) == text)
        let date = try FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate] as? Date
        #expect(date == past)
    }

    @Test func aFileThatAnEditorHasWrappedIsLeftAsItIs() throws {
        let wrapped = "\n#. First.\nmsgctxt \"a\"\nmsgid \"\"\n\"新しい\"\n\"一\"\nmsgstr \"\"\n\"o\"\n\"ne\"\n"
        let made = try MadeLocales([
            .japanese: MadeLocales.entry("a", "新しい一", "新しい一", before: "#. First.\n"), .english: wrapped,
        ])
        #expect(try made.merged(.english) == MadeLocales.header(.english) + wrapped)
    }

    @Test func twoChangesKeepWhatTheTextWasMadeFrom() throws {
        let made = try MadeLocales([
            .japanese: MadeLocales.entry("a", "第二", "第二"), .english: MadeLocales.entry("a", "第一", "first"),
        ])
        _ = try made.merged(.english)
        try made.write("alerts/ja.po", MadeLocales.header(.japanese) + MadeLocales.entry("a", "第三", "第三"))
        let file = try Self.entries(try made.merged(.english))
        #expect(file.entries.map(\.source) == ["第三"])
        #expect(file.entries.map(\.previous) == [POFile.Previous(source: "第一")])
        #expect(file.entries.map(\.flags) == [["fuzzy"]])
    }

    @Test func whatWasNotTranslatedIsNotFuzzy() throws {
        let made = try MadeLocales([
            .japanese: MadeLocales.entry("a", "新", "新"), .english: MadeLocales.entry("a", "旧", ""),
        ])
        let file = try Self.entries(try made.merged(.english))
        #expect(file.entries.map(\.source) == ["新"])
        #expect(file.entries.map(\.flags) == [[]])
        #expect(file.entries.map(\.previous) == [nil])
    }

    @Test func aKeyThatComesBackHasItsTranslationAgain() throws {
        let both = MadeLocales.entry("a", "一", "一") + MadeLocales.entry("b", "二", "二")
        let made = try MadeLocales([
            .japanese: MadeLocales.entry("a", "一", "一"),
            .english: MadeLocales.entry("a", "一", "one")
                + MadeLocales.entry("b", "二", "two", before: "# signed-off-by: B, 2026-11-21\n"),
        ])
        let before = try made.text("alerts/en.po")
        #expect(try Self.entries(try made.merged(.english)).obsolete.map(\.context) == ["b"])
        try made.write("alerts/ja.po", MadeLocales.header(.japanese) + both)
        #expect(try made.translations.merge([.english])[0].changes.map(\.kind) == [.revived])
        #expect(try made.merged(.english) == before)
    }

    @Test func pruningDropsWhatIsNotUsed() throws {
        let made = try MadeLocales([
            .japanese: MadeLocales.entry("a", "一", "一"),
            .english: MadeLocales.entry("a", "一", "one") + MadeLocales.entry("b", "二", "two")
                + "\n#~ msgctxt \"c\"\n#~ msgid \"三\"\n#~ msgstr \"three\"\n",
        ])
        #expect(try made.translations.merge([.english], pruning: true)[0].changes.map(\.key) == ["b", "c"])
        let text = try made.merged(.english, pruning: true)
        #expect(text == MadeLocales.header(.english) + MadeLocales.entry("a", "一", "one"))
        #expect(try made.merged(.english, pruning: true) == text)
    }

    /// A sign-off of the whole file does not cover what has not been read.
    @Test func theHeadersSignOffDoesNotCoverWhatIsNew() throws {
        let header = MadeLocales.header(.english, comment: "signed-off-by: A, 2026-11-20")
        let made = try MadeLocales(
            [
                .japanese: Self.japanese,
                .english: MadeLocales.entry("a", "一", "one") + MadeLocales.entry("b", "二", "two"),
            ],
            headers: [.english: header]
        )
        let file = try Self.entries(try made.merged(.english))
        #expect(file.header.comments == ["signed-off-by: A, 2026-11-20"])
        #expect(file.entries.map(\.comments) == [["native-review: none"], [], ["native-review: none"]])
        #expect(try made.translations.merge([.english]).allSatisfy(\.changes.isEmpty))
    }

    @Test func aLanguageWithoutFilesIsBegun() throws {
        let made = try MadeLocales([.japanese: Self.japanese])
        #expect(try made.translations.merge([.thai]).map(\.isNew) == [true, true])
        let text = try made.merged(.thai)
        #expect(text.contains("\"Language: th\\n\""))
        #expect(text.contains("# native-review: none\n"))
        #expect(try Self.entries(text).entries.map(\.translation) == ["", "", ""])
        #expect(Set(made.translations.check([.thai]).map(\.rule)) == [.missing])
    }

    @Test func aFileWithAKeyTwiceIsRefused() throws {
        let made = try MadeLocales([
            .japanese: Self.japanese, .english: MadeLocales.entry("a", "一", "one") + MadeLocales.entry("a", "二", "two"),
        ])
        let error = try #require(throws: PhraseBookError.self) { try made.translations.merge([.english]) }
        #expect(error.description.contains("Locales/alerts/en.po:17: a: the same key as on line 13"))
    }

    @Test func theJapaneseIsNotMerged() throws {
        let made = try MadeLocales([.japanese: Self.japanese])
        #expect(try made.translations.merge([.japanese]).isEmpty)
    }
}
