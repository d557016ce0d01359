// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Composer
import Foundation
import Localization
import TestSupport
import Testing

@Suite("Faults of templates")
struct TemplateErrorTests {
    struct Spoiling: Sendable, CustomTestStringConvertible {
        let file: String
        let from: String
        let to: String
        let key: String
        let problem: String
        var testDescription: String { "\(file): \(problem)" }
    }

    static let table: [Spoiling] = [
        Spoiling(
            file: "earthquake.yaml",
            from: "lead:\n",
            to: "leed:\n",
            key: "leed",
            problem: "unknown key"
        ),
        Spoiling(
            file: "earthquake.yaml",
            from: "when: {withdrawn: yes, resolution: municipality, intensity: known}",
            to: "when: {intensify: known}",
            key: "subject[0].when.intensify",
            problem: "unknown key"
        ),
        Spoiling(
            file: "earthquake.yaml",
            from: "{withdrawn: yes, resolution: municipality, intensity: known}",
            to: "{level: 4}",
            key: "subject[0].when.level",
            problem: "unknown key"
        ),
        Spoiling(
            file: "earthquake.yaml",
            from: "resolution: region",
            to: "resolution: continent",
            key: "subject[1].when.resolution",
            problem: "unknown value; known are: region, municipality"
        ),
        Spoiling(
            file: "earthquake.yaml",
            from: "measure-at-least: 5-",
            to: "measure-at-least: 8",
            key: "lead[5].when.measure-at-least",
            problem: "not on the scale"
        ),
        Spoiling(
            file: "earthquake.yaml",
            from: "earthquake.subject.withdrawn",
            to: "earthquake.subject.gone",
            key: "subject[0].phrase",
            problem: "no phrase earthquake.subject.gone"
        ),
        Spoiling(
            file: "earthquake.yaml",
            from: "earthquake.subject.withdrawn",
            to: "tsunami.subject.height",
            key: "subject[0].phrase",
            problem: "wants {coast}"
        ),
        Spoiling(
            file: "earthquake.yaml",
            from: "  - phrase: earthquake.subject.unknown\n",
            to: "",
            key: "subject[7]",
            problem: "must have no `when`"
        ),
        Spoiling(
            file: "heavy-rain.yaml",
            from: "level: [2, 3, 4, 5]",
            to: "level: []",
            key: "subject[0].when.previous-level",
            problem: "one value or a list is due"
        ),
        Spoiling(
            file: "heavy-rain.yaml",
            from: "- label: rain.fact.place",
            to: "- title: rain.fact.place",
            key: "facts[0].title",
            problem: "unknown key"
        ),
        Spoiling(
            file: "heavy-rain.yaml",
            from: "    phrase: rain.value.place\n",
            to: "",
            key: "facts[0].phrase",
            problem: "the key of a phrase is due"
        ),
        Spoiling(
            file: "tsunami.yaml",
            from: "subject:\n",
            to: "subject: &x\n  - *y\n",
            key: "",
            problem: "not YAML"
        ),
        Spoiling(
            file: "tsunami.yaml",
            from: "lead:\n",
            to: "subject:\n",
            key: "",
            problem: "not YAML"
        ),
        Spoiling(
            file: "frame.yaml",
            from: "  banner: frame.test.banner\n",
            to: "",
            key: "test.banner",
            problem: "the key of a phrase is due"
        ),
        Spoiling(
            file: "frame.yaml",
            from: "fallback: frame.fallback\n",
            to: "",
            key: ".fallback",
            problem: "the key of a phrase is due"
        ),
        Spoiling(
            file: "frame.yaml",
            from: "  raised: frame.change.raised\n",
            to: "  doubled: frame.change.raised\n",
            key: "changes.doubled",
            problem: "unknown key"
        ),
    ]

    @Test("a spoilt template is refused with file, line and key", arguments: table)
    func refused(spoiling: Spoiling) throws {
        let folder = try TemplatesCopy()
        defer { folder.remove() }
        try folder.edit(spoiling.file) { text in
            let place = try #require(text.range(of: spoiling.from))
            text.replaceSubrange(place, with: spoiling.to)
        }
        let error = try #require(try folder.fault())
        let fault = try #require(error.faults.first { $0.problem.contains(spoiling.problem) }, "\(error)")
        #expect(fault.file == spoiling.file)
        #expect(fault.key == spoiling.key)
        if !spoiling.key.isEmpty { #expect(fault.line != nil) }
    }

    @Test("all faults of all files are told at once")
    func together() throws {
        let folder = try TemplatesCopy()
        defer { folder.remove() }
        for file in ["earthquake.yaml", "tsunami.yaml", "heavy-rain.yaml"] {
            try folder.edit(file) { $0 += "\nsermon: []\n" }
        }
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("alerts/frame.yaml"))
        let error = try #require(try folder.fault())
        #expect(Set(error.faults.map(\.file)) == ["earthquake.yaml", "tsunami.yaml", "heavy-rain.yaml", "frame.yaml"])
        #expect(error.description.contains("have 4 faults"))
        #expect(error.description.contains("sermon: unknown key"))
    }

    @Test("a file of more than 256 KiB, or not of UTF-8, is refused")
    func size() throws {
        let folder = try TemplatesCopy()
        defer { folder.remove() }
        try folder.edit("tsunami.yaml") { $0 += String(repeating: "# long\n", count: 40_000) }
        try Data([0xFF, 0xFE]).write(to: folder.url.appendingPathComponent("alerts/heavy-rain.yaml"))
        let error = try #require(try folder.fault())
        #expect(
            error.faults.filter { $0.problem.contains("at most") }.map(\.file).sorted() == [
                "heavy-rain.yaml", "tsunami.yaml",
            ]
        )
    }

    @Test("a term that is not ready in Japanese is refused, though no template names it")
    func terms() throws {
        let locales = try LocalesCopy()
        defer { locales.remove() }
        try locales.edit("alerts/ja.po") {
            $0 = $0.replacing("msgctxt \"term.moment\"", with: "#, fuzzy\nmsgctxt \"term.moment\"")
        }
        let book = try PhraseBook(directory: locales.url)
        let city = try Sample.city.get()
        do throws(TemplateError) {
            _ = try Composer(
                templates: RepositoryRoot.appending("Templates"),
                phraseBook: book,
                city: city,
                locales: RepositoryRoot.appending("Locales")
            )
            Issue.record("not refused")
        } catch {
            #expect(error.faults.map(\.key) == ["term.moment"])
        }
    }

    @Test(
        "names of epicentres that cannot be read are a fault, too",
        arguments: ["", "{}", "{\"places\": {\"1\": {\"en\": \"x\"}}}"]
    )
    func places(json: String) throws {
        let folder = try TemplatesCopy()
        defer { folder.remove() }
        let locales = folder.url.appendingPathComponent("Locales")
        try FileManager.default.copyItem(at: RepositoryRoot.appending("Locales"), to: locales)
        try Data(json.utf8).write(to: locales.appendingPathComponent("places/epicentres.json"))
        let error = try #require(try folder.fault(locales: locales))
        #expect(error.faults.map(\.file) == ["epicentres.json"])
    }
}

/// A copy of `Templates` in a temporary folder, to be spoiled.
struct TemplatesCopy {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("templates-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: RepositoryRoot.appending("Templates"), to: url)
    }

    func edit(_ file: String, _ change: (inout String) throws -> Void) throws {
        let file = url.appendingPathComponent("alerts/\(file)")
        var text = try String(contentsOf: file, encoding: .utf8)
        try change(&text)
        try Data(text.utf8).write(to: file)
    }

    /// Why the copy is refused; nil if it is not.
    func fault(locales: URL = RepositoryRoot.appending("Locales")) throws -> TemplateError? {
        let book = try Sample.book.get()
        let city = try Sample.city.get()
        do throws(TemplateError) {
            _ = try Composer(templates: url, phraseBook: book, city: city, locales: locales)
            return nil
        } catch {
            return error
        }
    }

    func remove() {
        try? FileManager.default.removeItem(at: url)
    }
}
