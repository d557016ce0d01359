// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Composer
import Foundation
import Gazetteer
import Localization
import TestSupport
import Testing

@Suite("Languages that lack a phrase")
struct FallbackTests {
    @Test(
        "a language that is not written goes out in easy Japanese and English, and each gap is named once",
        arguments: Sample.others
    )
    func fallback(language: Language) throws {
        let alert = try Sample.alert(Sample.quake())
        let mail = try Sample.bareComposer().mail(for: alert, in: language, previous: nil)
        #expect(mail.language == language)
        #expect(mail.written == [.easyJapanese, .english])
        #expect(!mail.missing.isEmpty && Set(mail.missing).count == mail.missing.count)
        #expect(mail.missing.allSatisfy { $0.language == language && $0.status == .missing })
        #expect(mail.missing.contains { $0.key == "earthquake.lead.city" })
        #expect(mail.subject.hasPrefix("Ichikawa City: seismic intensity 5-lower"))
        #expect(mail.subject.contains("市川市で震度5弱"))
        #expect(mail.text.contains("Not yet available in \(language.endonym)."))
        let easy = try #require(mail.text.range(of: "◆ やさしい"))
        let english = try #require(mail.text.range(of: "◆ English"))
        #expect(easy.lowerBound < english.lowerBound)
        #expect(throws: ComposerError.incomplete(language, mail.missing.filter { $0.key != "frame.fallback" })) {
            try Sample.bareComposer().document(for: alert, in: language)
        }
    }

    @Test("a language that is written has nothing missing", arguments: Scene.all, Sample.languages)
    func written(scene: Scene, language: Language) throws {
        let mail = try Sample.mail(scene, language)
        #expect(mail.written == [language])
        #expect(mail.missing.isEmpty)
    }

    @Test("a fuzzy phrase of English sends easy Japanese and Japanese instead, and is named")
    func fuzzy() throws {
        let mail = try composer(marking: ["earthquake.lead.city"], in: [.english])
            .mail(for: Sample.alert(Sample.quake()), in: .english, previous: nil)
        #expect(mail.written == [.easyJapanese, .japanese])
        #expect(mail.missing == [PhraseGap(key: "earthquake.lead.city", language: .english, status: .fuzzy)])
        #expect(mail.text.contains("震度5弱の揺れがありました"))
        #expect(!mail.text.contains("was felt in"))
    }

    @Test("the phrase book has nothing to warn of")
    func warnings() throws {
        #expect(try Sample.book.get().warnings.map(\.description) == [])
    }

    @Test("a fuzzy phrase that an alert does not need changes nothing")
    func fuzzyElsewhere() throws {
        let mail = try composer(marking: ["tsunami.lead.warning"], in: [.english])
            .mail(for: Sample.alert(Sample.quake()), in: .english, previous: nil)
        #expect(mail.written == [.english])
    }

    @Test("a term that is fuzzy is a gap like any phrase")
    func fuzzyTerm() throws {
        let mail = try composer(marking: ["term.intensity.5-lower"], in: [.easyJapanese])
            .mail(for: Sample.alert(Sample.quake()), in: .easyJapanese, previous: nil)
        #expect(mail.written == [.english, .japanese])
        #expect(mail.missing.map(\.key) == ["term.intensity.5-lower"])
    }

    @Test("where one stand-in is not whole, the other goes alone with Japanese, and its gaps are named, too")
    func brokenStandIn() throws {
        let mail = try composer(marking: ["earthquake.lead.city"], in: [.english])
            .mail(for: Sample.alert(Sample.quake()), in: .korean, previous: nil)
        #expect(mail.written == [.easyJapanese, .japanese])
        #expect(mail.missing.contains(PhraseGap(key: "earthquake.lead.city", language: .english, status: .fuzzy)))
    }

    @Test("where both stand-ins lack a phrase, Japanese goes alone: it is whole by what is checked at the start")
    func japaneseAlone() throws {
        let mail = try composer(marking: ["ui.footer.why"], in: [.easyJapanese, .english])
            .mail(for: Sample.alert(Sample.quake()), in: .korean, previous: nil)
        #expect(mail.written == [.japanese])
        #expect(Set(mail.missing.map(\.language)) == [.korean, .easyJapanese, .english])
        #expect(mail.text.contains("한국어の文はまだありません。"))
    }

    // MARK: Sign-offs

    @Test(
        "text that no native has read says so in its own language, once, and Japanese does not",
        arguments: Language.all
    )
    func unsigned(language: Language) throws {
        let line = try RubyText(parsing: Sample.book.get().format("frame.unsigned", in: language))
        let text = try Sample.composer().mail(for: Sample.alert(Sample.quake()), in: language, previous: nil).text
        let said = text.filter { !$0.isWhitespace }
        let wanted = (language == .easyJapanese ? line.bracketed : line.plain).filter { !$0.isWhitespace }
        #expect(said.components(separatedBy: wanted).count == (language == .japanese ? 1 : 2), "\(text)")
    }

    @Test("text that a native has signed off says nothing of it, unless one phrase is newer")
    func signedOff() throws {
        let line = "chưa được người bản ngữ kiểm tra"
        func text(_ change: (inout String) -> Void) throws -> String {
            let copy = try LocalesCopy()
            defer { copy.remove() }
            for folder in ["alerts", "ui"] {
                try copy.edit("\(folder)/vi.po") { text in
                    text = text.replacing("# native-review: none", with: "# signed-off-by: Nguyen Lan, 2026-11-20")
                    change(&text)
                }
            }
            let composer = try Composer(
                templates: RepositoryRoot.appending("Templates"),
                phraseBook: PhraseBook(directory: copy.url),
                city: Sample.city.get()
            )
            return try composer.mail(for: Sample.alert(Sample.quake()), in: .vietnamese, previous: nil).text
        }
        #expect(try !text { _ in }.contains(line))
        let newer = try text {
            $0 = $0.replacing(
                "msgctxt \"earthquake.lead.city\"",
                with: "# native-review: none\nmsgctxt \"earthquake.lead.city\""
            )
        }
        #expect(newer.contains(line))
    }

    @Test("a city may hold such text back for a hazard: easy Japanese and English go in its place")
    func heldBack() throws {
        let composer = try Sample.composer(profileLine: "holdUnsigned: [tsunami]")
        let tsunami = try Sample.alert(Sample.tsunami(.warning))
        let held = try composer.mail(for: tsunami, in: .thai, previous: nil)
        #expect(held.written == [.easyJapanese, .english])
        #expect(!held.missing.isEmpty && held.missing.allSatisfy { $0.status == .unsigned && $0.language == .thai })
        #expect(try composer.mail(for: tsunami, in: .easyJapanese, previous: nil).written == [.easyJapanese])
        #expect(try composer.mail(for: Sample.alert(Sample.quake()), in: .thai, previous: nil).written == [.thai])
    }

    @Test("a bulletin that has no phrase is shown as the telegram names it, in Japanese, and by what it is elsewhere")
    func unknownBulletin() throws {
        let alert = try Sample.alert(Sample.quake(), bulletin: "VXSE99")
        let composer = try Sample.composer()
        #expect(try composer.mail(for: alert, in: .japanese, previous: nil).text.contains("「震源・震度に関する情報」"))
        #expect(try composer.mail(for: alert, in: .english, previous: nil).text.contains("Agency, Bulletin,"))
    }

    @Test("an alert whose facts are another hazard's is refused")
    func contradiction() throws {
        var alert = try Sample.alert(Sample.quake())
        alert.hazard = .tsunami
        #expect(throws: ComposerError.contradiction(alert.id, .tsunami)) {
            try Sample.composer().mail(for: alert, in: .japanese, previous: nil)
        }
    }

    @Test("the message of an error names phrases and what to do")
    func description() {
        let gap = PhraseGap(key: "a.b", language: .thai, status: .missing)
        #expect(ComposerError.incomplete(.thai, [gap]).description.contains("a.b in th: missing"))
        #expect(ComposerError.noLanguage(Array(repeating: gap, count: 12)).description.contains("and 2 more"))
    }

    /// A composer whose book has some phrases marked fuzzy.
    private func composer(marking keys: Set<String>, in languages: [Language]) throws -> Composer {
        let copy = try LocalesCopy(of: Sample.standIns)
        defer { copy.remove() }
        for language in languages {
            for folder in ["alerts", "ui"] {
                try copy.edit("\(folder)/\(language).po") { text in
                    for key in keys {
                        text = text.replacing("msgctxt \"\(key)\"", with: "#, fuzzy\nmsgctxt \"\(key)\"")
                    }
                }
            }
        }
        return try Composer(
            templates: RepositoryRoot.appending("Templates"),
            phraseBook: PhraseBook(directory: copy.url),
            city: Sample.city.get()
        )
    }
}

/// A copy of some languages of `Locales` in a temporary folder, to be spoiled.
struct LocalesCopy {
    let url: URL

    init(of languages: [Language] = Language.all) throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("locales-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: RepositoryRoot.appending("Locales"), to: url)
        for language in Language.all where !languages.contains(language) {
            for folder in ["alerts", "ui"] {
                try FileManager.default.removeItem(at: url.appendingPathComponent("\(folder)/\(language).po"))
            }
        }
    }

    func edit(_ path: String, _ change: (inout String) -> Void) throws {
        let file = url.appendingPathComponent(path)
        var text = try String(contentsOf: file, encoding: .utf8)
        change(&text)
        try Data(text.utf8).write(to: file)
    }

    func remove() {
        try? FileManager.default.removeItem(at: url)
    }
}
