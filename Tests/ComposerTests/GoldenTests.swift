// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Composer
import Foundation
import Localization
import TestSupport
import Testing

/// Every scene in every language as it was last read by a person: `SHIRASE_RECORD_GOLDENS=1` writes them anew, and then
/// they are to be read.
@Suite("Golden renderings")
struct GoldenTests {
    private static let folder = RepositoryRoot.appending("Tests/ComposerTests/Golden")
    private static let isRecording = ProcessInfo.processInfo.environment["SHIRASE_RECORD_GOLDENS"] == "1"

    @Test("text is as it was read", arguments: Scene.all, Sample.languages)
    func text(scene: Scene, language: Language) throws {
        let mail = try Sample.mail(scene, language)
        let text = "Subject: \(mail.subject)\n\n\(mail.text)"
        try compare(text, with: "\(scene.name).\(language).txt")
    }

    @Test(
        "HTML is as it was read",
        arguments: ["earthquake-flash", "tsunami-warning", "rain-4", "drill-tsunami"],
        Sample.languages
    )
    func html(name: String, language: Language) throws {
        let scene = try #require(Scene.all.first { $0.name == name })
        let mail = try Sample.mail(scene, language)
        try compare(mail.html, with: "\(name).\(language).html")
    }

    /// Half a mail in one language and half in another is never made: both stand-ins, whole.
    @Test("the stand-ins are as they were read", arguments: ["earthquake-flash", "tsunami-warning", "rain-4"])
    func fallback(name: String) throws {
        let scene = try #require(Scene.all.first { $0.name == name })
        let mail = try Sample.bareComposer().mail(for: scene.alert(), in: .nepali, previous: scene.earlier())
        try compare("Subject: \(mail.subject)\n\n\(mail.text)", with: "\(name).fallback.txt")
        try compare(mail.html, with: "\(name).fallback.html")
    }

    private func compare(_ text: String, with name: String) throws {
        let visible = text.replacing("\u{FFFC}", with: "%")
        let url = Self.folder.appendingPathComponent(name)
        if Self.isRecording {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try Data(visible.utf8).write(to: url)
        }
        let golden = try String(contentsOf: url, encoding: .utf8)
        #expect(visible == golden, "\(name) differs; if the new words are right, record and read it")
    }

    @Test("no golden is left over from a scene that is gone")
    func noneIsLeftOver() throws {
        let accounts = AccountMessage.Kind.allCases.map { "account-\($0.rawValue)" }
        let names = Set((Scene.all + Scene.situations).map(\.name) + accounts)
        for file in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path) {
            #expect(names.contains(String(file.prefix { $0 != "." })), "\(file)")
        }
    }
}
