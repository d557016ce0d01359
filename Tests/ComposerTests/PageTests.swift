// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Composer
import Foundation
import Localization
import TestSupport
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite("Pages", .timeLimit(.minutes(10)))
struct PageTests {
    @Test("a page is one article that fetches nothing, runs nothing and clashes with nothing", arguments: Scene.all)
    func fragment(scene: Scene) throws {
        for language in Sample.languages {
            let page = try Sample.page(scene, language)
            #expect(page.hasPrefix("<article class=\"shirase-alert\" lang=\"\(language.htmlTag)\" dir=\"ltr\">\n<h2>"))
            #expect(page.hasSuffix("</article>\n"))
            for forbidden in ["<script", "<style", "style=", " id=", " src=", " on", "<img", "<link", "<iframe"] {
                #expect(!tags(of: page).contains { $0.contains(forbidden) }, "\(forbidden) in \(page)")
            }
            #expect(page.contains("<ruby>") == (language == .easyJapanese))
            #expect(page.contains("<time datetime=\"2026-11-23T20:44:00+09:00\">"))
            #expect(XMLReader.reads("<!DOCTYPE html [<!ENTITY nbsp \"&#160;\">]>" + page), "\(page)")
        }
    }

    @Test("a page says what the mail says", arguments: Scene.all, Sample.languages)
    func same(scene: Scene, language: Language) throws {
        let page = words(of: try Sample.page(scene, language))
        let mail = try Sample.mail(scene, language)
        #expect(holds(page, mail.subject) || language == .easyJapanese)
        for line in mail.text.split(separator: "\n").prefix(while: { $0 != "--" }) where line.hasPrefix("■") {
            let title = String(line.dropFirst(2)).replacing(/\([ぁ-ゖー]+\)/, with: "")
            #expect(holds(page, title), "\(title)")
        }
    }

    @Test("each date that is told is a time of its own")
    func times() throws {
        let scene = try Scene.named("tsunami-warning")
        for language in Sample.languages {
            let page = try Sample.page(scene, language)
            for stamp in ["T20:41:00", "T20:44:00", "T21:10:00"] {
                #expect(page.contains("<time datetime=\"2026-11-23\(stamp)+09:00\">"), "\(language): \(page)")
            }
        }
    }

    @Test("what others wrote is escaped")
    func hostile() throws {
        let text = "<script>alert(1)</script>\" onload='x' &amp; ｛漢字｜かんじ｝ {a|b}"
        let facts = ForeignAlertFacts(
            sender: "a@b.example",
            identifier: "1",
            sent: Sample.struck,
            urgency: .expected,
            severity: .moderate,
            certainty: .likely,
            expires: nil,
            infos: [
                .init(
                    language: "en",
                    event: text,
                    headline: text,
                    description: text,
                    instruction: text,
                    senderName: nil,
                    areas: []
                )
            ],
            isOver: false
        )
        for language in Sample.languages {
            let page = try Sample.composer().page(for: Sample.alert(.foreign(facts)), in: language, previous: nil)
            #expect(!page.contains("<script") && !page.contains("\" onload"))
            #expect(page.contains("&lt;script&gt;"))
        }
    }

    @Test("titles stand where the page wants them", arguments: [1, 2, 3, 5])
    func levels(level: Int) throws {
        let alert = try Scene.named("rain-4").alert()
        let page = try Sample.composer().page(for: alert, in: .english, headingLevel: level, previous: nil)
        #expect(page.contains("<h\(level)>") && page.contains("<h\(level + 1)>"))
    }

    private func tags(of page: String) -> [Substring] {
        page.matches(of: /<[^>]*>/).map(\.output)
    }

    private func words(of page: String) -> String {
        let bare = page.replacing(/<rp>.*?<\/rp>|<rt>.*?<\/rt>|<rp>/, with: "").replacing(/<[^>]*>/, with: "")
        let plain = bare.replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
        return squeezed(plain)
    }

    /// By code points: without spaces between them, letters may join to one cluster.
    private func holds(_ page: String, _ text: String) -> Bool {
        page.range(of: squeezed(text), options: .literal) != nil
    }

    private func squeezed(_ text: String) -> String {
        text.filter { !$0.isWhitespace }
    }
}

/// Whether a text is well-formed XML.
private enum XMLReader {
    static func reads(_ text: String) -> Bool { XMLParser(data: Data(text.utf8)).parse() }
}
