// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Composer
import Foundation
import Localization
import TestSupport
import Testing

/// What is written as HTML, opened in a real browser.
@Suite("In a browser", .enabled(if: Browser.isPresent, Browser.absent), .timeLimit(.minutes(10)))
struct BrowserTests {
    private static let scenes = ["tsunami-warning", "earthquake-flash", "rain-4", "drill-tsunami"]

    @Test("the look sees what is wrong")
    func control() throws {
        let looks = try Browser.look(at: [
            "<!DOCTYPE html><p>津波 \u{E001}</p>", "<!DOCTYPE html><div style=\"width: 500px\">x</div>",
            "<!DOCTYPE html><img src=\"https://example.com/a.png\">", "<!DOCTYPE html><p>good</p>",
        ])
        #expect(looks[0].missing == ["\u{E001}"] && looks[0].overflow == 0)
        #expect(looks[1].overflow > 100)
        #expect(!looks[2].requests.isEmpty)
        #expect(looks[3].missing.isEmpty && looks[3].overflow == 0 && looks[3].requests.isEmpty && looks[3].length == 4)
    }

    @Test("mails fit 320 pixels, have every character and fetch nothing")
    func mails() throws {
        var pages: [(name: String, html: String)] = []
        for language in Language.all {
            for name in Self.scenes {
                pages.append(("\(name) \(language)", try Sample.mail(try Scene.named(name), language).html))
            }
            for scene in Scene.situations.prefix(4) {
                pages.append(("\(scene.name) \(language)", try Sample.mail(scene, language).html))
            }
            for kind in AccountMessage.Kind.allCases {
                let mail = try Sample.composer().mail(try AccountTests.message(kind), in: language)
                pages.append(("\(kind) \(language)", mail.html))
            }
        }
        try expectGood(pages)
    }

    @Test("fragments of pages do, too")
    func fragments() throws {
        let pages = try Language.all.flatMap { language in
            try Self.scenes.map { name in
                let page = try Sample.page(try Scene.named(name), language)
                return ("\(name) \(language)", "<!DOCTYPE html><meta charset=\"utf-8\"><title>x</title>\(page)")
            }
        }
        try expectGood(pages)
    }

    @Test("posters have every character and fetch nothing")
    func posters() throws {
        let sheets = stride(from: 0, to: Language.all.count, by: 6).map { Array(Language.all[$0...].prefix(6)) }
        let pages = try sheets.map { languages in
            let scene = try Scene.named("tsunami-warning")
            let poster = try Sample.composer()
                .poster(for: scene.alert(), in: languages, link: Sample.link(), previous: nil)
            return ("\(languages)", poster.html)
        }
        // A sheet of A4, 210 mm.
        try expectGood(pages, width: 900)
    }

    private func expectGood(_ pages: [(name: String, html: String)], width: Int = 320) throws {
        for (page, look) in zip(pages, try Browser.look(at: pages.map(\.html), width: width)) {
            #expect(look.length > 100, "\(page.name)")
            #expect(look.overflow == 0, "\(page.name)")
            #expect(look.missing.isEmpty, "\(page.name): \(look.missing)")
            #expect(look.requests.isEmpty, "\(page.name): \(look.requests)")
        }
    }
}
