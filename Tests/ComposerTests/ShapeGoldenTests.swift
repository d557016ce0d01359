// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Composer
import Foundation
import Localization
import TestSupport
import Testing

/// Posts, speech and pages of four scenes as they were last read by a person (see GoldenTests).
@Suite("Golden shapes")
struct ShapeGoldenTests {
    private static let scenes = ["earthquake-flash", "tsunami-warning", "rain-4", "drill-tsunami"]

    @Test("a post for X is as it was read", arguments: scenes, Sample.languages)
    func post(name: String, language: Language) throws {
        let scene = try Scene.named(name)
        let post = try Sample.post(scene, language, .x)
        try Golden.compare(post.text + "\n", with: "\(name).\(language).post-x.txt")
    }

    @Test("speech is as it was read", arguments: scenes, Sample.languages)
    func speech(name: String, language: Language) throws {
        try Golden.compare(Sample.speech(try Scene.named(name), language), with: "\(name).\(language).speech.txt")
    }

    @Test("a page is as it was read", arguments: scenes, Sample.languages)
    func page(name: String, language: Language) throws {
        try Golden.compare(Sample.page(try Scene.named(name), language), with: "\(name).\(language).page.html")
    }
}
