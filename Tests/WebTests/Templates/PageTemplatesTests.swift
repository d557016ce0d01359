// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport
import Testing

@testable import Web

@Suite struct PageTemplatesTests {
    private static let folder = RepositoryRoot.appending("Sources/Web/Pages")

    private static func files() throws -> [(name: String, text: String)] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".mustache") }.map {
            ($0, try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8))
        }
    }

    @Test func everyTemplateCompiles() throws {
        _ = try PageTemplates()
        #expect(try Self.files().count >= 6)
    }

    @Test func onlyTextOfThePhraseBookIsWrittenUnescaped() throws {
        for (name, text) in try Self.files() {
            let isRaw = text.contains("{{{") || text.contains("{{&")
            #expect(isRaw == (name == "unsubscribe.mustache"), "\(name)")
        }
    }

    @Test func noTemplateRunsOrFetchesAnything() throws {
        for (name, text) in try Self.files() {
            for needle in ["<script", "style=", " on", "http:", "https:", "//", "<img", "<style"] {
                let tags = text.split(separator: "<").map { "<" + $0.prefix { $0 != ">" } }.joined(separator: "\n")
                #expect(!tags.contains(needle), "\(name) has \(needle)")
            }
        }
    }

    @Test func valuesAreEscapedInSectionsAndPartialsToo() throws {
        let templates = try PageTemplates()
        let page = try templates.render("demo", ["title": "\u{600}<b>"])
        #expect(page.contains("\u{600}&lt;b&gt;"))
        #expect(page.unicodeScalars.filter { $0 == "<" }.count == 10)
    }

    @Test func aTemplateThatIsMissingIsNamed() throws {
        let templates = try PageTemplates()
        let error = #expect(throws: MissingTemplate.self) { _ = try templates.render("nothing", [:]) }
        #expect(error?.description.contains("nothing.mustache") == true)
    }
}
