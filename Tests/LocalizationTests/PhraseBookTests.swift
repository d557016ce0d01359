// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization
import Testing

@Suite
struct PhraseBookTests {
    private static let header = "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n"

    private static func entry(_ key: String, _ source: String, _ translation: String, comments: String = "") -> String {
        "\n\(comments)msgctxt \"\(key)\"\nmsgid \"\(source)\"\nmsgstr \"\(translation)\"\n"
    }

    private static func catalog(_ language: Language, _ text: String, file: String? = nil) throws -> Catalog {
        Catalog(language: language, file: file ?? "\(language).po", contents: try POFile(parsing: text))
    }

    /// Writes a folder of PO files and lends it to `body`.
    private static func withFolder(_ files: [String: String], _ body: (URL) throws -> Void) throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("book-\(UUID().uuidString)")
        let folder = root.appendingPathComponent("Locales", isDirectory: true)
        defer { try? FileManager.default.removeItem(at: root) }
        for (path, text) in files {
            let url = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: url)
        }
        try body(folder)
    }

    @Test
    func bothFoldersAreRead() throws {
        let files = [
            "alerts/ja.po": Self.header + Self.entry("quake", "地震", "地震"),
            "alerts/en.po": Self.header + Self.entry("quake", "地震", "Earthquake"),
            "ui/en.po": Self.header + Self.entry("send", "送信", "Send"),
            "alerts/alerts.pot": "not read",
        ]
        try Self.withFolder(files) { folder in
            let book = try PhraseBook(directory: folder)
            #expect(book.languages == [.japanese, .english])
            #expect(book.keys == ["quake", "send"])
            #expect(try book.format("quake", in: .english) == "Earthquake")
            #expect(try book.format("send", in: .english) == "Send")
            #expect(book.warnings.isEmpty)
        }
    }

    @Test
    func allFaultsAreToldAtOnceWithFileLineAndKey() throws {
        let files = [
            "alerts/en.po": Self.header + Self.entry("a", "一", "{x")
                + Self.entry("b", "二", "{n, plural, one {#}}") + Self.entry("c", "三", "fine"),
            "alerts/ne.po": Self.header + "\nmsgctxt \"a\"\nmsgid \"一\"\nmsgstr x\n",
            "alerts/zh_CN.po": Self.header,
            "ui/en.po": Self.header + Self.entry("c", "三", "again") + Self.entry("", "四", "four"),
        ]
        try Self.withFolder(files) { folder in
            let error = try #require(throws: PhraseBookError.self) { try PhraseBook(directory: folder) }
            let lines = error.description.split(separator: "\n")
            #expect(lines.contains { $0.hasPrefix("Locales/alerts/en.po:4: a: ") && $0.contains("U_UNMATCHED_BRACES") })
            #expect(lines.contains { $0.hasPrefix("Locales/alerts/en.po:8: b: ") && $0.contains("U_") })
            #expect(lines.contains { $0.hasPrefix("Locales/alerts/ne.po:6: a: ") })
            #expect(lines.contains { $0.hasPrefix("Locales/alerts/zh_CN.po: ") })
            #expect(
                lines.contains { $0.hasPrefix("Locales/ui/en.po:4: c: ") && $0.contains("Locales/alerts/en.po:12") }
            )
            #expect(lines.contains { $0.hasPrefix("Locales/ui/en.po:8: ") && $0.contains("msgctxt") })
            #expect(lines.count == 6)
        }
    }

    @Test
    func aFolderWithoutFilesIsRefused() throws {
        try Self.withFolder(["README": "nothing"]) { folder in
            #expect(throws: PhraseBookError.self) { try PhraseBook(directory: folder) }
        }
    }

    @Test(arguments: [
        "{", "}x{", "{x", "{x, number, ::bogus}", "{n, plural, one {a}}", "{x, select}", "{x, nonsense}", "{x y}",
        "{t, date, ::", "{0}", "{Place}",
    ])
    func brokenPatternsNameTheirPlace(pattern: String) throws {
        let catalog = try Self.catalog(.english, Self.header + Self.entry("a.b", "一", pattern), file: "x/en.po")
        let error = try #require(throws: PhraseBookError.self) { try PhraseBook(catalogs: [catalog]) }
        #expect(error.description.hasPrefix("x/en.po:4: a.b: "), "\(error)")
    }

    @Test
    func missingAndFuzzyPhrasesAreNotFormatted() throws {
        let text =
            Self.header + Self.entry("ready", "一", "one") + Self.entry("empty", "二", "")
            + Self.entry("old", "三", "three", comments: "#, fuzzy\n")
        let book = try PhraseBook(catalogs: [try Self.catalog(.english, text)])
        #expect(book.status(of: "ready", in: .english) == .ready)
        #expect(book.status(of: "empty", in: .english) == .missing)
        #expect(book.status(of: "old", in: .english) == .fuzzy)
        #expect(book.status(of: "ready", in: .thai) == .missing)
        #expect(book.status(of: "unheard", in: .english) == .missing)
        #expect(throws: PhraseError.missing) { try book.format("empty", in: .english) }
        #expect(throws: PhraseError.fuzzy) { try book.format("old", in: .english) }
        #expect(throws: PhraseError.missing) { try book.format("ready", in: .thai) }
        #expect(book.arguments(of: "old", in: .english) == nil)
        #expect(book.arguments(of: "ready", in: .english) == [])
    }

    @Test
    func aTranslationOfAFormerSourceIsStale() throws {
        let book = try PhraseBook(catalogs: [
            try Self.catalog(.english, Self.header + Self.entry("a", "古い文", "Old text")),
            try Self.catalog(.japanese, Self.header + Self.entry("a", "新しい文", "新しい文")),
        ])
        #expect(book.status(of: "a", in: .english) == .fuzzy)
        #expect(book.status(of: "a", in: .japanese) == .ready)
        #expect(book.warnings.map(\.file) == ["en.po"])
    }

    @Test
    func brokenFuzzyPatternsOnlyWarn() throws {
        let text = Self.header + Self.entry("a", "一", "{", comments: "#, fuzzy\n")
        let book = try PhraseBook(catalogs: [try Self.catalog(.english, text)])
        #expect(book.warnings.map(\.line) == [5])
        #expect(throws: PhraseError.fuzzy) { try book.format("a", in: .english) }
    }

    @Test
    func argumentsAreFoundAtAnyDepth() throws {
        let pattern = "{a} {n, plural, one {{b}} other {{s, select, x {{c, number}} other {{t, date, ::yMd}}}}}"
        let book = try PhraseBook(catalogs: [Catalog(language: .english, messages: ["k": pattern])])
        #expect(book.arguments(of: "k", in: .english) == ["a", "n", "b", "s", "c", "t"])
    }

    @Test
    func argumentsMustBeGivenAndKnown() throws {
        let book = try PhraseBook(catalogs: [
            Catalog(language: .english, messages: ["k": "{place} {size}", "m": "x"]),
            Catalog(language: .japanese, messages: ["k": "{place}{size}{unit}"]),
        ])
        let place: [String: PhraseValue] = ["place": .text("A")]
        #expect(throws: PhraseError.missingArgument("size")) { try book.format("k", in: .english, place) }
        let extra = place.merging(["size": .integer(1), "sise": .integer(1)]) { $1 }
        #expect(throws: PhraseError.unknownArgument("sise")) { try book.format("k", in: .english, extra) }
        #expect(throws: PhraseError.unknownArgument("place")) { try book.format("m", in: .english, place) }
        // Only the Japanese uses the unit; the caller need not know.
        let all = place.merging(["size": .integer(1), "unit": .text("人")]) { $1 }
        #expect(try book.format("k", in: .english, all) == "A 1")
    }

    @Test
    func anArgumentThatTheJapaneseLacksIsAFault() throws {
        let text = Self.header + Self.entry("a", "{place}で地震", "Earthquake in {palce}")
        let error = try #require(throws: PhraseBookError.self) {
            try PhraseBook(catalogs: [try Self.catalog(.english, text)])
        }
        #expect(error.faults.map(\.key) == ["a"])
        #expect(error.description.contains("{palce}"))
    }

    @Test
    func anArgumentLeftOutIsAWarning() throws {
        let text = Self.header + Self.entry("a", "{place}で震度{intensity}", "Earthquake in {place}")
        let book = try PhraseBook(catalogs: [try Self.catalog(.english, text)])
        #expect(book.warnings.map(\.description).joined().contains("{intensity}"))
        let arguments: [String: PhraseValue] = ["place": .text("A"), "intensity": .text("5")]
        #expect(try book.format("a", in: .english, arguments) == "Earthquake in A")
    }

    @Test(arguments: [
        ("{n, plural, other {#}}", PhraseValue.text("three")), ("{n, date, ::yMd}", .text("today")),
        ("{n, number}", .number(.nan)), ("{n, number}", .number(.infinity)),
    ])
    func argumentsOfTheWrongKindAreRefused(pattern: String, value: PhraseValue) throws {
        let book = try PhraseBook(catalogs: [Catalog(language: .english, messages: ["k": pattern])])
        let error = try #require(throws: PhraseError.self) { try book.format("k", in: .english, ["n": value]) }
        #expect(error.description.contains("k in en"))
    }

    @Test
    func brokenReadingsAreFaultsOfJapaneseOnly() throws {
        let text = Self.header + Self.entry("a", "避難", "｛避難｜ひなん") + Self.entry("b", "避難", "｛避難｜ひなん｝{x}")
        let error = try #require(throws: PhraseBookError.self) {
            try PhraseBook(catalogs: [try Self.catalog(.easyJapanese, text.replacing("{x}", with: ""))])
        }
        #expect(error.faults.map(\.key) == ["a"])
        #expect(throws: Never.self) {
            try PhraseBook(catalogs: [try Self.catalog(.chineseSimplified, text.replacing("{x}", with: ""))])
        }
    }

    @Test
    func theHeaderMustNameTheLanguageOfTheFile() throws {
        let text = Self.header.replacing("Content-Type", with: "Language: en\\nContent-Type")
        #expect(throws: PhraseBookError.self) { try PhraseBook(catalogs: [try Self.catalog(.nepali, text)]) }
        #expect(throws: Never.self) { try PhraseBook(catalogs: [try Self.catalog(.english, text)]) }
        let simple = text.replacing("Language: en", with: "Language: ja_JP@simple")
        #expect(throws: Never.self) { try PhraseBook(catalogs: [try Self.catalog(.easyJapanese, simple)]) }
    }
}
